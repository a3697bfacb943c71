"""Files for the tests, and what is said of one that cannot be read."""

from __future__ import annotations

from pathlib import Path

from claimcheck.datatypes import Failure
from claimcheck.readers import read_all


def put(folder: Path, name: str, data: bytes = b"Mint helps.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def failure_of(path: Path | str) -> str:
    (failure,) = read_all([path])
    assert isinstance(failure, Failure)
    return failure.message
