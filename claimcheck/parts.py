"""Long articles in parts: a book is reviewed a few chapters at a time and stays one article.

The model judges a sentence by the article around it and was made with articles, not with books;
and the memory that it takes grows with the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Article, Block

MOST = 100_000
"""Characters of one part, 16,000 words: longer than what anybody calls an article."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")
_BLANK = re.compile(r"\s+")


def parts_of(article: Article) -> list[Article]:
    """The article in parts to review one after the other; most articles are their only part.

    A part has the article's text and some of its blocks, so that positions are those of the whole.
    It ends where a chapter does, else before a heading, else between blocks; a block that is longer
    than a part is itself parted at the end of a sentence.
    """
    blocks = plain_blocks(article.text) if article.blocks is None else article.blocks
    if sum(map(_length, blocks)) <= MOST:
        return [article]
    pieces = [piece for block in blocks for piece in _pieces(article.text, block)]
    return [replace(article, blocks=group) for group in _groups(article, pieces)]


def _length(block: Block) -> int:
    return block.end - block.start


def _groups(article: Article, blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks in groups of at most `MOST` characters, each about as long as it may be; a block
    that is still longer, where markup straddles its end, is a group of its own."""
    ends = [0, *accumulate(map(_length, blocks))]
    start = 0
    while ends[-1] - ends[start] > MOST and start + 1 < len(blocks):
        last = max(bisect_right(ends, ends[start] + MOST) - 1, start + 1)
        first = min(bisect_right(ends, ends[start] + MOST // 2), last)
        border = max(range(first, last + 1), key=lambda at: _fitness(article, blocks, at))
        yield tuple(blocks[start:border])
        start = border
    yield tuple(blocks[start:])


def _fitness(article: Article, blocks: Sequence[Block], at: int) -> tuple[bool, int, int]:
    """How well a part may begin with a block: with a file of a book, else with a large heading."""
    block = blocks[at]
    new_file = _file(article, block) != _file(article, blocks[at - 1])
    return new_file, -(block.level or 7) if block.kind == "heading" else -10, at


def _file(article: Article, block: Block) -> object:
    """The file in a book that a block stands in, None in what is no book."""
    place = article.place(block.start)
    return place and dict(place.parts).get("file")


def _pieces(text: str, block: Block) -> Iterator[Block]:
    """The block, in stretches of at most `MOST` characters and what markup straddles their ends."""
    while _length(block) > MOST:
        cut = _cut(text, block)
        skip = tuple(pair for pair in block.skip if pair[1] <= cut)
        yield replace(block, end=cut, skip=skip)
        block = replace(block, start=cut, skip=block.skip[len(skip) :])
    if block.start < block.end:
        yield block


def _cut(text: str, block: Block) -> int:
    """Where to part a block: after a sentence, else after a word, and not within markup."""
    limit = block.start + MOST
    for pattern in (_SENTENCE_END, _BLANK):
        found = [match.end() for match in pattern.finditer(text, limit - MOST // 10, limit)]
        if found:
            limit = found[-1]
            break
    return next((end for start, end in block.skip if start < limit < end), limit)
