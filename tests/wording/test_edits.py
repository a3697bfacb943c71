"""Edits, and what is put right around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.wording.edits import Edit, edited


def change(text: str, old: str, new: str) -> str:
    start = text.index(old)
    return edited(text, [Edit(start, start + len(old), new)])


@pytest.mark.parametrize(
    ("text", "old", "new", "after"),
    [
        ("Tea cures colds", "cures", "may ease", "Tea may ease colds"),
        ("Surely tea helps", "Surely", "", "Tea helps"),
        ("Surely, tea helps", "Surely", "", "Tea helps"),
        ("Tea surely helps", "surely", "", "Tea helps"),
        ("Tea, surely, helps", "surely", "", "Tea, helps"),
        ("Tea helps surely", "surely", "", "Tea helps"),
        ("a strong oil", "strong", "", "an oil"),
        ("An amazing root", "amazing", "", "A root"),
        ("a truly honest man", "truly", "", "an honest man"),
        ("an old useful herb", "old", "", "a useful herb"),
        ("an old unusual herb", "old", "", "an unusual herb"),
        ("an herb cures it", "cures", "eases", "an herb eases it"),
        (
            "It works without harm",
            "without harm",
            ", though not always",
            "It works, though not always",
        ),
        ("THERE is no doubt", "THERE is", "hm", "Hm no doubt"),
    ],
)
def test_an_edit_leaves_a_sound_text(text: str, old: str, new: str, after: str) -> None:
    assert change(text, old, new) == after


@given(st.text())
def test_no_edits_leave_any_text_alone(text: str) -> None:
    assert edited(text, []) == text


@given(st.text("bcd xyz", max_size=20), st.text("bcd xyz", max_size=20))
def test_text_beside_an_edit_stays(before: str, after: str) -> None:
    made = edited(f"{before}OLD{after}", [Edit(len(before), len(before) + 3, "new")])
    assert made == f"{before}{'New' if not before else 'new'}{after}"
