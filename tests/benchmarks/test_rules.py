"""The majority class and the list of keywords."""

from __future__ import annotations

from benchmarks.accuracy.rules import keywords, majority
from tests.benchmarks.made import document, telling_sentences


def test_the_majority_is_that_of_the_shares() -> None:
    training = telling_sentences(2)
    training.shares[training.targets == 3] = 9
    system = majority(training)
    (spans,) = system.predict([document([("A b.", "none"), ("C d.", "none")])])
    assert [(span.start, span.end, span.label) for span in spans] == [
        (0, 4, "overstated"),
        (5, 9, "overstated"),
    ]


def test_a_majority_of_none_finds_nothing() -> None:
    training = telling_sentences(2)
    training.shares[training.targets == 0] = 9
    assert majority(training).predict([document([("A b.", "none")])]) == [[]]


def test_a_keyword_gives_its_whole_sentence_the_label_it_leans_to() -> None:
    item = document([("The shop is open.", "none"), ("It has no side effects.", "unsafe")])
    (spans,) = keywords().predict([item])
    assert [(span.start, span.end, span.label) for span in spans] == [(18, 41, "unsafe")]


def test_of_several_keywords_the_most_severe_label_counts() -> None:
    item = document([("It may help some, it is a miracle cure for everyone.", "overstated")])
    (spans,) = keywords().predict([item])
    assert [span.label for span in spans] == ["overstated"]
