"""Line and column of a place in a text, counted from 1 in code points."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\n|\r")


class LineIndex:
    """Finds lines and columns in `text`; a line ends at LF, CRLF or CR, as editors count."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of the code point at `offset`, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def start(self, line: int) -> int:
        """Offset at which a line (from 1) starts; the text's end for one that is not there."""
        return self._starts[line - 1] if line <= len(self._starts) else self._length
