"""Writing files whole or not at all."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO, cast

_TOKEN_BYTES = 4


def atomic_writer(path: str | Path) -> AbstractContextManager[TextIO]:
    """A UTF-8 text file that takes the place of `path` when the block ends without an error.

    A reader sees the old file or the new one, never half of one. Line ends are written as they
    are given, half a character as its escape, as on stdout. What is there and is no regular file
    (a pipe, a terminal) is written to directly.
    """
    text = {"encoding": "utf-8", "errors": "backslashreplace", "newline": ""}
    return cast(AbstractContextManager[TextIO], _atomic(path, "", **text))


def atomic_binary_writer(path: str | Path) -> AbstractContextManager[BinaryIO]:
    """The same for bytes."""
    return cast(AbstractContextManager[BinaryIO], _atomic(path, "b"))


@contextmanager
def _atomic(path: str | Path, kind: str, **text: str) -> Iterator[IO[Any]]:
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open(f"w{kind}", **text) as file:  # type: ignore[call-overload]
            yield file
        return
    target = Path(path).resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(_TOKEN_BYTES)}.tmp")
    try:
        with temporary.open(f"x{kind}", **text) as file:  # type: ignore[call-overload]
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def remove_leftovers(path: str | Path) -> None:
    """Delete what killed programs left unfinished of `path`; none may be writing it."""
    target = Path(path).resolve()
    pattern = f".{glob.escape(target.name)}.{'[0-9a-f]' * 2 * _TOKEN_BYTES}.tmp"
    for left in target.parent.glob(pattern):
        left.unlink(missing_ok=True)
