"""Labelled articles as training examples."""

from __future__ import annotations

import pytest

from claimcheck.classifier.examples import ExampleMaker, gold_marks
from claimcheck.classifier.vectors import WordVectors
from claimcheck.datatypes import LabelledSpan
from tests.classifier.made import article, span


def maker(texts: list[str], spans: list[LabelledSpan]) -> ExampleMaker:
    return ExampleMaker(3, article(texts, spans), WordVectors.empty())


def test_a_gold_span_becomes_a_range_of_tokens() -> None:
    assert gold_marks(article(["Well , tea cures ."], [span(7, 16, "unsafe")])) == [[(2, 4, 3)]]


def test_a_sentence_may_hold_several_marks_in_order() -> None:
    spans = [span(14, 22, "unsafe"), span(0, 9, "supported")]
    assert gold_marks(article(["Tea cures but it harms ."], spans)) == [[(0, 2, 0), (3, 5, 3)]]


def test_a_span_that_cuts_a_token_takes_it_whole() -> None:
    assert gold_marks(article(["Tea cures colds"], [span(5, 15)])) == [[(1, 3, 0)]]


def test_a_span_marks_the_sentence_it_lies_in_mostly() -> None:
    two = ["Tea is hot .", "It cures colds ."]
    assert gold_marks(article(two, [span(11, 27)])) == [[], [(0, 3, 0)]]


def test_a_span_over_two_sentences_marks_both() -> None:
    two = ["Tea is hot .", "It cures colds ."]
    assert gold_marks(article(two, [span(0, 29)])) == [[(0, 4, 0)], [(0, 4, 0)]]


def test_an_article_without_claims_has_empty_marks() -> None:
    assert gold_marks(article(["Tea is hot .", "So it is ."])) == [[], []]


def test_every_sentence_is_an_example_of_claim_or_none() -> None:
    found = list(maker(["Tea is hot .", "It cures colds ."], [span(13, 27)]).sentences())
    assert [(item.target, item.article) for item in found] == [(0, 3), (1, 3)]


@pytest.mark.parametrize(
    ("spans", "changes"),
    [
        ([span(0, 14), span(19, 33, "unsafe")], [1]),
        ([span(0, 33)], [0]),
        ([span(0, 14)], [1]),
    ],
)
def test_a_border_is_true_where_the_claim_changes(
    spans: list[LabelledSpan], changes: list[int]
) -> None:
    made = maker(["Tea cures colds but it harms sleep ."], spans)
    found = list(made.borders())
    assert [item.target for item in found] == changes


def test_sentences_without_claims_teach_nothing_of_borders_and_parts() -> None:
    made = maker(["Tea is hot but it is green ."], [])
    assert [*made.borders(), *made.parts(), *made.labels()] == []


def test_parts_are_claims_or_not() -> None:
    found = list(maker(["Tea is green , it cures colds ."], [span(15, 29)]).parts())
    assert [item.target for item in found] == [0, 1]


def test_a_claim_after_a_joining_word_is_a_part_of_its_own() -> None:
    found = list(maker(["Tea is green but it cures colds ."], [span(17, 31)]).parts())
    assert [item.target for item in found] == [0, 1]


def test_a_claim_is_an_example_of_its_label() -> None:
    spans = [span(0, 9, "overstated"), span(14, 22, "unsafe")]
    found = list(maker(["Tea cures but it harms ."], spans).labels())
    assert [item.target for item in found] == [2, 3]
