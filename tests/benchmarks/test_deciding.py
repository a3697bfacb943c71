"""From probabilities to labels."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.accuracy.deciding import Decision
from claimcheck.classifier.decision import Decision as LabelDecision

LIKELIEST = LabelDecision()


def test_below_the_threshold_there_is_no_claim() -> None:
    decision = Decision(0.5, LIKELIEST)
    rows = np.array([[0.6, 0.4, 0, 0, 0], [0.4, 0.1, 0.1, 0.3, 0.1]])
    assert decision.labels(rows) == ["none", "overstated"]


def test_the_rule_tips_the_scales_between_labels() -> None:
    rows = np.array([[0.2, 0.5, 0, 0, 0.3]])
    assert Decision(0.5, LIKELIEST).labels(rows) == ["supported"]
    assert Decision(0.5, LabelDecision(revise=0.25, unsafe=0.5)).labels(rows) == ["unsafe"]


def test_a_decision_is_chosen_where_claims_and_others_part() -> None:
    rows = np.array([[0.9, 0.1, 0, 0, 0], [0.8, 0.2, 0, 0, 0], [0.6, 0.4, 0, 0, 0]])
    decision = Decision.chosen_on(rows, np.array([0, 0, 1]), np.ones(3))
    assert 0.2 < decision.threshold <= 0.4
    assert decision.labels(rows) == ["none", "none", "supported"]


def test_the_score_is_the_mean_f_over_the_five_classes() -> None:
    rows = np.eye(5)
    decision = Decision(0.5, LIKELIEST)
    assert decision.score(rows, np.arange(5), np.ones(5)) == 1
    missed = decision.score(rows[[0, 1, 2, 3, 0]], np.arange(5), np.ones(5))
    assert missed == pytest.approx((2 / 3 + 1 + 1 + 1 + 0) / 5)
