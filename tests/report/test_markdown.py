"""Markdown that renders as it is meant, whatever the article says."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claimcheck.datatypes import Failure
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from claimcheck.report.markdown import code, escaped
from claimcheck.report.words import flat
from tests.fakes import review_text
from tests.report.made import FAILURE, HOSTILE, PAGE, one_claim, written

RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def rendered(text: str) -> str:
    return str(RENDER.render(text))


def test_a_report_from_its_first_line_to_its_last() -> None:
    text = "A tea.\nIt is unsafe. It is overstated."
    assert written("markdown", review_text("Fine.", "a.md"), review_text(text, "b.md")) == (
        "# Health claims\n"
        "\n"
        "2 articles reviewed, 9 words. Model: `fake 1.0`.\n"
        "\n"
        "| article | unsafe | overstated | anecdotal | supported |\n"
        "|---|---:|---:|---:|---:|\n"
        "| `b.md` | 1 | 1 | 0 | 0 |\n"
        "| `a.md` | 0 | 0 | 0 | 0 |\n"
        "| **all** | 1 | 1 | 0 | 0 |\n"
        "\n"
        "## Unsafe (1)\n"
        "\n"
        "Someone who acts on it could come to harm.\n"
        "\n"
        "- `b.md`, line 2 (91%)\n"
        "\n"
        "  > “unsafe”\n"
        "\n"
        "  Why unsafe advice unsafe\n"
        "\n"
        "## Overstated (1)\n"
        "\n"
        "It says more than the evidence allows.\n"
        "\n"
        "- `b.md`, line 2 (91%)\n"
        "\n"
        "  > “overstated”\n"
        "\n"
        "  Why overstated advice overstated\n"
        "\n"
    )


def test_failures_come_before_the_findings() -> None:
    report = written("markdown", review_text("It is unsafe."), FAILURE)
    assert "**1 could not be read.**" in report
    section = "## Could not be read (1)\n\n- `b.bin`: is binary\n\n## Unsafe (1)"
    assert section in report


def test_a_clean_report_says_so_and_a_failed_one_does_not() -> None:
    assert written("markdown", review_text("Fine.")).endswith("No claims to report.\n")
    assert "No claims" not in written("markdown", FAILURE)


def test_suppressed_findings_come_last_with_their_justification() -> None:
    report = written("markdown", one_claim("mint *x*", suppressed="ok <b>"))
    assert "| 1 | 0 | 0 | 0 |" in report
    assert report.endswith(
        "No claims to report.\n"
        "## Suppressed (1)\n\n- `a.md`, line 1, unsafe: “mint \\*x\\*”: ok &lt;b&gt;\n\n"
    )


def test_supported_findings_are_counted_and_listed_on_request() -> None:
    assert "## Supp" not in written("markdown", one_claim("mint", Label.SUPPORTED))
    shown = ReportOptions(show_supported=True)
    assert "## Supported (1)" in written(
        "markdown", one_claim("mint", Label.SUPPORTED), options=shown
    )


def test_a_suggestion_is_a_difference_and_a_document_has_places() -> None:
    review = one_claim("Tea cures colds", place=PAGE, suggestion="Tea may ease colds; so they say")
    report = written("markdown", review)
    assert "- `a.md`, page 3 (91%)\n" in report
    assert (
        "  You could say: Tea <del>cures</del> <ins>may ease</ins> colds<ins>; so they say</ins>"
        in (report)
    )


def test_a_note_carries_its_source() -> None:
    assert "Note: tea (tea, <https://example.org/n>)" in written("markdown", one_claim("tea"))


@pytest.mark.parametrize(
    "text",
    ["http://e.vil/x", "www.e.vil", "HTTPS://e.vil", "a@b.cd", "@editor", "![i](u)", "<b>x</b>"],
)
def test_article_text_is_neither_link_nor_tag_nor_mention(text: str) -> None:
    gfm = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    assert re.fullmatch(r"<p>[^<>]*</p>\n", gfm.render(escaped(text)))
    assert not re.search(r"\w://|\bwww\.|@\w", escaped(text))


@given(st.text(st.sampled_from("#-+*_`~[]()!<>&;:=|\\$1. ab\né'\""), max_size=30) | st.text())
def test_escaped_text_renders_as_itself(text: str) -> None:
    shown = html.unescape(rendered(f"x\n\n{escaped(text)}\n\nx"))
    expected = flat(text).strip()
    inner = shown.removeprefix("<p>x</p>\n").removesuffix("<p>x</p>\n").strip()
    inner = inner.removeprefix("<p>").removesuffix("</p>").replace("\u2060", "")
    assert inner.strip() == expected


@given(st.text(st.sampled_from("`ab |<\\"), min_size=1, max_size=12))
def test_code_renders_as_itself(text: str) -> None:
    expected = flat(text)
    shown = html.unescape(rendered(f"x {code(text)} x"))
    assert shown == f"<p>x <code>{expected or ' '}</code> x</p>\n"


@settings(max_examples=30)
@given(st.text(min_size=1), st.sampled_from([Label.UNSAFE, Label.ANECDOTAL]))
def test_no_text_changes_the_structure(text: str, label: Label) -> None:
    for hostile in (text, HOSTILE + text):
        review = one_claim(hostile, label, path=hostile, suggestion=f"{hostile} too")
        failure = Failure(hostile, "InputError", hostile)
        tags = _tags(written("markdown", review, failure))
        harmless = one_claim("x", label, suggestion="x too")
        plain = written("markdown", harmless, Failure("x", "InputError", "x"))
        assert tags == _tags(plain)


def _tags(report: str) -> list[str]:
    """The tags of a report as it renders, but for those of differences."""
    return re.findall(r"<(/?(?!del|ins)\w+)", rendered(report))
