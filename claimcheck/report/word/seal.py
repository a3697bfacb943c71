"""A mark on a Word document as it was written here, gone once somebody saves it.

It is the comment of the zip archive, which readers of documents do not look at (ECMA-376, part 2,
annex on ZIP); a program that saves a document writes the archive anew, without it.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_SEAL = b"as claimcheck wrote it"


def sealed(data: bytes) -> bytes:
    """The document `data` with the mark."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = _SEAL
    return stream.getvalue()


def is_sealed(path: Path) -> bool:
    """Whether the file is a document that nobody has saved since it was written here."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == _SEAL
    except (OSError, zipfile.BadZipFile):
        return False
