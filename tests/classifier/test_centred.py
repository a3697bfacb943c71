"""Logistic regression that starts from a trained layer."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from claimcheck.classifier.centred import Inputs, fit_change, probabilities

LOT = np.random.default_rng(3)
TERMS = (LOT.random((60, 4)) < 0.4).astype(np.float32)
DENSE = (LOT.normal(size=(60, 2)) * 5).astype(np.float32)
INPUTS = Inputs(csr_matrix(TERMS), DENSE)
EVEN = np.ones(60)


def classes(n: int) -> np.ndarray:
    scores = np.hstack([TERMS, DENSE / 5]) @ LOT.normal(size=(6, n)) + LOT.normal(size=(60, n))
    return scores.argmax(axis=1)


def test_one_logit_speaks_for_the_second_of_two_classes() -> None:
    found = probabilities(np.array([[0.0], [np.log(3)], [-1000.0]]))
    assert found.tolist() == [[0.5, 0.5], pytest.approx([0.25, 0.75]), [1.0, 0.0]]


def test_several_logits_sum_to_one() -> None:
    assert probabilities(np.array([[0.0, np.log(3)]])).tolist() == [pytest.approx([0.25, 0.75])]


def test_rows_are_chosen_in_order() -> None:
    found = INPUTS[np.array([5, 2])]
    assert len(found) == 2
    assert found.terms.toarray().tolist() == TERMS[[5, 2]].tolist()
    assert found.dense.tolist() == DENSE[[5, 2]].tolist()


def test_products_and_sums_are_those_of_the_whole_table() -> None:
    table = np.hstack([TERMS, DENSE])
    weights, rows = LOT.normal(size=(3, 6)), LOT.normal(size=(60, 3))
    assert np.allclose(INPUTS.times(weights), table @ weights.T, atol=1e-4)
    assert np.allclose(INPUTS.sums(rows), rows.T @ table, atol=1e-3)
    assert np.allclose(INPUTS.squares(EVEN), (table**2).sum(axis=0), rtol=1e-5)


@pytest.mark.parametrize("n", [2, 4])
def test_from_nothing_it_finds_what_scikit_learn_finds(n: int) -> None:
    wanted = classes(n)
    model = LogisticRegression(C=0.5, max_iter=2000, tol=1e-6)
    model.fit(np.hstack([TERMS, DENSE]), wanted, sample_weight=EVEN)
    nothing = np.zeros((60, 1 if n == 2 else n))
    change = fit_change(INPUTS, nothing, np.eye(n)[wanted], EVEN, 0.5)
    ours = probabilities(change.logits(INPUTS, nothing))
    theirs = model.predict_proba(np.hstack([TERMS, DENSE]))
    assert np.abs(ours - theirs).max() < 0.03


@pytest.mark.parametrize("outputs", [1, 4])
def test_without_a_reason_nothing_moves(outputs: int) -> None:
    before = LOT.normal(size=(60, outputs))
    change = fit_change(INPUTS, before, probabilities(before), EVEN, 0.5)
    assert np.abs(change.weights).max() < 1e-6
    assert np.abs(change.bias).max() < 1e-6


def test_the_stronger_the_further_it_moves() -> None:
    wanted = np.eye(2)[classes(2)]
    moved = [
        np.abs(fit_change(INPUTS, np.zeros((60, 1)), wanted, EVEN, strength).weights).sum()
        for strength in (0.001, 0.1, 10.0)
    ]
    assert moved[0] < moved[1] < moved[2]


def test_a_row_counts_for_what_it_is_given() -> None:
    """Two rows alike but for their class: the bias follows the heavier one."""
    alike = Inputs(csr_matrix((2, 1), dtype=np.float32), np.zeros((2, 0), np.float32))
    change = fit_change(alike, np.zeros((2, 1)), np.eye(2), np.array([1.0, 3.0]), 1.0)
    assert change.bias[0] == pytest.approx(np.log(3), abs=0.05)
