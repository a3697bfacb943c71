"""May the probabilities be trusted? Calibration, curves over thresholds, and abstention.

All figures are between 0 and 1; a calibration error is better lower, everything else higher.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve

from claimcheck.classifier.evaluation import NONE, label_of
from claimcheck.classifier.judged import (
    Borders,
    Judged,
    PredictedSpan,
    SentenceOdds,
    hits,
    label_at,
)
from claimcheck.classifier.tuning import Numbers, Targets, calibration_error
from claimcheck.labels import LABELS, REVISE, Label

N_BINS = 10
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Confidences at which the table of abstention is read."""

Met = tuple[PredictedSpan, Label | None]
"""A predicted claim with the gold label of what it meets, None where that is no claim."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The examples whose probability lies in one of ten equal steps."""

    probability: float
    share: float
    n_examples: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The expected calibration error and the bins of the reliability diagram behind it."""

    error: float | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision over recall as the threshold falls; `average_precision` is the area below it."""

    name: str
    recalls: tuple[float, ...]
    precisions: tuple[float, ...]
    average_precision: float
    n_gold: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The claims at or above a confidence: how many of all, and how far they may be trusted.

    `accuracy` is the share with the right label among those that are claims, `precision` the share
    that are claims with the right label among all.
    """

    least: float
    coverage: float
    accuracy: float | None
    precision: float | None
    n_claims: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Every sentence of some articles: its gold class and the probability of each label.

    gold: (sentences,), 0 for none, then the labels in the order of LABELS; claim: (sentences,);
    labels: (sentences, 4), joint probabilities that sum to `claim`.
    """

    gold: Targets
    claim: Numbers
    labels: Numbers


def sentence_scores(articles: Sequence[Judged]) -> Scores:
    """The gold sentences with what the model makes of them."""
    classes = (NONE, *LABELS)
    rows = [
        (classes.index(label_of(sentence, article.gold)), *_row(article, sentence))
        for article in articles
        for sentence in article.sentences
    ]
    return Scores(
        np.array([gold for gold, _, _ in rows], dtype=np.int64),
        np.array([claim for _, claim, _ in rows], dtype=np.float64),
        np.array([labels for _, _, labels in rows], dtype=np.float64).reshape(-1, len(LABELS)),
    )


def _row(article: Judged, sentence: Borders) -> tuple[float, Numbers]:
    """Probability of a claim, and of each label: that of the claims found, else of the whole."""
    here = [item for item in article.odds if hits(sentence, (item.start, item.end))]
    claim = max((item.claim for item in here), default=0.0)
    found: list[PredictedSpan | SentenceOdds] = [
        span for span in _predicted(article) if hits(sentence, (span.start, span.end))
    ]
    scores = [_label_scores(item) for item in found or here]
    labels = np.max(scores, axis=0) if scores else np.full(len(LABELS), 1 / len(LABELS))
    return claim, claim * labels / labels.sum()


def _label_scores(item: PredictedSpan | SentenceOdds) -> tuple[float, ...]:
    return item.scores if isinstance(item, PredictedSpan) else item.labels


def _predicted(article: Judged) -> Iterator[PredictedSpan]:
    return (span for span in article.predicted if isinstance(span, PredictedSpan))


def curves(scores: Scores) -> list[Curve]:
    """Detection, revise and unsafe by sentence, each where gold has any."""
    revise = [LABELS.index(label) for label in REVISE]
    unsafe = LABELS.index(Label.UNSAFE)
    asked = {
        "detection": (scores.gold > 0, scores.claim),
        "revise": (np.isin(scores.gold - 1, revise), scores.labels[:, revise].sum(axis=1)),
        "unsafe": (scores.gold - 1 == unsafe, scores.labels[:, unsafe]),
    }
    return [_curve(name, gold, found) for name, (gold, found) in asked.items() if gold.any()]


def _curve(name: str, gold: Targets, found: Numbers) -> Curve:
    precisions, recalls, _ = precision_recall_curve(gold, found)
    area = float(average_precision_score(gold, found))
    return Curve(name, tuple(recalls.tolist()), tuple(precisions.tolist()), area, int(gold.sum()))


def detection_calibration(scores: Scores) -> Calibration:
    """Of the probability that a sentence holds a claim."""
    both = np.stack([1 - scores.claim, scores.claim], axis=1)
    gold = (scores.gold > 0).astype(np.int64)
    return _calibration(both, gold, scores.claim, gold)


def label_calibration(articles: Sequence[Judged]) -> Calibration:
    """Of the likeliest label's probability, over the predicted claims that meet a gold one."""
    met = [(span, gold) for span, gold in met_claims(articles) if gold is not None]
    probabilities = np.array([span.scores for span, _ in met]).reshape(-1, len(LABELS))
    gold = np.array([LABELS.index(label) for _, label in met], dtype=np.int64)
    right = np.array([span.likeliest == label for span, label in met], dtype=np.int64)
    confidence = np.array([span.confidence for span, _ in met])
    return _calibration(probabilities, gold, confidence, right)


def _calibration(
    probabilities: Numbers, gold: Targets, confidence: Numbers, right: Targets
) -> Calibration:
    if not len(gold):
        return Calibration(None, ())
    error = calibration_error(probabilities, gold, np.ones(len(gold)), N_BINS)
    places = np.minimum((confidence * N_BINS).astype(int), N_BINS - 1)
    bins = tuple(
        Bin(float(confidence[inside].mean()), float(right[inside].mean()), int(inside.sum()))
        for number in range(N_BINS)
        for inside in [places == number]
        if inside.any()
    )
    return Calibration(error, bins)


def met_claims(articles: Sequence[Judged]) -> list[Met]:
    """Every predicted claim with the label of the gold claim it meets best, None where it meets
    none by half of the shorter of the two."""
    return [
        (span, label_at((span.start, span.end), article.gold))
        for article in articles
        for span in _predicted(article)
    ]


def abstention(articles: Sequence[Judged]) -> list[Kept]:
    """What is left of the predicted claims as more confidence is asked for."""
    met = met_claims(articles)
    return [
        _kept(least, [item for item in met if item[0].confidence >= least], len(met))
        for least in STEPS
    ]


def without_review(articles: Sequence[Judged], below: float) -> Kept:
    """The claims that the model does not ask a second look for: those it is sure of."""
    met = met_claims(articles)
    return _kept(below, [item for item in met if not item[0].needs_review], len(met))


def _kept(least: float, kept: Sequence[Met], n_found: int) -> Kept:
    right = sum(span.label == gold for span, gold in kept)
    real = sum(gold is not None for _, gold in kept)
    return Kept(
        least,
        len(kept) / n_found if n_found else 0.0,
        right / real if real else None,
        right / len(kept) if kept else None,
        len(kept),
    )
