"""The layer gives scikit-learn's own probabilities."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.space import SparseRows

RANDOM = np.random.default_rng(7)
TERMS = (RANDOM.random((60, 8)) * (RANDOM.random((60, 8)) > 0.6)).astype(np.float32)
DENSE = RANDOM.normal(size=(60, 3)).astype(np.float32)


def sparse(table: np.ndarray) -> SparseRows:
    found = csr_matrix(table)
    return SparseRows(found.data, found.indices, found.indptr.astype(np.int64), table.shape[1])


def fitted(targets: np.ndarray) -> tuple[LogisticRegression, LinearLayer, np.ndarray]:
    inputs = hstack([csr_matrix(TERMS), csr_matrix(DENSE)]).tocsr()
    model = LogisticRegression(C=5.0).fit(inputs, targets)
    weights = model.coef_.astype(np.float32)
    bias = model.intercept_.astype(np.float32)
    layer = LinearLayer(np.ascontiguousarray(weights[:, :8].T), weights[:, 8:], bias)
    return model, layer, model.predict_proba(inputs)


def test_sigmoid_is_the_probability_of_scikit_learn() -> None:
    _, layer, expected = fitted((TERMS[:, 0] > TERMS[:, 1]).astype(int))
    assert layer.sigmoid(sparse(TERMS), DENSE) == pytest.approx(expected[:, 1], abs=1e-5)


def test_softmax_is_the_probability_of_scikit_learn() -> None:
    _, layer, expected = fitted(TERMS[:, :4].argmax(axis=1))
    assert layer.softmax(sparse(TERMS), DENSE) == pytest.approx(expected, abs=1e-5)


def test_softmax_sums_to_one_even_for_huge_logits() -> None:
    layer = LinearLayer(np.full((1, 2), 1e4, np.float32), np.zeros((2, 0), np.float32), np.ones(2))
    found = layer.softmax(sparse(np.ones((1, 1), np.float32)), np.zeros((1, 0), np.float32))
    assert found.tolist() == [[0.5, 0.5]]


def test_a_layer_without_dense_weights_ignores_vectors() -> None:
    layer = LinearLayer(
        np.array([[2.0]], np.float32), np.zeros((1, 0), np.float32), np.array([1.0], np.float32)
    )
    rows = sparse(np.array([[3.0], [0.0]], np.float32))
    assert layer.logits(rows, np.ones((2, 5), np.float32)).tolist() == [[7.0], [1.0]]


def test_rows_times_weights_is_the_matrix_product() -> None:
    weights = RANDOM.normal(size=(8, 4)).astype(np.float32)
    assert sparse(TERMS).times(weights) == pytest.approx(TERMS @ weights, abs=1e-5)


def test_the_strongest_terms_speak_for_the_output_against_the_mean() -> None:
    terms = np.array([[3.0, 1.0], [5.0, 5.0], [0.0, 2.0]], np.float32)
    layer = LinearLayer(terms, np.zeros((2, 0), np.float32), np.zeros(2, np.float32))
    rows = sparse(np.array([[1.0, 4.0, 1.0]], np.float32))
    assert layer.strongest(rows, 0, 0) == [(0, 1.0), (1, 0.0), (2, -1.0)]
    assert layer.strongest(rows, 0, 1) == [(2, 1.0), (1, 0.0), (0, -1.0)]
