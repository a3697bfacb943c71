"""The objects of a JSON array, one at a time, however long the file or its single line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from claimcheck.errors import CorpusError

_CHUNK = 1 << 16
_BLANK = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def stream_objects(path: str | Path) -> Iterator[tuple[int, Any]]:
    """(line, object) of a JSON array of objects, or of objects one after the other."""
    try:
        file = Path(path).open(encoding="utf-8-sig", newline="")  # noqa: SIM115
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", path) from None
    with file:
        yield from _Stream(path, file).objects()


class _Stream:
    def __init__(self, path: str | Path, file: TextIO) -> None:
        self._path, self._file = path, file
        self._buffer, self._at, self._line = "", 0, 1

    def objects(self) -> Iterator[tuple[int, Any]]:
        in_array = self._peek() == "["
        self._advance(self._at + in_array)
        while (sign := self._peek()) == "{":
            line = self._line
            yield line, self._object()
        if sign != ("]" if in_array else ""):
            raise self._error("expected an array of JSON objects")

    def _peek(self) -> str:
        """The next sign that is neither blank nor comma, '' at the end."""
        while True:
            match = _BLANK.match(self._buffer, self._at)
            self._advance(match.end() if match else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more(_CHUNK):
                return ""

    def _object(self) -> Any:
        wanted = _CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError) as error:
                if not self._more(wanted):
                    raise self._error(f"not valid JSON: {error}") from None
                wanted *= 2
            else:
                self._advance(end)
                return value

    def _more(self, wanted: int) -> bool:
        try:
            chunk = self._file.read(wanted)
        except UnicodeDecodeError:
            raise self._error("not UTF-8; save the file as UTF-8") from None
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return bool(chunk)

    def _advance(self, to: int) -> None:
        self._line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _error(self, message: str) -> CorpusError:
        return CorpusError(message, self._path, self._line)
