"""Reviews in a file beside the run: a cache, or what an unfinished run has done so far.

A store never breaks a run and never falsifies one. What is damaged or foreign is put aside, what
cannot be used is done without, and both are told once.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from claimcheck.cache.table import Table, put_aside
from claimcheck.datatypes import Review
from claimcheck.plain import from_plain, to_plain

_SEAL_BYTES = 16
_SHRINK_EVERY = 50
_LEVEL = 1


class ReviewStore:
    """Reviews by key, in the file `path`; `warn` is told what is wrong with it, for people.

    `limit` is the most bytes to hold; what was not used for longest goes first. With `alone` no
    other process may use the file: sqlite3.OperationalError where one does.
    """

    def __init__(
        self,
        path: Path,
        warn: Callable[[str], None],
        *,
        limit: int | None = None,
        alone: bool = False,
    ) -> None:
        self.path, self._warn, self._limit, self._alone = path, warn, limit, alone
        self._written = 0
        self._table = self._opened()

    @property
    def usable(self) -> bool:
        """Whether reviews are kept: not where the file turned out to be of no use."""
        return self._table is not None

    def get(self, key: bytes) -> Review | None:
        """The review that was put under a key, None where there is none."""
        if self._table is None:
            return None
        try:
            data = self._table.get(key)
            return None if data is None else _unpacked(key, data)
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
            return None

    def put(self, key: bytes, review: Review) -> None:
        """Keep a review, if it can be kept."""
        if self._table is None:
            return
        try:
            self._table.put(key, _packed(key, review))
            self._written += 1
            if self._limit is not None and self._written % _SHRINK_EVERY == 0:
                self._table.shrink(self._limit)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Put down when what was used; the store keeps nothing from here on."""
        table, self._table = self._table, None
        if table is None:
            return
        try:
            if self._limit is not None and self._written:
                table.shrink(self._limit)
            table.close()
        except sqlite3.Error:
            return

    def _opened(self) -> Table | None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return Table(self.path, alone=self._alone)
        except (OSError, sqlite3.OperationalError) as error:
            if self._alone and getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
                raise
            self._warn(f"{self.path}: cannot be used ({_told(error)}); reviewing without it")
        except sqlite3.DatabaseError as error:
            return self._fresh(error)
        return None

    def _fresh(self, error: sqlite3.DatabaseError) -> Table | None:
        """A new file in the place of one that is none of ours."""
        try:
            aside = put_aside(self.path)
            table = Table(self.path, alone=self._alone)
        except (OSError, sqlite3.Error) as again:
            self._warn(f"{self.path}: cannot be used ({_told(again)}); reviewing without it")
            return None
        self._warn(f"{self.path}: {_told(error)}; it is now {aside.name}, and a new one is made")
        return table

    def _give_up(self, error: Exception) -> None:
        """Do without the store from here on; a damaged file is put aside for the next run."""
        table, self._table = self._table, None
        assert table is not None
        told = f"{self.path}: {_told(error)}"
        if isinstance(error, sqlite3.OperationalError):
            self._warn(f"{told}; reviewing without it")
            return
        try:
            aside = table.put_aside()
        except OSError as again:
            self._warn(f"{told}; it cannot be put aside ({_told(again)}): delete it")
            return
        where = f"; it is now {aside.name}" if aside else ""
        self._warn(f"{told}{where}; reviewing without it")


def _packed(key: bytes, review: Review) -> bytes:
    text = json.dumps(to_plain(review), ensure_ascii=False, separators=(",", ":"))
    data = zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)
    return _seal(key, data) + data


def _unpacked(key: bytes, packed: bytes) -> Review:
    seal, data = packed[:_SEAL_BYTES], packed[_SEAL_BYTES:]
    if seal != _seal(key, data):
        raise ValueError("holds a damaged review")
    return from_plain(Review, json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))


def _seal(key: bytes, data: bytes) -> bytes:
    """Tells a review from one that was damaged or stands under another's key."""
    return sha256(key + data).digest()[:_SEAL_BYTES]


def _told(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
