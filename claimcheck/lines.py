"""The lines of plain text: what is marker, what is words, what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_PARAGRAPH_BREAKS = "\u2029"
_BLANKS = " \t\xa0\u1680\u2000-\u200b\u2060\u202f\u205f\u3000\ufeff\x1c-\x1f"
_SPACE = re.compile(f"[{_BLANKS}]*")
_WORDS = re.compile(r"[^\W_]")
_RULE = re.compile(r"[=-]{3,}$")
_MARKER = re.compile(
    r"""(?P<quote>>(?:[ ]?>)*)[ \t]?
      | (?P<hash>\#{1,6})[ \t]+
      | (?P<bullet>[-*+•◦▪▫‣●○■□·⁃∙◆◇–—»]|[\uf076\uf0a7\uf0b7\uf0d8\uf0fc])
        [ \t\xa0]+(?:\[[ xX]\][ \t]+)?
      | \(?(?P<number>\d{1,3})[.)][ \t\xa0]+
      | \(?(?:[a-z]|[ivx]{1,4})\)[ \t\xa0]+
      | (?:(?:[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]
        | [0-9*#]\ufe0f?\u20e3)[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+[ \t\xa0]*
    """,
    re.VERBOSE,
)
_CELL_END = re.compile(r"\t+|(?<=[ \t])\|(?=[ \t]|$)")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words on it, or one cell of a table row.

    `mark` is where its marker begins, `start` where its words do; `width` counts columns from
    the left margin; `gap` says that a blank line or a rule stands before it.
    """

    mark: int
    start: int
    end: int
    indent: int
    width: int
    kind: str = "paragraph"
    level: int = 0
    gap: bool = False
    numbered: bool = False
    n_words: int = 0


def parse_lines(text: str) -> Iterator[Line]:
    """The lines of `text` that hold words; blank lines and rules show as `gap`."""
    held: Line | None = None
    gap = True
    for start, end, hard in _raw_lines(text):
        left, right = _trim(text, start, end)
        if not _WORDS.search(text, left, right):
            underlined = held and not gap and _RULE.match(text[left : min(right, left + 200)])
            if held and underlined and held.kind == "paragraph" and held.width <= 100:
                held = replace(held, kind="heading", level=1 if text[left] == "=" else 2)
            gap = True
            continue
        for line in _parse(text, start, left, right, gap):
            if held:
                yield held
            held, gap = line, False
        gap = hard
    if held:
        yield held


def _raw_lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether a paragraph separator ends it) of every line."""
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start(), match.group() in _PARAGRAPH_BREAKS
        start = match.end()
    yield start, len(text), True


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    match = _SPACE.match(text, start, end)
    start = match.end() if match else start
    while end > start and _SPACE.fullmatch(text, end - 1, end):
        end -= 1
    return start, end


def _parse(text: str, start: int, left: int, right: int, gap: bool) -> Iterator[Line]:
    marker = _MARKER.match(text, left, right)
    if marker and not _WORDS.search(text, marker.end(), right):
        marker = None
    words = _trim(text, marker.end(), right)[0] if marker else left
    if text[left] == "|" or _CELL_END.search(text, words, right):
        cells = list(_cells(text, words, right))
        if len(cells) > 1 or text[left] == "|":
            for first, last in cells:
                yield Line(first, first, last, 0, last - start, "table_cell", gap=gap)
            return
    indent = _columns(text, start, left)
    width = indent + right - left
    kind, level = _kind(marker, indent) if marker else ("paragraph", 0)
    numbered = marker is not None and marker["number"] is not None
    if kind == "heading":
        right = _trim(text, words, _without_hashes(text, words, right))[1]
    n_words = text.count(" ", words, min(right, words + 1000)) + 1
    yield Line(left, words, right, indent, width, kind, level, gap, numbered, n_words)


def _kind(marker: re.Match[str], indent: int) -> tuple[str, int]:
    if marker["quote"]:
        return "quote", marker["quote"].count(">")
    if marker["hash"]:
        return "heading", len(marker["hash"])
    return "list_item", 1 + min(indent // 2, 8)


def _without_hashes(text: str, start: int, end: int) -> int:
    last = end
    while last > start and text[last - 1] == "#":
        last -= 1
    return last if last > start and text[last - 1] in " \t" else end


def _columns(text: str, start: int, end: int) -> int:
    """Width of the indentation; a tab counts four."""
    return end - start + 3 * text.count("\t", start, end)


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row that hold words, without the blanks around them."""
    border = _PIPE if text[start] == "|" else _CELL_END
    edge = start
    for match in (*border.finditer(text, start, end), None):
        left, right = _trim(text, edge, match.start() if match else end)
        if _WORDS.search(text, left, right):
            yield left, right
        edge = match.end() if match else end
