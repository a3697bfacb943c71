"""Word borders, shifts and JavaScript offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus.borders import Utf16, cuts_word, fits, shift_of

from .strategies import CHARACTERS


@pytest.mark.parametrize(
    ("text", "at", "cuts"),
    [
        ("tea cures", 3, False),
        ("tea cures", 4, False),
        ("tea cures", 5, True),
        ("tea", 0, False),
        ("tea", 3, False),
        ("don't", 3, True),
        ("don't", 4, True),
        ("'quoted'", 7, False),
        ("of 3.5 g", 4, True),
        ("of 3. Go", 4, False),
        ("👩‍🔬 x", 1, True),
        ("e\u0301a", 1, True),
        ("flu.", 3, False),
    ],
)
def test_cuts_word(text: str, at: int, cuts: bool) -> None:
    assert cuts_word(text, at) is cuts


def test_shift_is_found_where_both_edges_are_off() -> None:
    text = "So ginger eases nausea, they say"
    assert shift_of(text, 4, 23) == -1  # "inger eases nausea,"
    assert shift_of(text, 2, 21) == 1
    assert shift_of(text, 3, 21) == 0  # only the end is off
    assert fits(text, 3, 22)
    assert not fits(text, -1, 3)


def test_utf16_by_hand() -> None:
    units = Utf16("a😀b")
    assert [units.to_units(at) for at in range(4)] == [0, 1, 3, 4]
    assert [units.to_points(at) for at in range(5)] == [0, 1, 2, 2, 3]


@given(st.text(CHARACTERS, max_size=30))
def test_utf16_agrees_with_the_encoder(text: str) -> None:
    units = Utf16(text)
    for at in range(len(text) + 1):
        assert units.to_units(at) == len(text[:at].encode("utf-16-le")) // 2
        assert units.to_points(units.to_units(at)) == at
