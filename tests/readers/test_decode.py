"""Encodings: what is sure is taken, what is guessed is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InputError
from claimcheck.readers.decode import declared_encoding, decode

TEXT = "Caf\u00e9 owners say it doesn\u2019t help \u2014 \u201cmiracle\u201d cures cost \u00a35."


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_what_is_no_utf8_is_detected_and_told(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.warnings == (
        f"is not UTF-8; read as {encoding} by the look of its bytes: save it as UTF-8 to be sure",
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_where_it_is_evident_and_told(encoding: str) -> None:
    text = f"{TEXT} 生姜\r\n🙂"
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.warnings == (
        f"has no byte order mark; read as {encoding} by the look of its bytes: "
        "save it as UTF-8 to be sure",
    )


@pytest.mark.parametrize(
    "data",
    [
        "生姜は吐き気に効く、試してみて".encode("utf-16-le"),
        TEXT.encode("utf-16-le") + b"!",
        b"M\0i\0",
        (TEXT * 9).encode("utf-32-le"),
        TEXT.encode("utf-16-le") + b"\0\0",
        b"\0\x01" * 50 + b"\0\0\x7fELF",
        b"\x01\0\x02\0\x03\0A\0" * 20,
    ],
)
def test_what_is_not_evidently_utf16_stays_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"is binary|is not UTF-8"):
        decode(data)


def test_a_declared_encoding_is_taken_without_a_word() -> None:
    assert decode("Имбирь".encode("cp1251"), "windows-1251") == decode("Имбирь".encode())
    assert decode("\u2019".encode("cp1252"), "iso-8859-1").text == "\u2019"


def test_utf8_is_believed_before_what_is_declared() -> None:
    assert decode("é".encode(), "windows-1252").text == "é"


def test_seven_bit_encodings_are_believed_before_utf8() -> None:
    assert decode("生姜".encode("iso-2022-jp"), "ISO-2022-JP").text == "生姜"


def test_a_false_declaration_is_told() -> None:
    decoded = decode(TEXT.encode("cp1252"), "shift_jis")
    assert decoded.text == TEXT and "is not the shift_jis it declares" in decoded.warnings[0]


@pytest.mark.parametrize("name", ["utf-7", "hex", "idna", "unicode_escape", "no-such"])
def test_names_that_are_no_encodings_of_pages_are_passed_over(name: str) -> None:
    assert decode("café au lait, please".encode("cp1252"), name).warnings


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>', "ISO-8859-1"),
        (b'<meta charset="utf-8">', "utf-8"),
        (b"<META http-equiv=x content='text/html; charset=windows-1251'>", "windows-1251"),
        (b"<p>charset=x", None),
        (b" " * 5000 + b"<meta charset=x>", None),
    ],
)
def test_declarations(head: bytes, found: str | None) -> None:
    assert declared_encoding(head) == found


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("生姜は吐き気に効く".encode("shift_jis"), "is not UTF-8 at byte 0"),
        (b"\x01\x02\x03 mint", "full of control characters"),
        (b"a\0b", "NUL at byte 1"),
        (b"\xff\xfea\0\0\0", "NUL at character 1"),
    ],
)
def test_what_cannot_be_told_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=80), st.sampled_from([None, "utf-16", "cp1252", "idna", "zlib", "x"]))
def test_no_bytes_raise_anything_else(data: bytes, declared: str | None) -> None:
    try:
        text = decode(data, declared).text
    except InputError:
        return
    text.encode()
