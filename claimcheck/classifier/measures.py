"""All that is measured of a model on labelled articles, as `metrics.json` keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from claimcheck.classifier.evaluation import Report, evaluate
from claimcheck.classifier.judged import Judged
from claimcheck.classifier.trust import (
    Calibration,
    Curve,
    Kept,
    abstention,
    curves,
    detection_calibration,
    label_calibration,
    sentence_scores,
    without_review,
)

LENGTHS: Mapping[str, Callable[[int], bool]] = {
    "short": lambda n_words: n_words <= 12,
    "medium": lambda n_words: 12 < n_words <= 25,
    "long": lambda n_words: n_words > 25,
}
"""Sentences by their number of words: up to 12, up to 25, and more."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one set of articles, whole and by style and length of the sentence."""

    report: Report
    styles: Mapping[str, Report]
    lengths: Mapping[str, Report]
    curves: Sequence[Curve]
    detection: Calibration
    labels: Calibration
    abstention: Sequence[Kept]
    sure: Kept
    """The claims that need no second look."""

    def as_dict(self) -> dict[str, Any]:
        """The measures as plain values, rounded to four places."""
        return self.report.as_dict() | {
            "styles": {name: _brief(report) for name, report in self.styles.items()},
            "lengths": {name: _brief(report) for name, report in self.lengths.items()},
            "average_precision": {
                curve.name: round(curve.average_precision, 4) for curve in self.curves
            },
            "calibration": {
                "detection": _rounded(asdict(self.detection)),
                "labels": _rounded(asdict(self.labels)),
            },
            "abstention": {
                "sure": _rounded(asdict(self.sure)),
                "table": [_rounded(asdict(kept)) for kept in self.abstention],
            },
        }


def measure(articles: Sequence[Judged], review_below: float) -> Measures:
    """Measure articles that were judged with odds; `review_below` is the model's own."""
    scores = sentence_scores(articles)
    return Measures(
        evaluate(articles),
        by_style(articles),
        by_length(articles),
        curves(scores),
        detection_calibration(scores),
        label_calibration(articles),
        abstention(articles),
        without_review(articles, review_below),
    )


def by_style(articles: Sequence[Judged]) -> dict[str, Report]:
    """A report for each style, the one with most documents first; none for articles without."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for article in articles:
        if article.style:
            groups[article.style].append(article)
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {style: evaluate(group) for style, group in ranked}


def by_length(articles: Sequence[Judged]) -> dict[str, Report]:
    """A report for the short, the medium and the long sentences."""
    return {
        name: evaluate(_only(article, fits) for article in articles)
        for name, fits in LENGTHS.items()
    }


def _only(article: Judged, fits: Callable[[int], bool]) -> Judged:
    """The article with those sentences whose number of words fits."""
    kept = [
        (start, end)
        for start, end in article.sentences
        if fits(len(article.text[start:end].split()))
    ]
    return replace(article, sentences=kept)


def _brief(report: Report) -> dict[str, Any]:
    """The leading figures; what has no gold to be measured on is None."""
    unsafe = report.labels["unsafe"]
    return {
        "articles": report.articles,
        "sentences": report.sentences,
        "claims": report.detection.gold,
        "detection_f1": _known(report.detection.f1, report.detection.gold),
        "revise_f1": _known(report.revise.f1, report.revise.gold),
        "unsafe_recall": _known(unsafe.recall, unsafe.gold),
    }


def _known(value: float, n_gold: int) -> float | None:
    return round(value, 4) if n_gold else None


def _rounded(value: Any) -> Any:
    """Plain values with every number that is no count rounded to four places."""
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, 4) if isinstance(value, float) else value
