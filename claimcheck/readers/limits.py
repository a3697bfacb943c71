"""How much is read at once, so that no file whatever takes the machine's memory."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.datatypes import Block
from claimcheck.errors import InputError

MAX_FILE = 64 * 2**20
"""Bytes of a file that holds one article."""
MAX_TEXT = 500_000
"""Characters to review in one article: 80,000 words, the length of a book."""
MAX_BLOCKS = 40_000
"""Paragraphs, cells and list items of one article."""
MAX_MARKUP = 8 * 2**20
"""Characters of a page with its markup."""
MAX_LINE = 8 * 2**20
"""Bytes of one line of a JSON Lines file."""


def check_length(text: str, limit: int = MAX_TEXT) -> None:
    """Refuse a text that is too long to be one article."""
    _check(len(text), limit)


def check_blocks(count: int) -> None:
    """Refuse an article in too many pieces."""
    if count > MAX_BLOCKS:
        raise InputError(
            f"holds more than {MAX_BLOCKS:,} paragraphs, cells and list items; split it"
        )


def check_visible(blocks: Sequence[Block]) -> None:
    """Refuse an article that has too many words or pieces once its markup is set aside."""
    check_blocks(len(blocks))
    skipped = sum(end - start for block in blocks for start, end in block.skip)
    _check(sum(block.end - block.start for block in blocks) - skipped, MAX_TEXT)


def _check(count: int, limit: int) -> None:
    if count > limit:
        raise InputError(
            f"holds {count:,} characters, more than the {limit:,} reviewed at once; split it"
        )


def size(n_bytes: int) -> str:
    """A number of bytes for people."""
    return f"{n_bytes / 2**20:,.0f} MiB" if n_bytes >= 2**20 else f"{n_bytes:,} bytes"
