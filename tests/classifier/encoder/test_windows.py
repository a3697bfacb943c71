"""An article as the encoder reads it."""

from __future__ import annotations

from itertools import repeat

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.classifier.encoder.windows import LONGEST_SENTENCE, Pieces, packed
from tests.classifier.encoder.made import wordpieces
from tests.classifier.made import sentence


def test_words_fall_into_pieces_that_know_their_tokens() -> None:
    (found,) = wordpieces().cut([sentence("Tea cures colds .")])
    assert found.ids == (5, 6, 7, 8, 10)
    assert found.owners == (0, 1, 1, 2, 3)


def test_a_word_out_of_the_vocabulary_is_unknown() -> None:
    assert wordpieces().cut([sentence("Zebras")])[0].ids == (1,)


def test_a_sentence_without_pieces_has_an_unknown_one() -> None:
    assert wordpieces().cut([sentence("\u200b")])[0] == Pieces((1,), (0,))


def test_a_long_sentence_is_cut() -> None:
    assert len(wordpieces().cut([sentence(" ".join(["tea"] * 300))])[0].ids) == LONGEST_SENTENCE


def test_the_first_window_begins_with_its_sentences() -> None:
    made = wordpieces()
    pieces = made.cut([sentence("Tea"), sentence("Hot tea")])
    window = made.window(pieces, [0, 1])
    assert window.ids == (2, 5, 3, 9, 5, 3)
    assert window.places == (-1, 0, -1, 1, 1, -1)
    assert window.owners == (0, 0, 0, 0, 1, 0)


def test_a_later_window_begins_with_the_opening_of_the_article() -> None:
    made = wordpieces()
    pieces = made.cut([sentence("Hot tea"), sentence("Colds")])
    window = made.window(pieces, [1])
    assert window.ids == (2, 9, 5, 3, 8, 3)
    assert window.places == (-1, -1, -1, -1, 0, -1)
    assert window.sentences == (1,)


@given(st.lists(st.integers(1, 40)), st.integers(1, 60))
def test_every_sentence_is_packed_once_in_order(lengths: list[int], width: int) -> None:
    pieces = [Pieces((5,) * length, (0,) * length) for length in lengths]
    found = list(packed(pieces, repeat(width)))
    assert [index for chosen in found for index in chosen] == list(range(len(lengths)))
    for chosen in found:
        assert len(chosen) == 1 or sum(lengths[index] + 1 for index in chosen) <= width
