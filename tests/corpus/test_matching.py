from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus.matching import SpanScore, exact_matches, iou, overlap_matches
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS, Label


def span(start: int, end: int, label: str = "unsafe") -> LabelledSpan:
    return LabelledSpan(start, end, Label(label))


SPANS = st.lists(
    st.builds(
        lambda start, length, label: LabelledSpan(start, start + length, label),
        st.integers(0, 12),
        st.integers(1, 12),
        st.sampled_from(LABELS[:2]),
    ),
    max_size=5,
)


def test_iou_by_hand() -> None:
    assert iou(span(0, 10), span(5, 15)) == pytest.approx(5 / 15)
    assert iou(span(0, 10), span(10, 20)) == 0
    assert iou(span(0, 10), span(0, 5)) == 0.5


def test_exact_uses_each_partner_once() -> None:
    assert exact_matches([span(0, 5), span(0, 5)], [span(0, 5)]) == 1
    assert exact_matches([span(0, 5)], [span(0, 5, "supported")]) == 0


def test_overlap_of_half_counts_with_and_without_label() -> None:
    one, two = [span(0, 10)], [span(0, 5, "supported")]
    assert overlap_matches(one, two, with_label=False) == 1
    assert overlap_matches(one, two, with_label=True) == 0


def test_greedy_pairing_would_lose_one() -> None:
    # (0, 10) fits both, (0, 6) only the first: taking the first for (0, 10) leaves one alone.
    one, two = [span(0, 10), span(0, 6)], [span(0, 7), span(0, 13)]
    for left in permutations(one):
        for right in permutations(two):
            assert overlap_matches(left, right, with_label=True) == 2


@given(SPANS, SPANS, st.randoms())
def test_neither_order_nor_side_matters(
    one: list[LabelledSpan], two: list[LabelledSpan], chance: object
) -> None:
    mixed = one[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for with_label in (True, False):
        matches = overlap_matches(one, two, with_label)
        assert matches == overlap_matches(two, mixed, with_label)
        assert exact_matches(one, two) <= matches or not with_label
    assert exact_matches(one, two) == exact_matches(two, mixed)


def test_f1() -> None:
    score = SpanScore()
    assert score.f1 is None
    score.add(2, 3, 5)
    assert score.f1 == 0.5
