"""From the lines of printed pages back to paragraphs: what printing cut is joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.blocks import MIN_WRAP, plain_blocks
from claimcheck.datatypes import Article, Place
from claimcheck.readers.limits import MAX_BOOK, MAX_BOOK_BLOCKS, check_blocks, check_length

_EDGE_LINES = 2
"""Lines at the top and the bottom of a page that may be running headers or footers."""
_RUNNING_PAGES = 3
_RUNNING_SHARE = 0.4
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?\W*(?:\d{1,4}|[ivxlc]{1,7})\W*(?:(?:of|/)\s*\d{1,4})?", re.I
)
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[.!?:][\"'”’)\]\d,\s]*$")
_MARKER = re.compile(
    r"\s*(?:[-*•◦▪‣●○–—·\uf076\uf0a7\uf0b7\uf0d8\uf0fc]|\(?\d{1,3}[.)]|\[\d{1,3}\])\s"
)
_HYPHENED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_COMPOUND = re.compile(r"(?<=\d)[-\u2010\u2011]$")
_SHORT = 0.8
"""A line below this share of the usual width ends its paragraph if a sentence ends with it."""
_TITLE = 0.7
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int


def page_article(source: str, pages: Sequence[str], *, whole_page: bool = False) -> Article:
    """The article of the pages' text: a paragraph a line, each page's place where it begins."""
    texts: list[str] = []
    places: list[Place] = []
    length = 0
    before = 0
    for paragraph in _paragraphs(list(_lines(pages, whole_page))):
        for number, line in enumerate(paragraph):
            if line.page != before:
                places.append(Place(length, (("page", line.page),)))
                before = line.page
            joined = _joined(line.text, paragraph[number + 1 :])
            texts.append(joined)
            length += len(joined)
        texts.append("\n\n")
        length += 2
    text = "".join(texts)
    check_length(text, MAX_BOOK)
    blocks = plain_blocks(text)
    check_blocks(len(blocks), MAX_BOOK_BLOCKS)
    return Article(source, text, blocks, tuple(places))


def _joined(text: str, rest: Sequence[_Line]) -> str:
    """A line as it goes on: without its hyphen where a word was cut, else with a blank; behind a
    number the hyphen is the word's own ('7-keto')."""
    if not rest:
        return text
    if _HYPHENED.search(text) and rest[0].text[:1].islower():
        return text[:-1]
    return text if _COMPOUND.search(text) and rest[0].text[:1].isalnum() else text + " "


def _lines(pages: Sequence[str], whole: bool) -> Iterator[_Line]:
    """The lines with words on them; without running headers, footers and page numbers."""
    cleaned = [
        [" ".join(line.split()) for line in _SURROGATES.sub("?", page).splitlines() if line.strip()]
        for page in pages
    ]
    running = frozenset() if whole else _running(cleaned)
    for number, lines in enumerate(cleaned, 1):
        for at, line in enumerate(lines):
            edge = at < _EDGE_LINES or at >= len(lines) - _EDGE_LINES
            numbered = not whole and (at in (0, len(lines) - 1)) and _PAGE_NUMBER.fullmatch(line)
            if not numbered and not (edge and _key(line) in running):
                yield _Line(line, number)


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The lines that stand at the edges of many pages, whatever numbers are in them."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_key(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])})
    least = max(_RUNNING_PAGES, _RUNNING_SHARE * len(pages) / 2)
    return frozenset(key for key, count in counts.items() if count >= least)


def _key(line: str) -> str:
    return _DIGITS.sub("0", line.casefold())


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    width = _usual_width(lines)
    group: list[_Line] = []
    for line in lines:
        if group and not _goes_on(group, line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _usual_width(lines: Sequence[_Line]) -> int:
    """The width that full lines have: nine in ten are no wider."""
    widths = sorted(len(line.text) for line in lines)
    return widths[len(widths) * 9 // 10] if widths else 0


def _goes_on(group: Sequence[_Line], line: _Line, width: int) -> bool:
    """Whether a line belongs to the paragraph that the lines before it have begun."""
    last = group[-1].text
    if _MARKER.match(line.text):
        return False
    if _HYPHENED.search(last) or line.text[:1].islower():
        return not (_ENDED.search(last) and len(last) < _TITLE * width)
    if width < MIN_WRAP:
        return False
    if _ENDED.search(last):
        return len(last) >= _SHORT * width and line.page == group[-1].page
    return len(last) >= _TITLE * width
