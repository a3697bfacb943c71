"""The trained peers learn what gives a class away, and choose on documents left out."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchmarks.accuracy.linear import FOLDS, frozen_encoder, out_of_fold, tfidf
from benchmarks.accuracy.minilm import encoder
from benchmarks.accuracy.textcat import BAG_OF_WORDS, ENSEMBLE, Recipe, textcat
from claimcheck.classifier.evaluation import CLASSES
from claimcheck.errors import ModelError
from tests.benchmarks.made import WORDS, document, telling_sentences

TOLD = document([(f"{word} number 99", name) for name, word in WORDS.items()])


def letters(texts) -> np.ndarray:
    """A stand-in for an encoder: which word of WORDS a text begins with."""
    return np.array([[float(text.startswith(word)) for word in WORDS.values()] for text in texts])


def test_tfidf_finds_the_words_that_tell() -> None:
    assert tfidf(telling_sentences(10), seed=0).predict([TOLD]) == [list(TOLD.document.spans)]


def test_a_frozen_encoder_needs_no_more_than_its_vectors() -> None:
    system = frozen_encoder(telling_sentences(10), letters, seed=0)
    assert system.predict([TOLD]) == [list(TOLD.document.spans)]


def test_no_estimator_sees_the_document_it_judges() -> None:
    training = telling_sentences(FOLDS)
    by_heart = np.eye(len(training.texts))
    found = out_of_fold(by_heart, training, strength=100.0, seed=0)
    assert np.ptp(found, axis=1).max() < 0.05
    assert found.sum(axis=1) == pytest.approx(np.ones(len(found)))


@pytest.mark.parametrize("recipe", [BAG_OF_WORDS, ENSEMBLE], ids=["bag", "ensemble"])
def test_textcat_learns_on_few_documents(recipe: Recipe) -> None:
    quick = dataclasses.replace(recipe, epochs=8, batch=5, rate=0.05)
    system = textcat(telling_sentences(10), quick, seed=0)
    assert system.predict([TOLD]) == [list(TOLD.document.spans)]
    assert system.about.endswith("epochs")


def test_textcat_gives_the_same_with_the_same_seed() -> None:
    quick = dataclasses.replace(BAG_OF_WORDS, epochs=2, batch=5)
    texts = document([(f"{word} here", "none") for word in WORDS.values()])
    first, second = (
        textcat(telling_sentences(8), quick, seed=3).predict([texts]) for _ in range(2)
    )
    assert first == second


def test_other_weights_than_the_published_are_refused(tmp_path) -> None:
    with pytest.raises(ModelError, match="all-MiniLM-L6-v2"):
        encoder(tmp_path)


def test_the_classes_have_a_word_each() -> None:
    assert tuple(WORDS) == CLASSES
