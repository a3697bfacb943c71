"""Where a comment goes that lets a claim stand."""

from __future__ import annotations

import pytest

from claimcheck.datatypes import Claim
from claimcheck.labels import LABELS, Label
from claimcheck.lsp.documents import Document
from claimcheck.lsp.ignoring import REASON, ignoring

COMMENT = "<!-- claimcheck ignore[unsafe]: reason -->"


def ignored(text: str, language: str = "markdown") -> str | None:
    """The text with a comment for the claim 'unsafe' in it."""
    document = Document("file:///a", language, 1, text)
    start = text.index("unsafe")
    claim = Claim(start, start + 6, "unsafe", Label.UNSAFE, dict.fromkeys(LABELS, 0.25))
    found = ignoring(document, document.article(), claim)
    if found is None:
        return None
    assert found.text[found.reason :].startswith(REASON)
    return text[: found.offset] + found.text + text[found.offset :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is unsafe.", "C\nIt is unsafe."),
        ("Fine.\n\nA b\nis unsafe.", "Fine.\n\nC\nA b\nis unsafe."),
        ("Fine.\r\n\r\nis unsafe.\r\n", "Fine.\r\n\r\nC\r\nis unsafe.\r\n"),
        ("Fine.\n## It is unsafe now", "Fine.\nC\n## It is unsafe now"),
        ("> one\n>\n> is unsafe\n", "> one\n>\n> C\n> is unsafe\n"),
        ("- one\n- is unsafe\n- b", "- one\n  C\n- is unsafe\n- b"),
        ("- is unsafe\n- b", "C\n- is unsafe\n- b"),
        ("1. one\n2. is unsafe\n", "1. one\n   C\n2. is unsafe\n"),
        ("- one\n  - is unsafe\n", "- one\n    C\n  - is unsafe\n"),
        ("| a |\n|---|\n| is unsafe |\n", "| a |\n|---|\n| C is unsafe |\n"),
        ("| is unsafe |\n|---|\n| a |\n", "C\n| is unsafe |\n|---|\n| a |\n"),
        ("| a | is unsafe |\n|---|---|\n", "| a | C is unsafe |\n|---|---|\n"),
        ("<p>Fine</p><p>is unsafe</p>", "<p>Fine</p><p>C is unsafe</p>"),
        ("*One* is **unsafe**", "C\n*One* is **unsafe**"),
    ],
)
def test_the_article_stays_what_it_is(text: str, expected: str) -> None:
    assert ignored(text) == expected.replace("C", COMMENT, 1)


def test_not_in_plain_text_nor_where_no_block_is() -> None:
    assert ignored("It is unsafe.", "plaintext") is None
    assert ignored("```\nunsafe\n```") is None
