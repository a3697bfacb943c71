"""The difference between a claim and a suggestion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.report.difference import Change, difference

KEPT, OLD, NEW = Change.KEPT, Change.OLD, Change.NEW


def test_words_are_told_apart() -> None:
    assert list(difference("Tea cures colds.", "Tea may ease colds.")) == [
        (KEPT, "Tea "),
        (OLD, "cures "),
        (NEW, "may ease "),
        (KEPT, "colds."),
    ]


@given(st.text("ab ,.'é\n", max_size=30), st.text("ab ,.'é\n", max_size=30))
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    parts = list(difference(old, new))
    assert "".join(text for change, text in parts if change != NEW) == old
    assert "".join(text for change, text in parts if change != OLD) == new
