"""The measures of a system with bootstrap intervals, and what it is better or worse by.

Documents are drawn with replacement, the same draws for every system, so that differences are
paired; an interval is the middle 95 % (percentile bootstrap, Efron and Tibshirani, 1993).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.accuracy.documents import SplitDocument
from benchmarks.accuracy.systems import Spans
from claimcheck.classifier.evaluation import CLASSES, Judged, Report, Scored, evaluate
from claimcheck.labels import LABELS

Counts = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]

MEASURES: Mapping[str, Callable[[Report], float]] = {
    "detection F1": lambda report: report.detection.f1,
    "revise precision": lambda report: report.revise.precision,
    "revise recall": lambda report: report.revise.recall,
    "revise F1": lambda report: report.revise.f1,
    "macro-F1, five": lambda report: report.macro_f1_five,
    "macro-F1, four": lambda report: report.macro_f1_four,
    "unsafe recall": lambda report: report.unsafe_recall,
    "span macro-F1": lambda report: report.span_macro_f1,
}
"""All from 0 to 1, higher is better."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, drawn: Values) -> Estimate:
        low, high = np.quantile(drawn, (0.025, 0.975))
        return cls(value, float(low), float(high))

    @property
    def is_sure(self) -> bool:
        """Whether 0 lies outside the interval."""
        return self.low > 0 or self.high < 0

    def as_dict(self) -> dict[str, float]:
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """One system on one set of documents. drawn: a measure's value in every resample."""

    report: Report
    estimates: Mapping[str, Estimate]
    drawn: Mapping[str, Values]

    def ahead_of(self, other: Measured) -> dict[str, Estimate]:
        """By how much each measure is higher than the other's, on the same resamples."""
        return {
            name: Estimate.of(
                measure(self.report) - measure(other.report), self.drawn[name] - other.drawn[name]
            )
            for name, measure in MEASURES.items()
        }


def draws(n_documents: int, resamples: int, seed: int) -> Counts:
    """How often each document is in each resample, shape (resamples, documents)."""
    chance = np.random.default_rng(seed)
    shares = np.full(n_documents, 1 / n_documents)
    return chance.multinomial(n_documents, shares, size=resamples)


def measure(
    documents: Sequence[SplitDocument], predicted: Sequence[Spans], drawn: Counts
) -> Measured:
    """Measure predictions on documents; `drawn` as `draws` gives it."""
    judged = [
        Judged(item.sentences, item.document.spans, spans)
        for item, spans in zip(documents, predicted, strict=True)
    ]
    counts = np.stack([_flat(evaluate([article])) for article in judged])
    resampled = [_report(row, len(judged)) for row in drawn @ counts]
    whole = evaluate(judged)
    values = {
        name: np.array([figure(report) for report in resampled])
        for name, figure in MEASURES.items()
    }
    estimates = {
        name: Estimate.of(figure(whole), values[name]) for name, figure in MEASURES.items()
    }
    return Measured(whole, estimates, values)


def _flat(report: Report) -> Counts:
    """The counts behind a report in one row, so that documents can be added up."""
    cells = [report.confusion[gold][found] for gold in CLASSES for found in CLASSES]
    scores = [report.spans[label.value] for label in LABELS]
    spans = [count for score in scores for count in (score.hits, score.predicted, score.gold)]
    return np.array(cells + spans, dtype=np.int64)


def _report(row: Counts, articles: int) -> Report:
    size = len(CLASSES)
    cells = row[: size * size].reshape(size, size).tolist()
    spans = row[size * size :].reshape(len(LABELS), 3).tolist()
    confusion = {
        gold: dict(zip(CLASSES, found, strict=True))
        for gold, found in zip(CLASSES, cells, strict=True)
    }
    scores = {label.value: Scored(*found) for label, found in zip(LABELS, spans, strict=True)}
    return Report(articles, confusion, scores)
