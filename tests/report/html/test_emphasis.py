"""Emphasis read out of the stretches that the Markdown reader steps over."""

from __future__ import annotations

import pytest

from claimcheck.datatypes import Block
from claimcheck.report.html.emphasis import emphasis, spoken
from tests.report.html.made import only_block


def styled(text: str) -> set[tuple[str, str]]:
    return {(text[one.start : one.end], one.what) for one in emphasis(text, only_block(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It *may* help **some** now.", {("may", "em"), ("some", "strong")}),
        ("*All of it.*", {("All of it.", "em")}),
        ("**Bold _and_ thin**, plain.", {("Bold _and_ thin", "strong"), ("and", "em")}),
        ("So ***very*** odd.", {("very", "strong"), ("very", "em")}),
        ("Take ~~ten~~ `two` pills.", {("ten", "del"), ("two", "code")}),
        ("A <b>big</b> <i>word</i>.", {("big", "strong"), ("word", "em")}),
        ("See [the *trial*](http://x/a_b_c) now.", {("the *trial*", "link"), ("trial", "em")}),
        ("Read [this](http://x).", {("this", "link")}),
        ("[First](http://x_y_z) word.", {("First", "link")}),
        ("snake_case_name and 2 * 3 * 4.", set()),
    ],
)
def test_words_between_markers_are_emphasised(text: str, expected: set[tuple[str, str]]) -> None:
    assert styled(text) == expected


def test_a_marker_without_a_partner_counts_for_nothing() -> None:
    assert emphasis("a ** b", Block(0, 6, skip=((2, 4),))) == []
    assert emphasis("*Note: b", Block(1, 8)) == []


@pytest.mark.parametrize(
    ("markup", "expected"),
    [("&amp;", "&"), ("&#233;&nbsp;", "é\xa0"), ("<br>", ""), ("** <b>", " "), ("](a(b) c)", "")],
)
def test_entities_are_the_only_markup_that_is_read(markup: str, expected: str) -> None:
    assert spoken(markup) == expected
