"""One article as a model judged it, beside its gold labels: what every measure starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS, Label

Borders = tuple[int, int]
"""Half-open code-point offsets of a stretch of the article."""


@dataclass(frozen=True, slots=True)
class PredictedSpan(LabelledSpan):
    """A predicted claim: its label, one probability a label in the order of LABELS, whether the
    model asks for a second look."""

    scores: tuple[float, ...]
    needs_review: bool = False

    @property
    def confidence(self) -> float:
        """Probability of the likeliest label, 0 to 1."""
        return max(self.scores)

    @property
    def likeliest(self) -> Label:
        """The most probable label, which need not be the one given."""
        return LABELS[self.scores.index(self.confidence)]


@dataclass(frozen=True, slots=True)
class SentenceOdds:
    """What a model makes of a sentence, found to be a claim or not.

    `claim` is the probability that it holds one; `labels` are those of each label if it does, in
    the order of LABELS. All from 0 to 1.
    """

    start: int
    end: int
    claim: float
    labels: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: its sentences, its gold spans and the predicted ones.

    `odds` are there where somebody asked for them, of the segmenter's sentences; `style` is what
    the document's meta calls its manner of writing, '' where it does not say.
    """

    sentences: Sequence[Borders]
    gold: Sequence[LabelledSpan]
    predicted: Sequence[LabelledSpan]
    id: str = ""
    text: str = ""
    style: str = ""
    odds: Sequence[SentenceOdds] = ()


def hits(left: Borders, right: Borders) -> bool:
    """Whether two stretches overlap by at least half of the shorter of them."""
    shared = overlap(left, right)
    return shared > 0 and shared * 2 >= min(left[1] - left[0], right[1] - right[0])


def overlap(left: Borders, right: Borders) -> int:
    """Number of characters that two stretches share."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def label_at(place: Borders, spans: Sequence[LabelledSpan]) -> Label | None:
    """The label of the span that shares most with a place, and half of the shorter at least."""
    meeting = [span for span in spans if hits(place, (span.start, span.end))]
    best = max(meeting, key=lambda span: overlap(place, (span.start, span.end)), default=None)
    return best.label if best else None
