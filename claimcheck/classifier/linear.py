"""A trained linear layer, for inference with nothing but numpy.

scikit-learn fits and calibrates; what it learned is one matrix and one bias, kept here so that
reviewing an article does not have to load scikit-learn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimcheck.classifier.space import SparseRows

Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinearLayer:
    """`outputs` rows of weights on sparse terms and on a dense vector, and a bias each.

    terms: (n terms, outputs); dense: (outputs, n dimensions), possibly none; bias: (outputs,).
    """

    terms: Array
    dense: Array
    bias: Array

    def logits(self, rows: SparseRows, vectors: Array) -> Array:
        """Shape (rows, outputs)."""
        out: Array = rows.times(self.terms) + self.bias
        return out + vectors @ self.dense.T if self.dense.shape[1] else out

    def sigmoid(self, rows: SparseRows, vectors: Array) -> Array:
        """Probability of the one output, shape (rows,), each from 0 to 1."""
        result: Array = (1 / (1 + np.exp(-self.logits(rows, vectors)[:, 0]))).astype(np.float32)
        return result

    def softmax(self, rows: SparseRows, vectors: Array) -> Array:
        """Probabilities that sum to 1 over the outputs, shape (rows, outputs)."""
        logits = self.logits(rows, vectors)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        result: Array = powers / powers.sum(axis=1, keepdims=True)
        return result

    def strongest(self, rows: SparseRows, number: int, output: int) -> list[tuple[int, float]]:
        """(term number, contribution to the output) of one row, strongest first.

        A contribution is measured against the mean of the outputs: what speaks for all labels
        alike decides nothing.
        """
        columns, values = rows.row(number)
        weights = self.terms[columns]
        parts = values * (weights[:, output] - weights.mean(axis=1))
        order = np.lexsort((columns, -parts))
        return list(zip(columns[order].tolist(), parts[order].tolist(), strict=True))
