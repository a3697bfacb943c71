"""Writes a model folder: in a temporary place first, tried, then renamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from claimcheck.errors import ModelError
from claimcheck.folders import atomic_folder
from claimcheck.manifest import read_record, write_manifest

_GUARDED = ("macro_f1_five", "unsafe_recall")
_TOLERANCE = 0.005


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
    with atomic_folder(output) as fresh:
        fill(fresh)
        write_manifest(fresh)
