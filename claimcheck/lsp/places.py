"""Offsets of a text as positions of a language client, and back.

A client counts lines from 0 and characters in the unit that was agreed on: UTF-8, UTF-16 or UTF-32.
"""

from __future__ import annotations

from bisect import bisect_left

from lsprotocol.types import Position, PositionEncodingKind, Range

from claimcheck.positions import LineIndex

_CODECS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""The codec of each encoding and the bytes of its unit."""


class Places:
    """Converts between code points of `text` and a client's positions."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self._text, self._lines = text, LineIndex(text)
        self._codec, self._size = _CODECS[PositionEncodingKind(encoding)]

    def position(self, offset: int) -> Position:
        """The position of the code point at `offset`."""
        line, column = self._lines.place(offset)
        before = self._text[offset - column + 1 : offset]
        return Position(line - 1, self._units(before))

    def range(self, start: int, end: int) -> Range:
        """The range of text[start:end]."""
        return Range(self.position(start), self.position(end))

    def lines_range(self, start: tuple[int, int], end: tuple[int, int]) -> Range:
        """The range between two places that reports name by line and column, from 1."""
        first, last = (self._lines.start(line) + column - 1 for line, column in (start, end))
        return self.range(first, last)

    def offset(self, position: Position) -> int:
        """The code point at a position.

        One behind the end of its line is the line's end, one inside a character is its start.
        """
        start = self._lines.start(position.line + 1)
        after = self._lines.start(position.line + 2)
        line = self._text[start:after].rstrip("\r\n")
        if line.isascii():
            return start + min(position.character, len(line))
        lengths = range(len(line))
        found = bisect_left(
            lengths, position.character + 1, key=lambda length: self._units(line[: length + 1])
        )
        return start + found

    def span(self, found: Range) -> tuple[int, int]:
        """(start, end) of a range, in code points."""
        return self.offset(found.start), self.offset(found.end)

    def _units(self, text: str) -> int:
        if text.isascii():
            return len(text)
        return len(text.encode(self._codec, "surrogatepass")) // self._size
