"""Pairing the spans of two annotators, whatever their order and nesting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.datatypes import LabelledSpan

IOU = 0.5


def iou(one: LabelledSpan, two: LabelledSpan) -> float:
    """Intersection over union of two spans in characters, 0 to 1."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    if shared <= 0:
        return 0.0
    return shared / (one.end - one.start + two.end - two.start - shared)


def exact_matches(one: Sequence[LabelledSpan], two: Sequence[LabelledSpan]) -> int:
    """How many spans have a partner with the same borders and label, each partner used once."""
    left = list(two)
    matches = 0
    for span in one:
        if span in left:
            left.remove(span)
            matches += 1
    return matches


def overlap_matches(
    one: Sequence[LabelledSpan], two: Sequence[LabelledSpan], with_label: bool
) -> int:
    """Size of the largest one-to-one pairing of spans that overlap with an IoU of 0.5 or more.

    The largest pairing (Kuhn's algorithm) does not hang on the order of the spans.
    """
    edges = [
        [
            number
            for number, other in enumerate(two)
            if iou(span, other) >= IOU and (not with_label or span.label == other.label)
        ]
        for span in one
    ]
    partner: dict[int, int] = {}
    return sum(_augment(number, edges, partner, set()) for number in range(len(one)))


def _augment(
    number: int, edges: Sequence[Sequence[int]], partner: dict[int, int], seen: set[int]
) -> bool:
    for other in edges[number]:
        if other in seen:
            continue
        seen.add(other)
        if other not in partner or _augment(partner[other], edges, partner, seen):
            partner[other] = number
            return True
    return False


@dataclass(slots=True)
class SpanScore:
    """Matches against the numbers of spans of both sides; F1 does not care which is the gold."""

    matches: int = 0
    first: int = 0
    second: int = 0

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0 to 1; None where neither marked anything."""
        total = self.first + self.second
        return 2 * self.matches / total if total else None

    def add(self, matches: int, first: int, second: int) -> None:
        self.matches += matches
        self.first += first
        self.second += second
