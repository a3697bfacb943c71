"""What stretch of an article a comment speaks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from claimcheck.datatypes import Block, Comment
from claimcheck.readers.html_block import INLINE
from claimcheck.suppress.directives import Verb

_LINE_END = re.compile(r"[\n\r|]")
_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)")


def spoken_for(comment: Comment, verb: Verb, text: str, blocks: Sequence[Block]) -> tuple[int, int]:
    """(start, end) of what a comment speaks for; start == end where there is nothing.

    'off' speaks from there to the end of the text: what ends it is for the caller to find.
    """
    if verb is Verb.OFF_FILE:
        return 0, len(text)
    if verb is Verb.OFF:
        return comment.start, len(text)
    if comment.attached and comment.start < comment.end:
        return comment.start, comment.end
    block = _block_of(comment, text, blocks)
    return (block.start, block.end) if block else (comment.end, comment.end)


def _block_of(comment: Comment, text: str, blocks: Sequence[Block]) -> Block | None:
    """The block in which a comment stands, at whose end it stands, or else the next."""
    at = bisect_right(blocks, comment.start, key=lambda block: block.start)
    if at:
        before = blocks[at - 1]
        inside = comment.start < before.end
        if inside or not _parted(text, before.end, comment.start):
            return before
    return next((block for block in blocks[at:] if block.start >= comment.end), None)


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a line end, the border of a cell or the tag of a block stands in text[start:end]."""
    tags = (match[1].lower() for match in _TAG.finditer(text, start, end))
    return bool(_LINE_END.search(text, start, end)) or any(tag not in INLINE for tag in tags)
