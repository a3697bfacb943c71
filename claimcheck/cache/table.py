"""Bytes by key in an SQLite file that several processes may use at once."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

APPLICATION = 0x434C4D43
"""Marks an SQLite file as ours: 'CLMC' in its header."""
_PATIENCE_S = 10.0
_SIDE_FILES = ("", "-wal", "-shm", "-journal")
_TOUCHES = 500
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS kept"
    " (key BLOB PRIMARY KEY, used INTEGER NOT NULL, data BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS kept_by_use ON kept (used)",
    f"PRAGMA application_id = {APPLICATION}",
)


class ForeignFileError(sqlite3.DatabaseError):
    """An SQLite file that somebody else made."""


class Table:
    """The rows of one file. Every method may raise sqlite3.Error.

    A row is written at once and outlasts the death of the process. With `alone` no other process
    may open the file, and opening it raises OperationalError where another has.
    """

    def __init__(self, path: Path, *, alone: bool = False) -> None:
        self.path = path
        self._touched: list[tuple[int, bytes]] = []
        self._connection = _connect(path, alone)
        self._file = _identity(path)

    def get(self, key: bytes) -> bytes | None:
        row = self._connection.execute("SELECT data FROM kept WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        self._touched.append((time.time_ns(), key))
        if len(self._touched) >= _TOUCHES:
            self._write_touched()
        return bytes(row[0])

    def put(self, key: bytes, data: bytes) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (key, time.time_ns(), data)
        )

    def shrink(self, limit: int) -> None:
        """Drop what was not used for longest until the file holds at most `limit` bytes."""
        self._write_touched()
        while self._held() > limit and (count := self._count()):
            self._connection.execute(
                "DELETE FROM kept WHERE key IN (SELECT key FROM kept ORDER BY used LIMIT ?)",
                (count // 10 + 1,),
            )
        # Each step of it frees a page, and only a script is run to its end.
        self._connection.executescript("PRAGMA incremental_vacuum")

    def close(self) -> None:
        with closing(self._connection):
            self._write_touched()

    def put_aside(self) -> Path | None:
        """Give the file another name and say which; None where another file has its place by now.

        The table cannot be used any more.
        """
        with suppress(sqlite3.Error):
            self._connection.close()
        return put_aside(self.path) if _identity(self.path) == self._file else None

    def _write_touched(self) -> None:
        touched, self._touched = self._touched, []
        if touched:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("UPDATE kept SET used = ? WHERE key = ?", touched)
            self._connection.execute("COMMIT")

    def _held(self) -> int:
        pages, free, size = (
            int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def _count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM kept").fetchone()[0])


def put_aside(path: Path) -> Path:
    """Give an SQLite file and what belongs to it another name; an older such file is replaced."""
    aside = path.with_name(path.name + ".damaged")
    for side in _SIDE_FILES:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{side}", f"{aside}{side}")
    return aside


def remove(path: Path) -> None:
    """Delete an SQLite file and what belongs to it."""
    for side in _SIDE_FILES:
        Path(f"{path}{side}").unlink(missing_ok=True)


def _connect(path: Path, alone: bool) -> sqlite3.Connection:
    """Open the file, or make it. Two processes that make it at once get in each other's way."""
    patience = 0.0 if alone else _PATIENCE_S
    deadline = time.monotonic() + patience
    while True:
        try:
            return _open(path, alone, patience)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
        time.sleep(0.05)


def _open(path: Path, alone: bool, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        if alone:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        _check_owner(connection, path)
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_owner(connection: sqlite3.Connection, path: Path) -> None:
    # In one transaction: another process may be about to make the tables and the mark.
    connection.execute("BEGIN")
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.execute("COMMIT")
    if tables and owner != APPLICATION:
        raise ForeignFileError(f"{path} belongs to another program")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
