"""Writes a model folder: in a temporary place first, tried, then renamed."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from claimcheck.errors import ModelError
from claimcheck.manifest import read_record, write_manifest

_GUARDED = ("macro_f1_five", "unsafe_recall")
_TOLERANCE = 0.005
_HERE, _RENAME_EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h."""


def refuse_worse(
    output: Path, metrics: Mapping[str, Any], measured: Mapping[str, Any] | None = None
) -> None:
    """ModelError where the model at `output` has better held-out figures than the new one.

    `measured` are its figures on the same documents; without them its own records are asked.
    """
    path = output / "metrics.json"
    if measured is None and not path.is_file():
        return
    old = read_record(path).get("held_out", {}) if measured is None else measured
    new = metrics["held_out"]
    worse = [
        f"{name} {new[name]:.3f} instead of {old[name]:.3f}"
        for name in _GUARDED
        if name in old and new[name] < old[name] - _TOLERANCE
    ]
    if worse:
        raise ModelError(
            f"{output}: the new model is worse on held-out documents ({', '.join(worse)}); "
            "the old one stays. Give --force to replace it all the same, or another --output"
        )


def write_folder(output: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write into a temporary folder beside `output`, then put it in its place."""
    output = output.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    working = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        fresh = working / output.name
        fresh.mkdir()
        fill(fresh)
        write_manifest(fresh)
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
