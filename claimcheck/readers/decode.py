"""Bytes to text, or a clear word on why not. Line ends stay as they are."""

from __future__ import annotations

import codecs

from claimcheck.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8, or what its byte order mark says; the mark is taken off."""
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    if encoding == "utf-8" and (at := data.find(b"\0")) >= 0:
        raise InputError(f"is binary and no text (NUL at byte {at}); leave it out")
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + len(mark)
        raise InputError(
            f"is not {encoding.upper()} at byte {at} (0x{data[at]:02X}); save it as UTF-8, "
            "for example with: iconv -f WINDOWS-1252 -t UTF-8"
        ) from error
    if (at := text.find("\0")) >= 0:
        raise InputError(f"is binary and no text (NUL at character {at}); leave it out")
    return text
