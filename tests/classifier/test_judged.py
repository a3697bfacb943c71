"""Which stretches meet, and what a prediction says of itself."""

from __future__ import annotations

import pytest

from claimcheck.classifier.judged import PredictedSpan, hits, label_at, overlap
from claimcheck.labels import Label
from tests.classifier.made import span


@pytest.mark.parametrize(
    ("left", "right", "shared", "meets"),
    [
        ((0, 10), (5, 15), 5, True),
        ((0, 10), (6, 16), 4, False),
        ((0, 100), (0, 2), 2, True),
        ((0, 5), (5, 9), 0, False),
        ((8, 9), (0, 3), 0, False),
    ],
)
def test_half_of_the_shorter_is_a_hit(
    left: tuple[int, int], right: tuple[int, int], shared: int, meets: bool
) -> None:
    assert overlap(left, right) == overlap(right, left) == shared
    assert hits(left, right) is hits(right, left) is meets


def test_the_span_that_shares_most_lends_its_label() -> None:
    spans = [span(0, 6, "anecdotal"), span(6, 20, "unsafe")]
    assert label_at((2, 20), spans) == Label.UNSAFE
    assert label_at((0, 8), spans) == Label.ANECDOTAL
    assert label_at((30, 40), spans) is None


def test_the_likeliest_label_need_not_be_the_one_given() -> None:
    found = PredictedSpan(0, 5, Label.UNSAFE, (0.4, 0.0, 0.25, 0.35))
    assert (found.likeliest, found.confidence) == (Label.SUPPORTED, 0.4)
