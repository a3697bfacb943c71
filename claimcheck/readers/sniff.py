"""What a file is by its content, where its name does not tell."""

from __future__ import annotations

import io
import json
import re
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word before 2007 begin, and documents of today that a password locks."""
OLD_OR_LOCKED = (
    "is in Word's old format or locked by a password; save it in Word as .docx without one"
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--.{0,2000}?-->|<\?xml.{0,200}?\?>)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4096


def sniff(data: bytes) -> str | None:
    """The suffix of the format whose signature `data` bears; None where it bears none.

    '.doc' stands for Word's old binary format, '.zip' for an archive that is no document.
    """
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    if data.startswith(OLE):
        return ".doc"
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    if _HTML.match(data[:_HEAD]):
        return ".html"
    return ".jsonl" if _is_json_line(data) else None


def _archive(data: bytes) -> str:
    if b"mimetypeapplication/epub+zip" in data[:200]:
        return ".epub"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ".zip"
    if "word/document.xml" in names:
        return ".docx"
    return ".epub" if "META-INF/container.xml" in names else ".zip"


def _is_json_line(data: bytes) -> bool:
    """Whether the first line is a JSON object on its own."""
    line = data.lstrip()[: 2**20].split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
