"""Fitting a head: which terms are kept."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from claimcheck.classifier.features import Group
from claimcheck.classifier.fitting import lightened
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Head
from claimcheck.classifier.space import FeatureSpace

TERMS = ["cure", "the", "risk", "and"]


def head() -> Head:
    """By weight and rarity the terms are worth 8, 0.1, 4 and 0.9 of something."""
    weights = np.array([[2.0, -4.0], [0.1, 0.05], [-1.0, 2.0], [0.3, 0.2]], np.float32)
    layer = LinearLayer(weights, np.ones((2, 3), np.float32), np.array([0.5, -0.5], np.float32))
    return Head(FeatureSpace(TERMS, [2.0, 1.0, 2.0, 3.0]), layer)


def estimator() -> LogisticRegression:
    """Four terms and three dense inputs."""
    inputs = np.random.default_rng(0).random((40, 7))
    return LogisticRegression().fit(inputs, (inputs[:, 0] > 0.5).astype(int))


def test_terms_that_hardly_weigh_are_left_out() -> None:
    before, whole = head(), estimator()
    after, lighter = lightened(before, whole, keep=0.2)
    assert after.space.terms == ["cure", "risk"]
    assert after.space.rarity.tolist() == [2.0, 2.0]
    assert after.layer.terms.tolist() == [[2.0, -4.0], [-1.0, 2.0]]
    assert after.layer.dense.tolist() == before.layer.dense.tolist()
    assert after.layer.bias.tolist() == before.layer.bias.tolist()
    assert lighter.coef_.tolist() == whole.coef_[:, [0, 2, 4, 5, 6]].tolist()
    assert lighter.predict_proba(np.ones((1, 5))).shape == (1, 2)
    assert whole.coef_.shape == (1, 7)


def test_what_is_left_says_nearly_the_same() -> None:
    before = head()
    after, _ = lightened(before, estimator(), keep=0.2)
    row, dense = [Group({"cure": 1.0, "the": 1.0}, normal=False)], np.ones((1, 3), np.float32)
    one, other = (item.layer.logits(item.rows([row]), dense) for item in (before, after))
    assert other == pytest.approx(one, abs=0.11)


@pytest.mark.parametrize("keep", [0.0, 1e-6])
def test_all_can_be_kept(keep: float) -> None:
    after, lighter = lightened(head(), estimator(), keep)
    assert after.space.terms == TERMS
    assert lighter.coef_.shape == (1, 7)


def test_a_head_without_terms_stays() -> None:
    nothing = LinearLayer(
        np.zeros((0, 2), np.float32), np.ones((2, 7), np.float32), np.zeros(2, np.float32)
    )
    bare = Head(FeatureSpace([], []), nothing)
    after, _ = lightened(bare, estimator(), keep=0.5)
    assert (len(after.space), after.layer.dense.shape) == (0, (2, 7))
