"""Words of plain text and the wordings looked up among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.phrasebook import Phrasebook, lengths_by_first_word, words_of


def test_words_have_their_places_and_are_folded() -> None:
    words = [(word.start, word.end, word.text) for word in words_of("St John’s food-grade, 5%")]
    assert words == [
        (0, 2, "st"),
        (3, 9, "john's"),
        (10, 14, "food"),
        (15, 20, "grade"),
        (20, 21, ","),
        (22, 23, "5"),
        (23, 24, "%"),
    ]


@given(st.text())
def test_words_stand_where_they_say_in_order(text: str) -> None:
    words = words_of(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert all(one.end <= other.start for one, other in zip(words, words[1:], strict=False))


def test_lengths_are_grouped_by_the_first_word() -> None:
    assert lengths_by_first_word(["no", "no risk", "no harm", "any"]) == {"no": [1, 2], "any": [1]}


def test_the_longest_wording_comes_first() -> None:
    book = Phrasebook([("no", 1), ("no risk", 2), ("No-risk", 3), ("no risk at all", 4)])
    assert list(book.at(words_of("no risk at home"), 0)) == [(2, [2, 3]), (1, [1])]
    assert list(book.at(words_of("at home"), 0)) == []
