"""A file of corrections that grows line by line and loses none."""

from __future__ import annotations

import os
from pathlib import Path

from claimcheck.corpus.documents import (
    decode_line,
    document_from,
    document_line,
    parse_json,
    raw_lines,
    record_faults,
)
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError


def append_document(path: Path, document: LabelledDocument) -> None:
    """Add a line to the file at `path`; when this returns, the line outlasts a crash.

    Several processes may add to one file. A line that a crash cut short stays on its own: it spoils
    no other. Raises OSError where it cannot be written, CorpusError where it is not JSON.
    """
    line = document_line(document).encode()
    is_new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        _write(file, line if _ends_whole(file) else b"\n" + line)
        os.fsync(file)
    finally:
        os.close(file)
    if is_new:
        _sync_folder(path.parent)


def last_with_text(path: Path, text: str) -> LabelledDocument | None:
    """The last document of the file at `path` with this text; lines that are none are passed by."""
    found = None
    for number, raw in raw_lines(path) if path.exists() else ():
        document = _document(raw, path, number)
        if document is not None and document.text == text:
            found = document
    return found


def _document(raw: bytes, path: Path, number: int) -> LabelledDocument | None:
    try:
        record = parse_json(decode_line(raw, path, number), path, number)
    except CorpusError:
        return None
    return None if any(record_faults(record)) else document_from(record)


def _ends_whole(file: int) -> bool:
    """Whether a file is empty or its last line is ended."""
    size = os.fstat(file).st_size
    return not size or os.pread(file, 1, size - 1) == b"\n"


def _write(file: int, data: bytes) -> None:
    while data:
        data = data[os.write(file, data) :]


def _sync_folder(folder: Path) -> None:
    """Make sure that a new file's name outlasts a crash as well."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
