"""Near-duplicates, measured against the plain definition."""

from __future__ import annotations

import random

import numpy as np
import pytest

from claimcheck.corpus.near import NearIndex, jaccard, shingles

WORDS = [f"w{number}" for number in range(400)]


def text_of(numbers: range) -> str:
    return " ".join(WORDS[number] for number in numbers)


def test_shingles_ignore_case_and_punctuation() -> None:
    assert np.array_equal(shingles("Tea is, they say, good."), shingles("tea IS they say good"))


def test_a_short_text_is_one_shingle_and_an_empty_one_has_none() -> None:
    assert (len(shingles("two words")), len(shingles("...")), len(shingles("a b c d e f"))) == (
        1,
        0,
        2,
    )


def test_order_of_words_counts() -> None:
    assert jaccard(shingles("a b c d e"), shingles("e d c b a")) == 0


def test_jaccard_by_hand() -> None:
    # 10 words hold 6 five-grams; the first 8 of them hold 4, all shared: 4 / 6.
    ten, eight = shingles(text_of(range(10))), shingles(text_of(range(8)))
    assert jaccard(ten, eight) == pytest.approx(4 / 6)
    assert jaccard(shingles(""), shingles("")) == 0


def test_pairs_above_the_threshold_only() -> None:
    index = NearIndex()
    index.add(text_of(range(104)))  # 100 shingles
    index.add(text_of(range(30, 134)))  # shares 70 of 130: 0.538
    index.add(text_of(range(200, 304)))
    index.add(text_of(range(240, 344)))  # shares 60 of 140 with the one before: 0.429
    (pair,) = index.pairs()
    assert (pair.first, pair.second) == (0, 1)
    assert pair.similarity == pytest.approx(70 / 130)


def test_exactly_the_threshold_is_not_above_it() -> None:
    index = NearIndex()
    index.add(text_of(range(19)))  # 15 shingles
    index.add(text_of(range(5, 24)))  # shares 10 of 20
    assert list(index.pairs()) == []


def test_groups_join_through_a_middle() -> None:
    index = NearIndex()
    for start in (0, 25, 50, 300):
        index.add(text_of(range(start, start + 100)))
    assert index.groups() == [0, 0, 0, 3]


def test_many_copies_are_told_once_each() -> None:
    index = NearIndex()
    for _ in range(200):
        index.add(text_of(range(50)))
    assert len(list(index.pairs())) == 199


def test_empty_texts_are_no_duplicates() -> None:
    index = NearIndex()
    index.add("")
    index.add("!")
    assert list(index.pairs()) == []
    assert NearIndex().groups() == []


def test_finds_what_comparing_all_with_all_finds() -> None:
    chance = random.Random(3)
    texts = []
    for _ in range(60):
        words = chance.choices(WORDS, k=120)
        texts.append(" ".join(words))
        for place in chance.sample(range(120), chance.randint(2, 30)):
            words[place] = "changed"
        texts.append(" ".join(words))
    index = NearIndex()
    for text in texts:
        index.add(text)
    sets = [shingles(text) for text in texts]
    expected = {
        (first, second)
        for second in range(len(sets))
        for first in range(second)
        if jaccard(sets[first], sets[second]) > 0.5
    }
    assert {(pair.first, pair.second) for pair in index.pairs()} == expected
    assert expected
