"""What the systems are given to read and to learn from."""

from __future__ import annotations

import pytest

from benchmarks.accuracy.documents import segmenter, split_documents, training_sentences
from claimcheck.build import COMPOSED_WEIGHT
from claimcheck.classifier.training import WEB_SHARES
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError
from tests.benchmarks.made import document

FIVE = [("a", "none"), ("b", "supported"), ("c", "anecdotal"), ("d", "overstated"), ("e", "unsafe")]


def test_stated_sentences_are_taken_and_others_found() -> None:
    stated = LabelledDocument("a", "One. Two.", (), {"sentences": [[0, 9]]})
    plain = LabelledDocument("b", "One is here. Two is there.")
    first, second = split_documents([stated, plain], segmenter())
    assert first.sentences == ((0, 9),)
    assert second.texts == ["One is here.", "Two is there."]


def test_a_document_without_words_is_left_out() -> None:
    assert not list(split_documents([LabelledDocument("a", " \n ")], segmenter()))


def test_line_breaks_in_a_sentence_become_blanks() -> None:
    item = LabelledDocument("a", "One\n  two.", (), {"sentences": [[0, 10]]})
    (split,) = split_documents([item], segmenter())
    assert split.texts == ["One two."]


def test_composed_sentences_count_less_beside_real_ones() -> None:
    found = training_sentences([document(FIVE[:2])], [document(FIVE)])
    assert found.targets.tolist() == [0, 1, 0, 1, 2, 3, 4]
    assert found.documents.tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert found.weights.tolist() == [COMPOSED_WEIGHT] * 2 + [1.0] * 5


def test_real_sentences_have_the_shares_of_the_web() -> None:
    found = training_sentences([document(FIVE)], [document(FIVE)])
    assert found.shares[:5].tolist() == [0] * 5
    assert found.shares[5:].tolist() == pytest.approx([5 * share for share in WEB_SHARES.values()])


def test_without_real_articles_the_corpus_has_the_shares_and_counts_whole() -> None:
    found = training_sentences([document(FIVE)], [])
    assert found.weights.tolist() == [1.0] * 5
    assert found.shares.sum() == pytest.approx(5 * sum(WEB_SHARES.values()))


def test_a_missing_label_is_told() -> None:
    with pytest.raises(CorpusError, match="all four labels"):
        training_sentences([document(FIVE[:4])], [])
