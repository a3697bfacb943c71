"""Words and places that several formats share."""

from __future__ import annotations

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Suppression
from claimcheck.labels import Label
from claimcheck.report.rules import all_rules
from claimcheck.report.words import (
    details,
    flat,
    headline,
    justification,
    line_span,
    percent,
    relative_path,
    spot,
)
from tests.fakes import finding
from tests.report.made import PAGE, one_claim


@given(st.text(st.characters()))
def test_flat_text_is_one_line_that_steers_nothing(text: str) -> None:
    shown = flat(text)
    assert len(shown.splitlines()) <= 1
    assert {unicodedata.category(char) for char in shown} <= (
        {unicodedata.category(char) for char in text} - {"Cc", "Cs", "Zl", "Zp"} | {"Zs"}
    )
    assert shown.encode("utf-8").decode("utf-8") == shown


def test_flat_text_keeps_letters_and_emoji_whole() -> None:
    assert flat("é \N{WOMAN}\u200d\N{ROCKET}\u202e\n x") == "é \N{WOMAN}\u200d\N{ROCKET} x"


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("a.md", "a.md"),
        ("./docs/../a.md", "a.md"),
        ("../a.md", "../a.md"),
        ("..a.md", "..a.md"),
        ("-", "-"),
    ],
)
def test_paths_are_seen_from_here(path: str, seen: str) -> None:
    assert relative_path(path) == seen


def test_an_absolute_path_is_relative_where_it_lies_below(tmp_path: Path) -> None:
    assert relative_path(str(tmp_path / "a" / "b.md"), str(tmp_path)) == "a/b.md"
    assert relative_path(str(tmp_path / "b.md"), str(tmp_path / "a")) == str(tmp_path / "b.md")


def test_a_root_above_puts_folders_before_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert relative_path("b.md", os.fspath(tmp_path)) == "sub/b.md"


def test_rules_have_codes_of_their_own_and_say_what_to_do() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(set(codes)) == len(codes)
    assert {"CC-unreadable", "CC-unsafe", "CC-overstated", "CC-anecdotal"} < set(codes)
    assert "CC-unsafe/risk-denial" in codes
    assert all(rule.short and rule.full and rule.advice for rule in all_rules())
    assert {rule.name for rule in all_rules()} >= {"Unreadable", "Unsafe", "UnsafeRiskDenial"}


def test_a_place_takes_the_place_of_lines() -> None:
    in_lines = finding("a\nmint\ntea", 2, 9, Label.UNSAFE)
    assert (spot(in_lines), line_span(in_lines), headline(in_lines)) == (
        "2:1",
        (2, 3),
        "Unsafe claim",
    )
    paged = finding("a\nmint\ntea", 2, 9, Label.UNSAFE, place=PAGE)
    assert (spot(paged), line_span(paged)) == ("page 3", (1, 1))
    assert headline(paged, "CC-unsafe") == "Unsafe claim (CC-unsafe, page 3)"


def test_details_are_the_safer_wording_and_the_notes() -> None:
    review = one_claim("mint", suggestion="some mint")
    assert details(review.article, review.findings[0]) == [
        "You could say: “some mint”",
        "mint (mint, https://example.org/n)",
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Suppression(), "no reason given"),
        (Suppression("ref 4"), "ref 4"),
        (Suppression("ref 4", until=date(2027, 1, 31)), "ref 4 (until 2027-01-31)"),
        (
            Suppression("", author="M. Kay", until=date(2027, 1, 31)),
            "no reason given (M. Kay, until 2027-01-31)",
        ),
    ],
)
def test_a_justification_names_who_and_until_when(said: Suppression, told: str) -> None:
    assert justification(said) == told


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1, "100%")],
)
def test_only_certainty_is_called_certain(share: float, told: str) -> None:
    assert percent(share) == told
