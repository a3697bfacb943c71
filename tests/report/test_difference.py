"""The difference between a claim and a suggestion."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Block
from claimcheck.labels import Label
from claimcheck.report.difference import Change, difference, proposed, safer_words, sides, spaced
from tests.fakes import finding

KEPT, OLD, NEW = Change.KEPT, Change.OLD, Change.NEW


def test_words_are_told_apart() -> None:
    assert list(difference("Tea cures colds.", "Tea may ease colds.")) == [
        (KEPT, "Tea"),
        (OLD, " cures"),
        (NEW, " may ease"),
        (KEPT, " colds."),
    ]


def test_a_word_that_goes_takes_its_blank_along() -> None:
    assert list(difference("take it daily, please", "take it, please")) == [
        (KEPT, "take it"),
        (OLD, " daily"),
        (KEPT, ", please"),
    ]


def test_spaced_stretches_hold_words_alone_and_do_not_touch() -> None:
    assert list(spaced([(OLD, "All"), (NEW, "Some"), (KEPT, " teas "), (NEW, " ")])) == [
        (OLD, "All"),
        (KEPT, " "),
        (NEW, "Some"),
        (KEPT, " "),
        (KEPT, "teas"),
        (KEPT, " "),
        (KEPT, " "),
    ]


@given(st.text("ab ,.'é\n", max_size=30), st.text("ab ,.'é\n", max_size=30))
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    parts = list(difference(old, new))
    assert "".join(text for change, text in parts if change != NEW) == old
    assert "".join(text for change, text in parts if change != OLD) == new


TEXT = "<p>Tea <b>cures</b> colds &amp; flu.</p>"
ARTICLE = Article("a.html", TEXT, (Block(3, 36, skip=((7, 10), (15, 19), (26, 31))),))


def test_people_read_a_suggestion_without_the_markup_of_the_claim() -> None:
    claim = finding(TEXT, 3, 35, Label.OVERSTATED, suggestion="Tea <b>may ease</b> colds &amp; flu")
    assert safer_words(ARTICLE, claim) == "Tea may ease colds & flu"
    assert proposed(ARTICLE, claim) == [
        (KEPT, "Tea"),
        (KEPT, " "),
        (OLD, "cures"),
        (KEPT, " "),
        (NEW, "may ease"),
        (KEPT, " "),
        (KEPT, "colds & flu"),
    ]


def test_without_a_suggestion_there_is_no_difference() -> None:
    claim = finding(TEXT, 3, 35, Label.OVERSTATED)
    assert (safer_words(ARTICLE, claim), proposed(ARTICLE, claim)) == (None, [])


def test_each_side_can_be_read_by_itself() -> None:
    claim = finding("Tea cures colds.", 0, 15, Label.OVERSTATED, suggestion="Tea may ease colds")
    old, new = sides(Article("a", "Tea cures colds."), claim)
    blank = (KEPT, " ")
    assert old == [(KEPT, "Tea"), blank, (OLD, "cures"), blank, (KEPT, "colds")]
    assert new == [(KEPT, "Tea"), blank, (NEW, "may ease"), blank, (KEPT, "colds")]


@given(st.text("ab ,.'é\n", max_size=30), st.text("ab ,.'é\n", max_size=30))
def test_no_side_loses_or_gains_anything(old: str, new: str) -> None:
    claim = finding(old, 0, len(old), Label.OVERSTATED, suggestion=new)
    said = ["".join(text for _, text in side) for side in sides(Article("a", old), claim)]
    assert said == [old, new]


def test_without_a_suggestion_there_are_no_sides() -> None:
    claim = finding("Tea cures colds.", 0, 15, Label.OVERSTATED)
    assert sides(Article("a", "Tea cures colds."), claim) == ([], [])
