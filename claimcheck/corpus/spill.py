"""What a corpus is too large for, kept on disk: in temporary files without a name."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing
from tempfile import SpooledTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

_IN_MEMORY = 8 * 2**20
_BLOCK = 1024
Numbers = NDArray[np.uint64]


class Rows:
    """Arrays of numbers of any length, each read back by its number: 8 bytes of memory a row."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._ends = array("Q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, row: Numbers) -> None:
        self._file.seek(self._ends[-1])
        self._file.write(row.tobytes())
        self._ends.append(self._ends[-1] + row.nbytes)

    def length(self, number: int) -> int:
        """How many numbers a row holds."""
        return (self._ends[number + 1] - self._ends[number]) // 8

    def __getitem__(self, number: int) -> Numbers:
        self._file.seek(self._ends[number])
        data = self._file.read(self._ends[number + 1] - self._ends[number])
        return np.frombuffer(data, dtype=np.uint64)

    def close(self) -> None:
        self._file.close()


class Columns:
    """A table of numbers filled row by row and read column by column."""

    def __init__(self, width: int) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._block = np.zeros((width, _BLOCK), dtype=np.uint64)
        self._rows = 0

    def append(self, row: Numbers) -> None:
        self._block[:, self._rows % _BLOCK] = row
        self._rows += 1
        if self._rows % _BLOCK == 0:
            self._file.seek(0, 2)
            self._file.write(self._block.tobytes())

    def column(self, number: int) -> Numbers:
        """All values of a column, in the order of the rows."""
        whole, rest = divmod(self._rows, _BLOCK)
        parts = [self._stored(block, number) for block in range(whole)]
        return np.concatenate([*parts, self._block[number, :rest]])

    def _stored(self, block: int, number: int) -> Numbers:
        row = _BLOCK * 8
        self._file.seek(block * self._block.nbytes + number * row)
        return np.frombuffer(self._file.read(row), dtype=np.uint64)

    def close(self) -> None:
        self._file.close()


class Ranked:
    """JSON records with a score, handed out from the highest down.

    Equal scores come in the order of their keys, equal keys in the order in which they were added.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.execute("CREATE TABLE ranked (score REAL, key TEXT, place INTEGER, record TEXT)")
        self.count = 0

    def add(self, score: float, key: str, place: int, record: Any) -> None:
        text = json.dumps(record, ensure_ascii=False)
        self._base.execute("INSERT INTO ranked VALUES (?, ?, ?, ?)", (score, key, place, text))
        self.count += 1

    def best(self, most: int | None = None) -> Iterator[Any]:
        """The `most` best records; all of them for None."""
        query = "SELECT record FROM ranked ORDER BY score DESC, key, place, rowid LIMIT ?"
        with closing(self._base.execute(query, (-1 if most is None else most,))) as rows:
            yield from (json.loads(record) for (record,) in rows)

    def close(self) -> None:
        self._base.close()


class Records:
    """JSON records in the order in which they were added."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115

    def append(self, record: Any) -> None:
        self._file.seek(0, 2)
        self._file.write(json.dumps(record).encode() + b"\n")

    def __iter__(self) -> Iterator[Any]:
        self._file.seek(0)
        yield from map(json.loads, self._file)

    def close(self) -> None:
        self._file.close()
