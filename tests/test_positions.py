"""Lines and columns point at the text, whatever ends its lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.positions import LineIndex

PIECES = st.lists(
    st.sampled_from(
        ["a", "tea", " ", "\n", "\r\n", "\r", "🌿", "👩‍⚕️", "e\u0301", "\ufeff", "\u2028"]
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("tea", 0, (1, 1)),
        ("tea", 3, (1, 4)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\rb", 3, (3, 1)),
        ("🌿🌿x", 2, (1, 3)),
        ("e\u0301x", 2, (1, 3)),
        ("a\u2028b", 2, (1, 3)),
    ],
)
def test_places_by_hand(text: str, offset: int, place: tuple[int, int]) -> None:
    assert LineIndex(text).place(offset) == place


@given(PIECES, st.data())
def test_line_and_column_lead_back_to_the_offset(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    offset = data.draw(st.integers(0, len(text)))
    line, column = LineIndex(text).place(offset)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    assert sum(map(len, lines[: line - 1])) + column - 1 == offset
    assert column <= len(lines[line - 1]) + 1


@given(PIECES)
def test_places_ascend(pieces: list[str]) -> None:
    text = "".join(pieces)
    index = LineIndex(text)
    places = [index.place(offset) for offset in range(len(text) + 1)]
    assert places == sorted(set(places))
