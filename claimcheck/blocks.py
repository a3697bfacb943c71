"""How plain text falls into blocks: the one rule of the text reader and of the segmenter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.datatypes import Block

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85]+")
_MARKER = re.compile(
    r"[ \t]*(?:[-*+•‣◦▪●○·–—✓✔✅☑➤►▶→»]+|\(?(?:\d{1,3}|[a-zA-Z])[.)])[ \t]+(?=\S)"
)
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_HASHES = re.compile(r"[ \t]*(#{1,6})[ \t]+(?=\S)")
_CELL = re.compile(r"[^\t|]*[^\t| ][^\t|]*")
_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_SHORTEST_WRAP, _LONGEST_WRAP, _SLACK = 50, 110, 24
_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words on it: its borders without blanks, and whether a blank line precedes it."""

    start: int
    end: int
    text: str
    after_gap: bool


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text, in order and disjoint.

    A blank line ends a block, and so does a line break, unless the lines are one paragraph that
    was wrapped at a fixed width. List markers, quote marks and hashes stand outside their block.
    """
    lines = list(_lines(text))
    found: list[Block] = []
    at = 0
    while at < len(lines):
        last = _wrapped_until(lines, at)
        following = lines[last + 1] if last + 1 < len(lines) else None
        found += _blocks_of(text, lines[at], lines[last], following)
        at = last + 1
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    previous = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            breaks = text[previous : match.start()].replace("\r\n", "\n").strip(" \t")
            yield _Line(start, start + len(words), words, previous > 0 and len(breaks) > 1)
            previous = match.end()


def _wrapped_until(lines: Sequence[_Line], at: int) -> int:
    """Index of the last line of the hard-wrapped paragraph that starts at line `at`."""
    widest = len(lines[at].text)
    last = at
    while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1], widest):
        last += 1
        widest = max(widest, len(lines[last].text))
    if last > at and not _looks_wrapped(lines[at : last + 1]):
        return at
    return last


def _goes_on(line: _Line, following: _Line, widest: int) -> bool:
    if following.after_gap or _MARKER.match(following.text) or following.text[0] in "#>|":
        return False
    if not _SHORTEST_WRAP <= len(line.text) <= _LONGEST_WRAP or "\t" in line.text:
        return False
    first_word = len(following.text.split(maxsplit=1)[0])
    return len(line.text) + 1 + first_word > widest - _SLACK


def _looks_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether some line breaks fall inside a sentence: a list of sentences has none."""
    inside = sum(not _ENDS.search(line.text) for line in lines[:-1])
    lower = sum(line.text[0].islower() for line in lines[1:])
    return inside > 0 and (lower > 0 or inside * 2 > len(lines))


def _blocks_of(text: str, first: _Line, last: _Line, following: _Line | None) -> Iterator[Block]:
    start, end = first.start, last.end
    if quote := _QUOTE.match(first.text):
        if quote.end() < len(first.text):
            yield Block(start + quote.end(), end, "quote")
    elif hashes := _HASHES.match(first.text):
        yield Block(start + hashes.end(), end, "heading", len(hashes.group(1)))
    elif marker := _MARKER.match(first.text):
        yield Block(start + marker.end(), end, "list_item")
    elif first is last and ("\t" in first.text or first.text.count("|") > 1):
        for cell in _CELL.finditer(text, start, end):
            words = cell.group().strip()
            at = cell.start() + cell.group().index(words)
            yield Block(at, at + len(words), "table_cell")
    elif first is last and _is_heading(first, following):
        yield Block(start, end, "heading", 1)
    else:
        yield Block(start, end)


def _is_heading(line: _Line, following: _Line | None) -> bool:
    """A short line without a full stop, set off from the text below it."""
    if len(line.text.split()) > _HEADING_WORDS or re.search(r"[.!…;,][\"'”’)]*$", line.text):
        return False
    if not any(char.isalpha() for char in line.text):
        return False
    return line.text.isupper() or (following is not None and following.after_gap)
