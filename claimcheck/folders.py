"""Writing folders whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HERE, _RENAME_EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h."""


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """An empty folder that takes the place of `path` when the block ends without an error.

    It lies beside `path` until then; what was at `path` is deleted.
    """
    output = path.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    working = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        fresh = working / output.name
        fresh.mkdir()
        yield fresh
        _put(fresh, output, working / "old")
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _put(fresh: Path, output: Path, aside: Path) -> None:
    """Let `fresh` take the place of `output`, at one stroke where the system can.

    Where it cannot, a kill between two renames leaves the old folder at `aside`.
    """
    if not output.exists():
        os.rename(fresh, output)
    elif not _exchange(fresh, output):
        os.rename(output, aside)
        try:
            os.rename(fresh, output)
        except OSError:
            os.rename(aside, output)
            raise


def _exchange(fresh: Path, output: Path) -> bool:
    """Swap two folders (Linux's renameat2); False where the system cannot."""
    swap = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    if swap is None:
        return False
    return bool(
        swap(_HERE, os.fsencode(fresh), _HERE, os.fsencode(output), ctypes.c_uint(_RENAME_EXCHANGE))
        == 0
    )
