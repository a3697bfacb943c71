"""Writing files whole or not at all."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_TOKEN_BYTES = 4


@contextmanager
def atomic_writer(path: str | Path) -> Iterator[TextIO]:
    """A UTF-8 text file that takes the place of `path` when the block ends without an error.

    A reader sees the old file or the new one, never half of one. Line ends are written as they
    are given. What is there and is no regular file (a pipe, a terminal) is written to directly.
    """
    if Path(path).exists() and not Path(path).is_file():
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    target = Path(path).resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(_TOKEN_BYTES)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8", newline="") as file:
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
