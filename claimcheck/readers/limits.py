"""How much is read at once, so that no file whatever takes the machine's memory."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.datatypes import Block
from claimcheck.errors import InputError

MAX_FILE = 64 * 2**20
"""Bytes of a file that holds one article."""
MAX_TEXT = 500_000
"""Characters of one article: 80,000 words."""
MAX_BLOCKS = 40_000
"""Paragraphs, cells and list items of one article."""
MAX_BOOK = 5_000_000
"""Characters of a document that is no text file: 800,000 words, more than the longest novels."""
MAX_BOOK_BLOCKS = 200_000
"""Paragraphs, cells and list items of such a document."""
MAX_MARKUP = 8 * 2**20
"""Characters of a page with its markup."""
MAX_LINE = 8 * 2**20
"""Bytes of one line of a JSON Lines file."""


def check_length(text: str, limit: int = MAX_TEXT) -> None:
    """Refuse a text that is too long to be one article."""
    _check(len(text), limit)


def check_blocks(count: int, limit: int = MAX_BLOCKS) -> None:
    """Refuse an article in too many pieces."""
    if count > limit:
        raise InputError(f"holds more than {limit:,} paragraphs, cells and list items; split it")


def check_visible(blocks: Sequence[Block], limit: int = MAX_TEXT) -> None:
    """Refuse an article that has too many words once its markup is set aside."""
    skipped = sum(end - start for block in blocks for start, end in block.skip)
    _check(sum(block.end - block.start for block in blocks) - skipped, limit)


def _check(count: int, limit: int) -> None:
    if count > limit:
        raise InputError(
            f"holds {count:,} characters, more than the {limit:,} reviewed at once; split it"
        )


def size(n_bytes: int) -> str:
    """A number of bytes for people."""
    return f"{n_bytes / 2**20:,.0f} MiB" if n_bytes >= 2**20 else f"{n_bytes:,} bytes"
