"""Plain text: lines and blank lines are all the structure there is."""

from __future__ import annotations

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Article


def read_text(source: str, text: str) -> Article:
    """The article of a plain text."""
    return Article(source, text, plain_blocks(text))
