"""Comments to claimcheck, as the formats have them: real ones, not what shows one as text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claimcheck.datatypes import Block, Comment
from claimcheck.readers.html_tokens import RAW, scan
from claimcheck.suppress.directives import speaks_to_us

_OPEN, _CLOSE = "<!--", "-->"


def page_comments(text: str) -> tuple[Comment, ...]:
    """The comments of an HTML page; what looks like one in a script or an attribute is none."""
    found = tuple(_written(text))
    if not found:
        return ()
    starts = set(_comment_starts(text))
    return tuple(comment for comment in found if comment.start in starts)


def markdown_comments(
    text: str, first: int, blocks: Sequence[Block], code: Sequence[tuple[int, int]]
) -> tuple[Comment, ...]:
    """The comments of Markdown from offset `first`.

    What looks like one in a fence (`code`: their stretches, in order) or in words that are read,
    as between backticks, is none. `blocks` are in the order of the text.
    """
    return tuple(
        comment
        for comment in _written(text, first)
        if not _inside(code, comment.start) and not _is_read(blocks, comment.start)
    )


def attached_comment(words: str, start: int, end: int, author: str = "") -> Comment | None:
    """A comment that was put on text[start:end], as in Word; None where it is not for claimcheck.

    `author` is who wrote it by the document; the comment itself may name another with 'by='.
    """
    return Comment(start, end, words, True, author) if speaks_to_us(words) else None


def _written(text: str, start: int = 0) -> Iterator[Comment]:
    """All that is written like a comment to claimcheck."""
    at = text.find(_OPEN, start)
    while at >= 0:
        close = text.find(_CLOSE, at + len(_OPEN))
        if close < 0:
            return
        words = text[at + len(_OPEN) : close]
        if speaks_to_us(words):
            yield Comment(at, close + len(_CLOSE), words)
            at = text.find(_OPEN, close)
        else:
            at = text.find(_OPEN, at + len(_OPEN))


def _comment_starts(text: str) -> Iterator[int]:
    raw = False
    for markup in scan(text, 0, len(text)):
        if not raw and not markup.name and text.startswith(_OPEN, markup.start):
            yield markup.start
        raw = markup.name in RAW and not markup.closing and not markup.self_closing


def _inside(stretches: Sequence[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(stretches, offset, key=lambda stretch: stretch[0])
    return at > 0 and offset < stretches[at - 1][1]


def _is_read(blocks: Sequence[Block], offset: int) -> bool:
    at = bisect_right(blocks, offset, key=lambda block: block.start)
    if not at or offset >= blocks[at - 1].end:
        return False
    return not _inside(blocks[at - 1].skip, offset)
