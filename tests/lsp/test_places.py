"""Positions of a client, in each unit, and back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from claimcheck.lsp.places import Places

ENCODINGS = ("utf-8", "utf-16", "utf-32")
WIDTHS = {
    "utf-8": lambda char: len(char.encode()),
    "utf-16": lambda char: 2 if ord(char) > 0xFFFF else 1,
    "utf-32": lambda char: 1,
}
TEXTS = st.text(st.sampled_from("ab é\u0301🌿👩\u200d🔬\u2028\x0c\r\n"), max_size=30)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 8), ("utf-16", 4), ("utf-32", 3)])
def test_characters_are_counted_in_the_unit(encoding: str, character: int) -> None:
    places = Places("one\ne\u0301🌿 unsafe\n", encoding)
    assert places.position(7) == Position(1, character - 1 if encoding == "utf-8" else character)
    assert places.range(0, 2) == Range(Position(0, 0), Position(0, 2))


def test_only_three_signs_end_a_line() -> None:
    places = Places("a\rb\r\nc\u2028d\x0ce\nf")
    assert [places.position(at) for at in (2, 5, 7, 9, 11)] == [
        Position(1, 0),
        Position(2, 0),
        Position(2, 2),
        Position(2, 4),
        Position(3, 0),
    ]


def test_what_lies_outside_is_moved_to_the_nearest_place() -> None:
    places = Places("ab\r\n🌿c")
    assert places.offset(Position(0, 99)) == 2
    assert places.offset(Position(1, 1)) == 4, "inside a character: its start"
    assert places.offset(Position(1, 2)) == 5
    assert places.offset(Position(9, 9)) == 6
    assert places.span(Range(Position(0, 1), Position(1, 3))) == (1, 6)
    assert Places("").offset(Position(0, 0)) == 0


@given(TEXTS, st.sampled_from(ENCODINGS), st.data())
def test_every_offset_has_its_position(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    position = Places(text, encoding).position(offset)
    ends = [match.end() for match in re.finditer("\r\n|\n|\r", text) if match.end() <= offset]
    assert position.line == len(ends)
    before = text[max(ends, default=0) : offset]
    assert position.character == sum(WIDTHS[encoding](char) for char in before)
    if text[offset - 1 : offset + 1] != "\r\n":
        assert Places(text, encoding).offset(position) == offset
