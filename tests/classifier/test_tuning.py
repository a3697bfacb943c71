"""Thresholds and calibration error, reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.classifier.tuning import (
    best_threshold,
    calibration_error,
    f_score,
    mean_f_score,
    review_threshold,
)


def ones(count: int) -> np.ndarray:
    return np.ones(count)


def sure(*confidences: float) -> np.ndarray:
    """Rows of two probabilities, the second being the given one."""
    return np.array([[1 - item, item] for item in confidences])


@pytest.mark.parametrize(
    ("hits", "predicted", "gold", "value"),
    [(0, 0, 0, 0.0), (1, 1, 1, 1.0), (1, 2, 2, 0.5), (3, 4, 6, 0.6)],
)
def test_f_score_of_beta_one_is_f1(
    hits: float, predicted: float, gold: float, value: float
) -> None:
    assert f_score(hits, predicted, gold) == pytest.approx(value)


def test_recall_counts_beta_times_as_much() -> None:
    # Precision 1/2, recall 1/4: F2 = 5 * 1/2 * 1/4 / (4 * 1/2 + 1/4).
    assert f_score(1, 2, 4, beta=2.0) == pytest.approx(5 / 8 / (9 / 4))


def test_the_threshold_lies_where_the_classes_part() -> None:
    scores = np.array([0.1, 0.3, 0.52, 0.8])
    assert 0.3 < best_threshold(scores, np.array([0, 0, 1, 1]), ones(4)) <= 0.52


def test_the_middle_of_equal_thresholds_is_taken() -> None:
    # All of 0.06, 0.07 ... 0.50 find the one example.
    assert best_threshold(np.array([0.5]), np.array([1]), ones(1)) == pytest.approx(0.28)


def test_a_heavy_example_moves_the_threshold() -> None:
    scores, targets = np.array([0.2, 0.4, 0.6]), np.array([1, 0, 1])
    assert best_threshold(scores, targets, np.array([9.0, 1.0, 1.0])) <= 0.2
    assert best_threshold(scores, targets, np.array([0.1, 9.0, 1.0])) > 0.4


def test_mean_f_score_by_hand_the_last_class_with_beta_two() -> None:
    predicted, targets = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])
    # Class 0: 1 hit of 2 and 1; class 1: 1 of 1 and 2; class 2, with F2: 1 of 1 and 1.
    assert mean_f_score(predicted, targets, ones(4), 3) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_mean_f_score_counts_shares() -> None:
    predicted, targets = np.array([0, 1]), np.array([0, 0])
    shares = np.array([3.0, 1.0])
    assert mean_f_score(predicted, targets, shares, 2) == pytest.approx((2 * 3 / (3 + 4) + 0) / 2)


def test_a_missed_claim_of_the_worst_kind_costs_more_than_a_false_alarm() -> None:
    targets = np.array([0, 0, 1, 1])
    missed = mean_f_score(np.array([0, 0, 0, 1]), targets, ones(4), 2)
    alarmed = mean_f_score(np.array([0, 1, 1, 1]), targets, ones(4), 2)
    assert alarmed > missed


def test_above_the_review_threshold_nine_in_ten_are_right() -> None:
    probabilities = sure(*[0.55] * 5, *[0.8] * 10)
    targets = np.array([0] * 5 + [1] * 9 + [0])
    assert 0.55 < review_threshold(probabilities, targets, ones(15)) <= 0.8


def test_where_all_are_right_little_needs_review() -> None:
    assert review_threshold(sure(0.9), np.array([1]), ones(1)) == 0.4


def test_where_none_is_right_the_threshold_is_at_its_highest() -> None:
    assert review_threshold(sure(0.8, 0.9), np.array([0, 0]), ones(2)) == 0.9


def test_calibration_error_by_hand() -> None:
    # Bin 0.6: confidence 0.6, half right; bin 0.9: confidence 0.95, all right.
    probabilities, targets = sure(0.62, 0.62, 0.95, 0.95), np.array([1, 0, 1, 1])
    assert calibration_error(probabilities, targets, ones(4)) == pytest.approx(
        (abs(0.62 - 0.5) * 2 + abs(0.95 - 1.0) * 2) / 4
    )


def test_calibration_error_counts_shares() -> None:
    probabilities, targets = sure(0.62, 0.95), np.array([0, 1])
    assert calibration_error(probabilities, targets, np.array([1.0, 3.0])) == pytest.approx(
        (0.62 * 1 + 0.05 * 3) / 4
    )


def test_a_certain_and_right_answer_has_no_error() -> None:
    assert calibration_error(sure(1.0, 1.0), np.array([1, 1]), ones(2)) == 0.0
