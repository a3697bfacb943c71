"""Logistic regression that starts from a layer that is trained already, and is held to it.

With z the logits before, it seeks the change V of the weights and v of the bias that minimise

    sum over rows of s * cross-entropy(t, softmax(z + V x + v))  +  |V|^2 / (2 * strength)

so that without a reason to move nothing moves. scikit-learn has no such offset; the minimum is
sought by L-BFGS (Liu and Nocedal, 1989) in coordinates scaled by the diagonal of the Hessian, for
words and the encoder's numbers differ in size by orders of magnitude.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Numbers = npt.NDArray[np.float64]
_MOST_STEPS = 100
_FLAT = 0.05
"""The greatest slope at which the minimum counts as reached, in scaled coordinates."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an estimator sees: terms (rows, terms) and a dense part (rows, dimensions)."""

    terms: csr_matrix
    dense: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.dense)

    def __getitem__(self, chosen: npt.NDArray[np.int64]) -> Inputs:
        """The chosen rows, in that order."""
        return Inputs(self.terms[chosen], self.dense[chosen])

    def times(self, weights: Numbers) -> Numbers:
        """The product with weights (outputs, terms + dimensions); shape (rows, outputs)."""
        n_terms = self.terms.shape[1]
        small = np.ascontiguousarray(weights.T, dtype=np.float32)
        product: Numbers = self.terms @ small[:n_terms] + self.dense @ small[n_terms:]
        return product.astype(np.float64)

    def sums(self, rows: Numbers) -> Numbers:
        """The inputs summed, weighed by `rows` (rows, outputs); shape that of weights."""
        small = rows.astype(np.float32)
        return np.vstack([self.terms.T @ small, self.dense.T @ small]).T.astype(np.float64)

    def squares(self, weights: Numbers) -> Numbers:
        """The weighted sum of the squares of every column, shape (terms + dimensions,)."""
        squared = self.terms.copy()
        squared.data = squared.data**2
        return np.concatenate([squared.T @ weights, (self.dense**2).T @ weights])


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be added to a layer: weights (outputs, terms + dimensions), bias (outputs,)."""

    weights: Numbers
    bias: Numbers

    def logits(self, inputs: Inputs, before: Numbers) -> Numbers:
        """The logits of the changed layer, shape (rows, outputs)."""
        return before + inputs.times(self.weights) + self.bias


def fit_change(
    inputs: Inputs, before: Numbers, targets: Numbers, counts: Numbers, strength: float
) -> Change:
    """The change that fits best.

    before: (rows, outputs), logits of the layer as it is, one output where there are two classes;
    targets: (rows, classes), a probability each; counts: (rows,), what each row counts for;
    strength: the larger, the further the layer may move.
    """
    shape = before.shape[1], inputs.terms.shape[1] + inputs.dense.shape[1]
    doubt = counts * (odds := probabilities(before)).max(axis=1) * (1 - odds.max(axis=1))
    scale = 1 / np.sqrt(inputs.squares(doubt) + 1 / strength)
    bias_scale = 1 / np.sqrt(doubt.sum() + 1e-9)

    def unscaled(point: Numbers) -> Change:
        table = point.reshape(shape[0], -1)
        return Change(table[:, :-1] * scale, table[:, -1] * bias_scale)

    def loss(point: Numbers) -> tuple[float, Numbers]:
        change = unscaled(point)
        logits = change.logits(inputs, before)
        error = (probabilities(logits) - targets)[:, -shape[0] :] * counts[:, None]
        slope = (inputs.sums(error) + change.weights / strength) * scale
        slopes = np.hstack([slope, error.sum(axis=0)[:, None] * bias_scale])
        penalty = (change.weights**2).sum() / (2 * strength)
        return float(counts @ _surprise(logits, targets) + penalty), slopes.ravel()

    found = minimize(
        loss,
        np.zeros(shape[0] * (shape[1] + 1)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _MOST_STEPS, "gtol": _FLAT, "ftol": 1e-7},
    )
    return unscaled(found.x)


def probabilities(logits: Numbers) -> Numbers:
    """Shape (rows, classes); one logit a row speaks for the second of two classes."""
    both = _of_classes(logits)
    powers = np.exp(both - both.max(axis=1, keepdims=True))
    result: Numbers = powers / powers.sum(axis=1, keepdims=True)
    return result


def _surprise(logits: Numbers, targets: Numbers) -> Numbers:
    """Cross-entropy of every row, in nats."""
    both = _of_classes(logits)
    most = both.max(axis=1, keepdims=True)
    total = most[:, 0] + np.log(np.exp(both - most).sum(axis=1))
    result: Numbers = total - (targets * both).sum(axis=1)
    return result


def _of_classes(logits: Numbers) -> Numbers:
    if logits.shape[1] > 1:
        return logits
    return np.hstack([np.zeros_like(logits), logits])
