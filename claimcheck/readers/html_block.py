"""The passages of HTML: runs of words between block tags, and where in the page they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from claimcheck.datatypes import Block
from claimcheck.readers.html_regions import Region, opens_main, region_of
from claimcheck.readers.html_tokens import Markup, scan
from claimcheck.readers.limits import check_blocks

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark "
    "nobr q ruby s samp small span strike strong sub sup time tt u var wbr button svg math select "
    "script style template textarea object".split()
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr frame".split()
)
_CLOSED_BY_THEMSELVES = frozenset("li p dt dd td th tr option".split())
_KINDS = {f"h{level}": "heading" for level in range(1, 7)} | {
    "li": "list_item",
    "dd": "list_item",
    "td": "table_cell",
    "th": "table_cell",
    "blockquote": "quote",
}
_LISTS = ("ul", "ol", "dl")
_MAX_DEPTH = 500
_NOTE_MARK = re.compile(r"(?:\s|\[|<(?:span|small|b|i)\b[^>]{0,200}>){0,5}+<a\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a page. `letters` counts its letters and digits, `linked` those inside links."""

    block: Block
    region: Region
    in_main: bool
    letters: int
    linked: int


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element with what it takes over from those around it."""

    name: str = ""
    region: Region = Region.KEPT
    in_main: bool = False
    linked: bool = False
    kind: str = "paragraph"
    level: int = 0
    lists: int = 0
    quotes: int = 0


@dataclass(slots=True)
class _Stretch:
    start: int
    end: int
    reference: bool
    linked: bool


def passages(text: str, start: int, end: int) -> Iterator[Passage]:
    """The passages of text[start:end] that hold words, in order, disjoint."""
    walk = _Walk(text)
    edge = start
    for markup in scan(text, start, end):
        walk.take(edge, markup.start, reference=False)
        edge = markup.end
        if markup.reference:
            walk.take(markup.start, markup.end, reference=True)
        elif markup.name:
            if markup.name not in INLINE:
                yield from walk.finish()
            walk.turn(markup)
    walk.take(edge, end, reference=False)
    yield from walk.finish()


def html_blocks(text: str, start: int, end: int, *, whole: bool = False) -> Iterator[Block]:
    """The blocks of HTML inside another text; navigation and the like only where `whole`."""
    for passage in passages(text, start, end):
        if passage.region == Region.KEPT or (whole and passage.region < Region.NEVER):
            yield passage.block


@dataclass(slots=True)
class _Walk:
    """The open elements, and the words since the last block tag."""

    text: str
    open: list[_Element] = field(default_factory=lambda: [_Element()])
    names: Counter[str] = field(default_factory=Counter)
    stretches: list[_Stretch] = field(default_factory=list)
    count: int = 0

    def take(self, start: int, end: int, *, reference: bool) -> None:
        """Add words that stand in the elements now open."""
        inside = self.open[-1]
        if start < end and inside.region < Region.NEVER:
            self.stretches.append(_Stretch(start, end, reference, inside.linked))

    def turn(self, tag: Markup) -> None:
        """Open or close an element."""
        if tag.closing:
            self._close(tag.name)
        elif tag.name not in _VOID and not tag.self_closing and len(self.open) < _MAX_DEPTH:
            if tag.name == "a":
                self._close("a")
            elif tag.name not in INLINE:
                self._close_implied(tag.name)
            self.names[tag.name] += 1
            self.open.append(self._element(tag))

    def finish(self) -> Iterator[Passage]:
        """The words since the last block tag as a passage, if there are any."""
        stretches = _trimmed(self.text, self.stretches)
        self.stretches = []
        if not stretches:
            return
        inside = self.open[-1]
        letters, linked = _letters(self.text, stretches)
        if letters:
            self.count += 1
            check_blocks(self.count)
            block = Block(
                stretches[0].start,
                stretches[-1].end,
                inside.kind,
                inside.level,
                tuple(_skipped(stretches)),
            )
            yield Passage(block, inside.region, inside.in_main, letters, linked)

    def _close(self, name: str) -> None:
        if self.names[name]:
            self._close_from(
                next(at for at in range(len(self.open) - 1, 0, -1) if self.open[at].name == name)
            )

    def _close_implied(self, name: str) -> None:
        """HTML lets paragraphs, items and cells end where the next begins."""
        at = len(self.open) - 1
        while at > 0 and self.open[at].name in INLINE:
            at -= 1
        last = self.open[at].name
        if last == "p" or (last == name and last in _CLOSED_BY_THEMSELVES):
            self._close_from(at)

    def _close_from(self, at: int) -> None:
        while len(self.open) > at:
            self.names[self.open.pop().name] -= 1

    def _element(self, tag: Markup) -> _Element:
        around = self.open[-1]
        attributes = tag.attributes if tag.written else {}
        in_main = around.in_main or opens_main(tag.name, attributes)
        region = max(around.region, region_of(tag.name, attributes, in_main))
        if tag.name == "sup" and _NOTE_MARK.match(self.text, tag.end):
            region = Region.NEVER
        lists = around.lists + (tag.name in _LISTS)
        quotes = around.quotes + (tag.name == "blockquote")
        kind, level = around.kind, around.level
        if tag.name in _KINDS:
            kind = _KINDS[tag.name]
            level = _level(kind, tag.name, lists, quotes)
        linked = around.linked or tag.name == "a"
        return _Element(tag.name, region, in_main, linked, kind, level, lists, quotes)


def _level(kind: str, name: str, lists: int, quotes: int) -> int:
    if kind == "heading":
        return int(name[1:])
    if kind == "list_item":
        return max(lists, 1)
    return quotes if kind == "quote" else 0


def _trimmed(text: str, stretches: list[_Stretch]) -> list[_Stretch]:
    """The stretches from the first word to the last, no-break spaces trimmed as well."""
    words = [at for at, part in enumerate(stretches) if not _is_blank(text, part)]
    if not words:
        return []
    kept = stretches[words[0] : words[-1] + 1]
    first, last = kept[0], kept[-1]
    if not first.reference:
        stretch = text[first.start : first.end]
        first.start += len(stretch) - len(stretch.lstrip())
    if not last.reference:
        last.end -= last.end - last.start - len(text[last.start : last.end].rstrip())
    return kept


def _is_blank(text: str, part: _Stretch) -> bool:
    stretch = text[part.start : part.end]
    return not stretch.strip() or (part.reference and stretch in ("&nbsp;", "&#160;", "&#xa0;"))


def _letters(text: str, stretches: list[_Stretch]) -> tuple[int, int]:
    """Number of letters and digits, and of those that stand inside links."""
    letters = linked = 0
    for part in stretches:
        if not part.reference:
            count = sum(map(str.isalnum, text[part.start : part.end]))
            letters += count
            linked += count if part.linked else 0
    return letters, linked


def _skipped(stretches: list[_Stretch]) -> Iterator[tuple[int, int]]:
    """What is markup between the words, each character reference by itself."""
    if stretches[0].reference:
        yield stretches[0].start, stretches[0].end
    for before, part in pairwise(stretches):
        if before.end < part.start:
            yield before.end, part.start
        if part.reference:
            yield part.start, part.end
