"""An article's blocks put together again: headings, paragraphs, lists, tables and quotes.

Blocks and their notes are gathered in sections, which the page sets side by side.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from markupsafe import Markup

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Article, Block
from claimcheck.report.html.lists import list_html
from claimcheck.report.html.marks import NumberedFinding, marked
from claimcheck.report.html.tables import table_html

_MOST_NOTES = 8
_TOP, _DEEPEST = 2, 6
"""The first heading becomes <h3>: the page and the article's name have <h1> and <h2>."""
_UNLEVELLED = 2, 3
"""What to take for the level of a heading without one: in plain text, which has no levels, and
between headings that have them, where it is a line in bold."""


@dataclass(frozen=True, slots=True)
class Item:
    """A block with its words as HTML, and the claims whose notes belong beside it."""

    block: Block
    html: Markup
    notes: tuple[NumberedFinding, ...] = ()


@dataclass(slots=True)
class Section:
    """A stretch of the article from a heading on, and the notes to stand beside it.

    It also ends once it holds eight notes, lest notes run far ahead of their claims.
    """

    html: Markup = field(default_factory=Markup)
    notes: list[NumberedFinding] = field(default_factory=list)


def sections(article: Article, claims: Sequence[NumberedFinding]) -> Iterator[Section]:
    """The article in sections; every claim is marked and has its note in one of them."""
    section = Section()
    levels = any(block.kind == "heading" and block.level for block in article.blocks or ())
    headings = _Headings(_UNLEVELLED[levels])
    for kind, group in groupby(items(article, claims), key=lambda item: item.block.kind):
        for element, notes in _elements(article.text, kind, list(group), headings):
            full = len(section.notes) >= _MOST_NOTES
            if section.html and (full or kind == "heading"):
                yield section
                section = Section()
            section.html += element
            section.notes += notes
    if section.html:
        yield section


def items(article: Article, claims: Sequence[NumberedFinding]) -> Iterator[Item]:
    """The blocks in order, each with the claims that begin in it.

    A claim that stands in no block gets one of its own: no finding may go missing.
    """
    ordered = sorted(claims, key=lambda one: one.finding.claim.start)
    waiting = deque(ordered)
    running: list[NumberedFinding] = []
    for block in _all_blocks(article, ordered):
        running = [one for one in running if one.finding.claim.end > block.start]
        begun: list[NumberedFinding] = []
        while waiting and waiting[0].finding.claim.start < block.end:
            begun.append(waiting.popleft())
        yield Item(block, marked(article.text, block, [*running, *begun]), tuple(begun))
        running += begun


def _all_blocks(article: Article, claims: Iterable[NumberedFinding]) -> list[Block]:
    blocks = article.blocks if article.blocks is not None else plain_blocks(article.text)
    ordered = sorted(blocks, key=lambda block: (block.start, block.end))
    spans = [(one.finding.claim.start, one.finding.claim.end) for one in claims]
    return sorted([*ordered, *_strays(ordered, spans)], key=lambda block: block.start)


def _strays(blocks: Sequence[Block], spans: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """A block for every span that begins in none, up to where the next one starts."""
    at = 0
    for start, end in spans:
        while at < len(blocks) and blocks[at].end <= start:
            at += 1
        if at == len(blocks) or start < blocks[at].start:
            limit = blocks[at].start if at < len(blocks) else end
            yield Block(start, min(end, limit))


class _Headings:
    """Makes headings whose elements leave no level out, as those who hear a page need it, and which
    look as their own level does."""

    def __init__(self, unlevelled: int) -> None:
        self._unlevelled = unlevelled
        self._above: list[int] = []

    def html(self, item: Item) -> Markup:
        level = item.block.level or self._unlevelled
        self._above = [*takewhile(lambda above: above < level, self._above), level]
        depth = min(_TOP + len(self._above), _DEEPEST)
        return Markup('<h{0} class="level-{1}">{2}</h{0}>\n').format(depth, level, item.html)


def _elements(
    text: str, kind: str, group: Sequence[Item], headings: _Headings
) -> Iterator[tuple[Markup, list[NumberedFinding]]]:
    """The HTML elements that neighbouring blocks of one kind make, each with its notes."""
    together = [one for item in group for one in item.notes]
    if kind == "list_item":
        yield list_html(text, [(item.block, item.html) for item in group]), together
    elif kind == "table_cell":
        yield table_html(text, [(item.block, item.html) for item in group]), together
    elif kind == "quote":
        inner = Markup("").join(Markup("<p>{}</p>").format(item.html) for item in group)
        yield Markup("<blockquote>{}</blockquote>\n").format(inner), together
    elif kind == "heading":
        for item in group:
            yield headings.html(item), list(item.notes)
    else:
        for item in group:
            yield Markup("<p>{}</p>\n").format(item.html), list(item.notes)
