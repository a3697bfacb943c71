"""Logistic regression on sentences: on TF-IDF, and on the vectors of a frozen encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_union

from benchmarks.accuracy.deciding import Decision
from benchmarks.accuracy.documents import Numbers, TrainingSentences
from benchmarks.accuracy.systems import Judge, System, by_sentence
from claimcheck.classifier.evaluation import CLASSES

FOLDS = 5
_TFIDF_STRENGTHS, _VECTOR_STRENGTHS = (4.0,), (1.0, 4.0, 16.0)
"""Inverse regularisation: the one whose decision does best out of fold is taken. For TF-IDF, where
each costs a minute, 4 was the best of 1, 4 and 16 on a third of the real articles to learn from."""

Matrix = Any
"""A dense or sparse matrix with a row a sentence."""
Encode = Callable[[Sequence[str]], Numbers]


def tfidf(training: TrainingSentences, seed: int) -> System:
    """Words and pairs of words, and runs of three to five characters."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=5, sublinear_tf=True)
    vectorizer = make_union(words, runs).fit(training.texts)
    judge = _fitted(vectorizer.transform, training, _TFIDF_STRENGTHS, seed)
    about = "words, pairs of words and runs of 3 to 5 characters"
    return by_sentence("TF-IDF + logistic regression", about, judge)


def frozen_encoder(training: TrainingSentences, encode: Encode, seed: int) -> System:
    """Sentence vectors of an encoder that is not trained."""
    judge = _fitted(encode, training, _VECTOR_STRENGTHS, seed)
    about = "all-MiniLM-L6-v2 as it comes, mean of its token vectors"
    return by_sentence("frozen MiniLM + logistic regression", about, judge)


def _fitted(
    transform: Callable[[Sequence[str]], Matrix],
    training: TrainingSentences,
    strengths: Sequence[float],
    seed: int,
) -> Judge:
    inputs = transform(training.texts)
    everything = np.arange(len(training.texts))
    decisions = {
        strength: _decided(out_of_fold(inputs, training, strength, seed), training)
        for strength in strengths
    }
    strength = max(decisions, key=lambda item: decisions[item][0])
    decision = decisions[strength][1]
    estimator = _fit(inputs, training, everything, strength, seed)
    return lambda texts: decision.labels(estimator.predict_proba(transform(texts)))


def _decided(probabilities: Numbers, training: TrainingSentences) -> tuple[float, Decision]:
    """The best decision on out-of-fold probabilities with its score."""
    decision = Decision.chosen_on(probabilities, training.targets, training.shares)
    return decision.score(probabilities, training.targets, training.shares), decision


def out_of_fold(inputs: Matrix, training: TrainingSentences, strength: float, seed: int) -> Numbers:
    """Shape (sentences, classes), each row by an estimator that never saw the document."""
    found = np.zeros((len(training.texts), len(CLASSES)))
    folds = GroupKFold(n_splits=FOLDS)
    for fit, held_out in folds.split(inputs, training.targets, training.documents):
        estimator = _fit(inputs, training, fit, strength, seed)
        found[np.ix_(held_out, estimator.classes_)] = estimator.predict_proba(inputs[held_out])
    return found


def _fit(
    inputs: Matrix, training: TrainingSentences, rows: Any, strength: float, seed: int
) -> LogisticRegression:
    model = LogisticRegression(C=strength, max_iter=400, tol=1e-3, random_state=seed)
    return model.fit(inputs[rows], training.targets[rows], sample_weight=training.weights[rows])
