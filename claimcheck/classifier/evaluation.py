"""How good are predicted claims? The measures of the project's design, on gold articles.

- detection: a gold sentence with a claim counts as found where a predicted claim overlaps it by at
  least half of the shorter of the two; a prediction on a claim-free sentence is false.
- label: the most severe label on a sentence, or none; macro-F1 over the five and over the four.
- revise: overstated and unsafe against the rest. unsafe recall: sentences with an unsafe claim that
  get one. spans: a gold span is hit by a predicted span of its label with IoU of at least 0.5.

All figures are between 0 and 1; higher is better.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.classifier.judged import Judged, hits
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS, REVISE, Label

NONE = "none"
CLASSES = (NONE, *(label.value for label in LABELS))
_HIT = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """Precision, recall and F1 with the counts behind them."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 0.0

    def as_dict(self) -> dict[str, float]:
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "n_gold": self.gold,
            "n_predicted": self.predicted,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All measures of one evaluation. `confusion[gold][predicted]` counts sentences."""

    articles: int
    confusion: dict[str, dict[str, int]]
    spans: dict[str, Scored]

    @property
    def detection(self) -> Scored:
        return self._binary(lambda name: name != NONE)

    @property
    def revise(self) -> Scored:
        wanted = {label.value for label in REVISE}
        return self._binary(lambda name: name in wanted)

    @property
    def labels(self) -> dict[str, Scored]:
        """Scores by sentence for each of the five classes."""
        return {name: self._binary(lambda found, name=name: found == name) for name in CLASSES}

    @property
    def macro_f1_five(self) -> float:
        return sum(score.f1 for score in self.labels.values()) / len(CLASSES)

    @property
    def macro_f1_four(self) -> float:
        return sum(score.f1 for name, score in self.labels.items() if name != NONE) / len(LABELS)

    @property
    def unsafe_recall(self) -> float:
        return self.labels[Label.UNSAFE.value].recall

    @property
    def span_macro_f1(self) -> float:
        return sum(score.f1 for score in self.spans.values()) / len(LABELS)

    @property
    def sentences(self) -> int:
        return sum(sum(row.values()) for row in self.confusion.values())

    def as_dict(self) -> dict[str, object]:
        """The measures as plain values, rounded to four places."""
        return {
            "articles": self.articles,
            "sentences": self.sentences,
            "detection": self.detection.as_dict(),
            "macro_f1_five": round(self.macro_f1_five, 4),
            "macro_f1_four": round(self.macro_f1_four, 4),
            "revise": self.revise.as_dict(),
            "unsafe_recall": round(self.unsafe_recall, 4),
            "span_macro_f1": round(self.span_macro_f1, 4),
            "labels": {name: score.as_dict() for name, score in self.labels.items()},
            "spans": {name: score.as_dict() for name, score in self.spans.items()},
            "confusion": self.confusion,
        }

    def as_table(self) -> str:
        """The measures as lines for people."""
        lines = [f"{self.articles} articles, {self.sentences} sentences", ""]
        lines.append(f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}{'found':>7}")
        rows = {"detection": self.detection, "revise": self.revise}
        rows |= {f"sentences: {name}": score for name, score in self.labels.items()}
        rows |= {f"spans: {name}": score for name, score in self.spans.items()}
        for name, score in rows.items():
            figures = f"{score.precision:10.3f}{score.recall:8.3f}{score.f1:8.3f}"
            lines.append(f"{name:24}{figures}{score.gold:7}{score.predicted:7}")
        lines += [
            "",
            f"macro-F1, five classes  {self.macro_f1_five:.3f}",
            f"macro-F1, four labels   {self.macro_f1_four:.3f}",
            f"unsafe recall           {self.unsafe_recall:.3f}",
            f"span macro-F1           {self.span_macro_f1:.3f}",
        ]
        return "\n".join(lines)

    def _binary(self, wanted: object) -> Scored:
        test = wanted if callable(wanted) else bool
        hits = predicted = gold = 0
        for actual, row in self.confusion.items():
            for found, count in row.items():
                gold += count * bool(test(actual))
                predicted += count * bool(test(found))
                hits += count * bool(test(actual) and test(found))
        return Scored(hits, predicted, gold)


def evaluate(articles: Iterable[Judged]) -> Report:
    """Measure predictions against gold."""
    confusion = {actual: dict.fromkeys(CLASSES, 0) for actual in CLASSES}
    counts = {label.value: [0, 0, 0] for label in LABELS}
    number = 0
    for article in articles:
        number += 1
        for sentence in article.sentences:
            actual, found = label_of(sentence, article.gold), label_of(sentence, article.predicted)
            confusion[actual][found] += 1
        for label in LABELS:
            gold = [span for span in article.gold if span.label == label]
            predicted = [span for span in article.predicted if span.label == label]
            counts[label.value][0] += matches(gold, predicted)
            counts[label.value][1] += len(predicted)
            counts[label.value][2] += len(gold)
    spans = {name: Scored(*values) for name, values in counts.items()}
    return Report(number, confusion, spans)


def label_of(sentence: tuple[int, int], spans: Iterable[LabelledSpan]) -> str:
    """The most severe label on a sentence, or 'none'."""
    found = [span.label.severity for span in spans if hits(sentence, (span.start, span.end))]
    return LABELS[max(found)].value if found else NONE


def iou(left: LabelledSpan, right: LabelledSpan) -> float:
    """Overlap of two spans over their union, 0 to 1."""
    overlap = min(left.end, right.end) - max(left.start, right.start)
    union = max(left.end, right.end) - min(left.start, right.start)
    return max(overlap, 0) / union


def matches(gold: Sequence[LabelledSpan], predicted: Sequence[LabelledSpan]) -> int:
    """Number of gold spans hit, each by a predicted span of its own, best overlaps first."""
    pairs = sorted(
        (
            (-iou(left, right), i, j)
            for i, left in enumerate(gold)
            for j, right in enumerate(predicted)
            if left.start < right.end and right.start < left.end and iou(left, right) >= _HIT
        )
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in pairs:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
    return len(used_gold)
