"""A finding in full, for a hover or a message."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.datatypes import Note
from claimcheck.labels import Label
from claimcheck.lsp.explaining import in_markdown, in_plain_text
from tests.fakes import finding

NOTE = Note("Bad for the [liver].", "Agency, 2020", "https://example.org/a>b")


def test_notes_are_links_and_nothing_becomes_markup() -> None:
    found = replace(
        finding("It is unsafe.", 6, 12, Label.UNSAFE, notes=(NOTE,)),
        why="says '![x](http://evil/y.png)'",
        suggestion="may <b>help</b>",
    )
    assert in_markdown([found]) == (
        "**Unsafe claim**, 91% (`CC-unsafe`)\n\n"
        r"**Why:** Says '!\[x\](http&#58;//evil/y.png)'" + "\n\n"
        "**Do:** advice unsafe\n\n"
        "**Say:** may &lt;b&gt;help&lt;/b&gt;\n\n"
        r"**Note:** Bad for the \[liver\]. ([Agency, 2020](<https://example.org/ab>))"
    )


def test_plain_text_says_the_same() -> None:
    found = finding("It is unsafe.", 6, 12, Label.UNSAFE, notes=(NOTE,))
    assert in_plain_text([found]).splitlines() == [
        "Unsafe claim, 91% (CC-unsafe)",
        "Why: Why unsafe",
        "Do: advice unsafe",
        "Note: Bad for the [liver]. (Agency, 2020, https://example.org/a>b)",
    ]


def test_a_supported_claim_needs_no_advice_and_several_are_parted() -> None:
    supported = finding("It is supported.", 6, 15, Label.SUPPORTED)
    assert "advice" not in in_plain_text([supported]) + in_markdown([supported])
    assert in_markdown([supported, supported]).count("---") == 1
