"""The encoder's logits as inputs of the estimators."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from claimcheck.classifier.encoded import SIZES, EncodedArticle, softmax
from claimcheck.classifier.vectors import DocumentVectors, WordVectors
from claimcheck.protocols import Encoding, Sentence
from tests.classifier.made import sentence


def rows(*values: float) -> np.ndarray:
    """One row of five logits a value, all of them that value."""
    return np.array([[value] * 5 for value in values], dtype=np.float32)


def encoding(whole: float, *tokens: float) -> Encoding:
    return Encoding(rows(whole)[0], rows(*tokens))


ARTICLE = EncodedArticle([encoding(2, 1, 3), encoding(4, 2, 2, 8), encoding(-2, 0)])


def each(vector: np.ndarray) -> list[float]:
    """The first number of every group of five."""
    return [round(float(value), 4) for value in vector[::5]]


def test_a_sentence_sees_itself_its_tokens_its_neighbours_and_the_article() -> None:
    assert each(ARTICLE.sentence(1)) == [6.0, 9.0, 1.5, -1.5, 0.2]


def test_the_ends_of_an_article_have_no_neighbours() -> None:
    assert each(ARTICLE.sentence(0)) == [3.0, 4.5, 0.0, 3.0, 0.2]
    assert each(ARTICLE.sentence(2)) == [-3.0, 0.0, 3.0, 0.0, 0.2]


def test_a_span_sees_what_is_beside_it() -> None:
    assert each(ARTICLE.span(1, 0, 2)) == [3.0, 4.5, 6.0, 0.2]


def test_a_span_of_all_tokens_has_itself_beside_it() -> None:
    assert each(ARTICLE.span(0, 0, 2)) == [3.0, 1.5, 3.0, 0.2]


def test_a_border_sees_both_sides_and_their_difference() -> None:
    assert each(ARTICLE.border(1, 2)) == [3.0, 9.0, 6.0]


def test_sizes_are_those_of_the_vectors() -> None:
    assert SIZES["sentence"] == len(ARTICLE.sentence(0))
    assert SIZES["span"] == len(ARTICLE.span(0, 0, 1))
    assert SIZES["border"] == len(ARTICLE.border(0, 1))


OVERVIEWED = EncodedArticle(
    [replace(encoding(2, 1, 3), overview=rows(2)[0]), replace(encoding(4, 2), overview=rows(8)[0])]
)


def test_what_the_article_suggests_comes_last() -> None:
    assert each(OVERVIEWED.sentence(0)) == [3.0, 4.5, 0.0, 3.0, 0.2, 3.0]
    assert each(OVERVIEWED.sentence(1))[-1] == 9.0
    assert each(OVERVIEWED.span(1, 0, 1)) == [3.0, 1.5, 6.0, 0.2, 9.0]
    assert each(OVERVIEWED.border(0, 1)) == [1.5, 4.5, 3.0]


def test_probabilities_sum_to_one() -> None:
    assert softmax(np.array([[0.0, 0.0], [1000.0, 0.0]])).tolist() == [[0.5, 0.5], [1.0, 0.0]]


def read(text: str, whole: float) -> Sentence:
    made = sentence(text)
    return replace(made, encoding=encoding(whole, *([whole] * len(made.tokens))))


def test_encodings_follow_the_static_vectors() -> None:
    vectors = WordVectors(["tea"], np.array([[100, 0]]), 0.01)
    found = DocumentVectors([read("Tea cures", 2)], vectors)
    assert found.sentence(0)[:6].tolist() == pytest.approx([2, 0, 1, 0, 1, 0])
    assert each(found.sentence(0)[6:]) == [3.0, 3.0, 0.0, 0.0, 0.2]
    assert len(found.span(0, 0, 1)) == 6 + SIZES["span"]
    assert len(found.border(0, 1)) == SIZES["border"]


def test_an_article_that_was_not_read_whole_counts_as_not_read() -> None:
    assert EncodedArticle.of([read("Tea cures", 2), sentence("So it does")]) is None
    assert len(DocumentVectors([sentence("Tea")], WordVectors.empty()).border(0, 1)) == 0
