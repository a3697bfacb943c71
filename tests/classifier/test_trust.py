"""Calibration, curves and abstention, reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.classifier.judged import Judged, PredictedSpan, SentenceOdds
from claimcheck.classifier.trust import (
    abstention,
    curves,
    detection_calibration,
    label_calibration,
    sentence_scores,
    without_review,
)
from claimcheck.labels import LABELS, Label
from tests.classifier.made import span

S, A, O, U = LABELS  # noqa: E741
EVEN = (0.25, 0.25, 0.25, 0.25)


def found(start: int, label: Label, *scores: float, review: bool = False) -> PredictedSpan:
    return PredictedSpan(start, start + 10, label, scores, review)


def odds(start: int, claim: float, *labels: float) -> SentenceOdds:
    return SentenceOdds(start, start + 10, claim, labels or EVEN)


ARTICLE = Judged(
    sentences=[(0, 10), (10, 20), (20, 30), (30, 40)],
    gold=[span(0, 10, "unsafe"), span(10, 20, "supported")],
    predicted=[
        found(0, U, 0.1, 0.0, 0.1, 0.8),
        found(10, A, 0.4, 0.6, 0.0, 0.0, review=True),
        found(20, O, 0.05, 0.0, 0.95, 0.0),
    ],
    odds=[
        odds(0, 0.9, 0.7, 0.1, 0.1, 0.1),
        odds(10, 0.6),
        odds(20, 0.5),
        odds(30, 0.2, 0.5, 0.0, 0.5, 0.0),
    ],
)


def test_a_sentence_has_the_labels_of_its_claims_else_those_of_the_whole() -> None:
    scores = sentence_scores([ARTICLE])
    assert scores.gold.tolist() == [4, 1, 0, 0]
    assert scores.claim == pytest.approx([0.9, 0.6, 0.5, 0.2])
    assert scores.labels[0] == pytest.approx([0.09, 0.0, 0.09, 0.72])
    assert scores.labels[3] == pytest.approx([0.1, 0.0, 0.1, 0.0])


def test_label_scores_of_a_sentence_sum_to_that_of_a_claim() -> None:
    scores = sentence_scores([ARTICLE])
    assert scores.labels.sum(axis=1) == pytest.approx(scores.claim)


def test_a_gold_sentence_the_segmenter_cut_in_two_has_the_better_half() -> None:
    article = Judged([(0, 20)], [span(0, 20)], [], odds=[odds(0, 0.3), odds(10, 0.7)])
    assert sentence_scores([article]).claim == pytest.approx([0.7])


def test_nothing_read_is_no_claim() -> None:
    assert sentence_scores([Judged([(0, 9)], [], [])]).claim.tolist() == [0.0]


def test_average_precision_by_hand() -> None:
    # Detection ranks both claims first. Revise ranks the false 0.475 below the true 0.81, and
    # unsafe finds its one sentence first.
    areas = {curve.name: curve.average_precision for curve in curves(sentence_scores([ARTICLE]))}
    assert areas == pytest.approx({"detection": 1.0, "revise": 1.0, "unsafe": 1.0})


def test_a_false_sentence_above_a_true_one_halves_the_precision() -> None:
    article = Judged([(0, 10), (10, 20)], [span(10, 20)], [], odds=[odds(0, 0.8), odds(10, 0.4)])
    (curve,) = curves(sentence_scores([article]))
    assert (curve.name, curve.average_precision, curve.n_gold) == ("detection", 0.5, 1)
    assert (curve.recalls[0], curve.precisions[0]) == (1.0, 0.5)


def test_what_gold_does_not_have_gets_no_curve() -> None:
    assert curves(sentence_scores([Judged([(0, 10)], [], [], odds=[odds(0, 0.8)])])) == []


def test_calibration_of_detection_by_hand() -> None:
    # Confidences of the likelier answer: 0.9 right, 0.6 right, 0.5 (a claim; wrong in one of two
    # ways: argmax takes 'no claim' at a tie, right), 0.8 right.
    calibration = detection_calibration(sentence_scores([ARTICLE]))
    assert calibration.error == pytest.approx((0.1 + 0.4 + 0.5 + 0.2) / 4)
    assert [(item.probability, item.share) for item in calibration.bins] == [
        pytest.approx((0.2, 0.0)),
        pytest.approx((0.5, 0.0)),
        pytest.approx((0.6, 1.0)),
        pytest.approx((0.9, 1.0)),
    ]


def test_labels_are_calibrated_on_what_meets_a_gold_claim() -> None:
    # 0.8 unsafe is right, 0.6 anecdotal is wrong; the third claim meets none.
    calibration = label_calibration([ARTICLE])
    assert calibration.error == pytest.approx((0.2 + 0.6) / 2)
    assert [item.n_examples for item in calibration.bins] == [1, 1]


def test_without_claims_there_is_no_error_to_tell() -> None:
    assert label_calibration([]).error is None


def test_more_confidence_leaves_fewer_claims() -> None:
    rows = {kept.least: kept for kept in abstention([ARTICLE])}
    assert rows[0.0].coverage == 1.0
    assert (rows[0.0].accuracy, rows[0.0].precision) == (0.5, pytest.approx(1 / 3))
    assert (rows[0.7].n_claims, rows[0.7].accuracy, rows[0.7].precision) == (2, 1.0, 0.5)
    assert rows[0.9].accuracy is None
    assert rows[0.9].precision == 0.0


def test_the_sure_claims_are_those_without_a_second_look() -> None:
    sure = without_review([ARTICLE], 0.7)
    assert (sure.least, sure.n_claims, sure.coverage) == (0.7, 2, pytest.approx(2 / 3))
    assert sure.accuracy == 1.0


def test_no_claims_cover_nothing() -> None:
    assert without_review([], 0.7).coverage == 0.0
    assert np.isfinite([kept.coverage for kept in abstention([])]).all()
