"""Thresholds that are in use stay, unless nearly all resamples of the articles prefer others."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.classifier.decision import NEVER, Decision, Outcomes
from claimcheck.classifier.fitting import Fitted
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Head
from claimcheck.classifier.resettling import (
    matched,
    matched_decision,
    resettled_decision,
    resettled_threshold,
)
from claimcheck.classifier.space import FeatureSpace

HEAD = Head(
    FeatureSpace([], []),
    LinearLayer(np.zeros((0, 1), np.float32), np.zeros((1, 0), np.float32), np.zeros(1)),
)


def fitted(probabilities: np.ndarray, targets: list[int]) -> Fitted:
    told = np.array(targets), np.ones(len(targets)), np.zeros((0, probabilities.shape[1]))
    return Fitted(HEAD, None, probabilities, *told)  # type: ignore[arg-type]


def binary(scores: list[float], targets: list[int]) -> Fitted:
    column = np.array(scores)[:, None]
    return fitted(np.hstack([1 - column, column]), targets)


def test_a_threshold_that_all_articles_speak_against_moves() -> None:
    head = binary([0.2, 0.6, 0.8] * 20, [0, 0, 1] * 20)
    assert resettled_threshold(head, np.repeat(np.arange(20), 3), 0.1, 1.0) > 0.6


def test_one_odd_article_does_not_move_a_threshold() -> None:
    head = binary([0.2, 0.8] * 20 + [0.4, 0.4], [0, 1] * 20 + [1, 1])
    articles = np.array([*np.repeat(np.arange(20), 2), 20, 20])
    assert resettled_threshold(head, articles, 0.5, 1.0) == 0.5


def test_a_matched_threshold_chooses_as_many_as_the_old_one() -> None:
    before, after = np.array([0.1, 0.4, 0.6, 0.9]), np.array([0.2, 0.8, 0.7, 0.95])
    ones = np.ones(4)
    assert matched(0.5, before, after, ones) == pytest.approx(0.75)
    assert matched(0.95, before, after, ones) == pytest.approx(0.975)
    assert matched(0.05, before, after, ones) == pytest.approx(0.1)
    assert matched(0.5, before, after, np.array([1, 1, 1, 2])) == pytest.approx(0.75)


def test_where_nothing_is_scored_a_matched_threshold_is_the_old_one() -> None:
    nothing = np.zeros(0)
    assert matched(0.37, nothing, nothing, nothing) == 0.37


def test_a_matched_rule_revises_as_many_claims_as_the_old_one() -> None:
    before = outcomes([[0.7, 0.0, 0.3, 0.0], [0.9, 0.0, 0.1, 0.0]], [3, 1])
    after = outcomes([[0.2, 0.0, 0.8, 0.0], [0.5, 0.0, 0.5, 0.0]], [3, 1])
    old = Decision(revise=0.2, unsafe=0.4)
    assert matched_decision(old, before, after, (0.5, 0.5)) == Decision(revise=0.65, unsafe=0.4)
    assert matched_decision(Decision(), before, after, (0.5, 0.5)) == Decision()


def test_without_articles_a_threshold_stays() -> None:
    assert resettled_threshold(binary([], []), np.zeros(0, np.int64), 0.37, 1.0) == 0.37


def outcomes(scores: list[list[float]], targets: list[int]) -> Outcomes:
    """All of them claims for certain."""
    ones = np.ones(len(targets))
    return Outcomes(np.array(scores), ones, np.array(targets), ones)


def test_a_rule_that_all_articles_speak_against_moves() -> None:
    """Overstated claims that look supported: with the old rule none of them is found."""
    rows = [[0.5, 0.0, 0.45, 0.05], [0.95, 0.0, 0.05, 0.0], [0.0, 0.9, 0.1, 0.0], [0, 0, 0, 1]]
    found = outcomes(rows * 15, [3, 1, 2, 4] * 15)
    articles = np.repeat(np.arange(15), 4)
    assert resettled_decision(found, articles, Decision(), 0.5).revise < NEVER


def test_a_rule_stays_where_it_is_as_good() -> None:
    found = outcomes(np.eye(4).tolist() * 10, [1, 2, 3, 4] * 10)
    old = Decision((1.0, 0.7, 0.7, 1.5))
    assert resettled_decision(found, np.repeat(np.arange(10), 4), old, 0.5) == old
