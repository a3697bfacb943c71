"""An article as it is read: its words without markup, and the way back to the file.

The pipeline sees what a reader of the page sees ("doesn’t", not "doesn&#8217;t"); reports name
places in the file.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.datatypes import Article, Block

REFERENCE = r"&(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,40});"
"""A character reference of HTML, as a pattern."""
_REFERENCES = re.compile(f"(?:{REFERENCE})+")
_LINE_END = re.compile(r"[\n\r]|\Z")
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of an article's blocks, blank lines between them; `blocks` have nothing to skip.

    `ours` and `theirs` hold where each piece starts here and in the article; a piece of other
    length there (a character reference) is one that stands for its characters.
    """

    text: str
    blocks: tuple[Block, ...]
    ours: tuple[int, ...]
    theirs: tuple[tuple[int, int], ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the article of text[start:end]; the span must hold a character."""
        return self._source(start)[0], self._source(end - 1)[1]

    def _source(self, offset: int) -> tuple[int, int]:
        """The stretch of the article that the character at `offset` was read from."""
        at = max(bisect_right(self.ours, offset) - 1, 0)
        start, end = self.theirs[at]
        after = self.ours[at + 1] if at + 1 < len(self.ours) else len(self.text)
        if end - start > after - self.ours[at]:
            return start, end
        first = min(start + offset - self.ours[at], end - 1)
        return first, first + 1


def read_off(article: Article) -> Reading:
    """The reading of an article; one without blocks is read as it stands."""
    if article.blocks is None:
        return Reading(article.text, (), (0,), ((0, len(article.text)),))
    texts: list[str] = []
    blocks, ours, theirs = [], [], []
    at = 0
    for block in article.blocks:
        first = at
        for start, end, words in _pieces(article.text, block):
            ours.append(at)
            theirs.append((start, end))
            texts.append(words)
            at += len(words)
        blocks.append(replace(block, start=first, end=at, skip=()))
        texts.append(_GAP)
        at += len(_GAP)
    return Reading("".join(texts), tuple(blocks), tuple(ours), tuple(theirs))


def visible(article: Article, start: int, end: int) -> str:
    """The words of text[start:end] as they are read: for people, who see no markup."""
    if article.blocks is None:
        return article.text[start:end]
    return "".join(
        words[max(start - first, 0) : end - first] if len(words) == last - first else words
        for block in _overlapping(article.blocks, start, end)
        for first, last, words in _pieces(article.text, block)
        if first < end and start < last
    )


def context(article: Article, start: int, end: int, width: int) -> tuple[str, str, str]:
    """What is read before, in and after text[start:end], at most `width` characters of its block.

    Without blocks it is the line, markup included.
    """
    blocks = tuple(_overlapping(article.blocks or (), start, end))
    if blocks:
        first, last = min(blocks[0].start, start), max(blocks[-1].end, end)
    else:
        first = max(article.text.rfind(mark, 0, start) for mark in "\n\r") + 1
        last = next(match.start() for match in _LINE_END.finditer(article.text, end))
    before = visible(article, first, start)[-width:]
    return before, visible(article, start, end), visible(article, end, last)[:width]


def _overlapping(blocks: Sequence[Block], start: int, end: int) -> Iterator[Block]:
    at = bisect_right(blocks, start, key=lambda block: block.start)
    for block in blocks[max(at - 1, 0) :]:
        if block.start >= end:
            return
        yield block


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """(start, end, words) of what a block says; character references as their characters."""
    at = block.start
    for start, end in block.skip:
        if at < start:
            yield at, start, text[at:start]
        if _REFERENCES.fullmatch(text, start, end):
            yield start, end, html.unescape(text[start:end])
        at = end
    if at < block.end:
        yield at, block.end, text[at : block.end]
