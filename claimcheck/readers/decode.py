"""Bytes to text, or a clear word on why not. Line ends stay as they are; no guess is silent."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from claimcheck.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})
       | <meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.VERBOSE | re.IGNORECASE,
)
_HEAD = 4096
_WEB_NAMES = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What pages mean by a name, as browsers take it."""
_NO_TEXT_ENCODING = (
    "utf_7",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
)
_SEVEN_BIT = ("iso2022", "hz")
_CANDIDATES = ["cp1252", "cp1250", "mac_roman", "cp1254", "cp1257", "cp437", "cp850"]
"""Encodings of texts in Latin letters: the articles are English."""
_SAMPLE = 2**18
_ASCII_SHARE = 0.75
_WIDE_SHARE, _WIDE_LEAST = 0.7, 8
"""How many of every other byte are zero in a text in UTF-16, and from how many on they tell."""
_TO_BE_SURE = "by the look of its bytes: save it as UTF-8 to be sure"
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_CONTROL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what a person should know about how its bytes were read."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`, byte order mark taken off.

    Tried in turn: what the mark says, UTF-16 where every other byte says so, UTF-8, the `declared`
    encoding, and what the bytes look like. What had no mark and is no UTF-8 is told as a warning.
    InputError where the bytes are no text.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    if not mark and (wide := _wide(data)) is not None:
        return wide
    if encoding == "utf-8":
        _refuse_binary(data)
    if declared and _is_seven_bit(declared) and (text := _try(data, declared)) is not None:
        return Decoded(text)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        found = None if mark else _without_mark(data, declared)
        if found is None:
            raise _undecodable(data, encoding, error.start + len(mark)) from error
        return found
    if (at := text.find("\0")) >= 0:
        raise InputError(f"is binary and no text (NUL at character {at}); leave it out")
    return Decoded(text)


def declared_encoding(data: bytes) -> str | None:
    """What an HTML or XML file says of its encoding in its first lines, None where nothing."""
    match = _DECLARED.search(data, 0, _HEAD)
    return (match[1] or match[2]).decode("ascii") if match else None


def _refuse_binary(data: bytes) -> None:
    if (at := data.find(b"\0")) >= 0:
        raise InputError(f"is binary and no text (NUL at byte {at}); leave it out")
    if _full_of_controls(data[:_SAMPLE]):
        raise InputError("is binary and no text (full of control characters); leave it out")


def _full_of_controls(sample: bytes) -> bool:
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _CONTROL_SHARE


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: of a text in Latin letters nearly every other byte is zero."""
    head = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) < _WIDE_SHARE * max(len(zeros), _WIDE_LEAST):
            continue
        text = _try(data, encoding)
        if text is not None and not _full_of_controls(text[:_SAMPLE].encode()):
            return Decoded(text, (f"has no byte order mark; read as {encoding} {_TO_BE_SURE}",))
    return None


def _without_mark(data: bytes, declared: str | None) -> Decoded | None:
    """Bytes that are not UTF-8: as declared, else as they look."""
    if declared and (text := _try(data, declared)) is not None:
        return Decoded(text)
    found = _detected(data)
    if found is None or (text := _try(data, found)) is None:
        return None
    said = f"is not the {declared} it declares" if declared else "is not UTF-8"
    return Decoded(text, (f"{said}; read as {found} {_TO_BE_SURE}",))


def _detected(data: bytes) -> str | None:
    """The likeliest encoding of a text in Latin letters, None where it does not look like one."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if sum(byte < 128 for byte in sample) < len(sample) * _ASCII_SHARE:
        return None
    matches = list(from_bytes(sample, cp_isolation=_CANDIDATES))
    if not matches:
        return None
    as_good = {
        name
        for match in matches
        if match.chaos <= matches[0].chaos
        for name in match.could_be_from_charset
    }
    return next((name for name in _CANDIDATES if name in as_good), None)


def _is_seven_bit(name: str) -> bool:
    return name.lower().replace("-", "").startswith(_SEVEN_BIT)


def _try(data: bytes, name: str) -> str | None:
    """The text of `data` in an encoding; None where there is none of that name or it fails."""
    try:
        known = codecs.lookup(name).name
        if known.replace("-", "_") in _NO_TEXT_ENCODING:
            return None
        text = data.decode(_WEB_NAMES.get(known, known))
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if "\0" not in text else None


def _undecodable(data: bytes, encoding: str, at: int) -> InputError:
    return InputError(
        f"is not {encoding.upper()} at byte {at} (0x{data[at]:02X}); save it as UTF-8, "
        "for example with: iconv -f WINDOWS-1252 -t UTF-8"
    )
