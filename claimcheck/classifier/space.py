"""The vocabulary of the estimators: rows of terms to sparse rows of numbers."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimcheck.classifier.features import Group, Row

_WORTH_KEEPING = 100
"""Terms of a group that may come again: shorter ones are as quickly looked up anew."""


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Rows as scipy's CSR format has them, without the time it takes to import scipy.

    values, columns: (non-zeros,); ends: (rows + 1,), row i being values[ends[i]:ends[i + 1]].
    """

    values: npt.NDArray[np.float32]
    columns: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]
    width: int

    def __len__(self) -> int:
        return len(self.ends) - 1

    def row(self, number: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Columns and values of one row."""
        inside = slice(self.ends[number], self.ends[number + 1])
        return self.columns[inside], self.values[inside]

    def times(self, weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """The product with weights of shape (width, outputs); shape (rows, outputs)."""
        out = np.zeros((len(self), weights.shape[1]), dtype=np.float32)
        for number in range(len(self)):
            columns, values = self.row(number)
            out[number] = values @ weights[columns]
        return out


class FeatureSpace:
    """Numbers the terms of the training rows and weighs each by its rarity (smoothed idf)."""

    def __init__(self, terms: Sequence[str], rarity: npt.ArrayLike) -> None:
        self.terms = list(terms)
        self.rarity = np.asarray(rarity, dtype=np.float32)
        self._index = dict(zip(self.terms, range(len(self.terms)), strict=True))
        # as numbers of Python are quicker one by one; a list of them would take longer to make
        self._weight = array("d", self.rarity.astype(np.float64).tobytes())

    def __len__(self) -> int:
        return len(self.terms)

    @classmethod
    def fit(
        cls, rows: Iterable[Row], allowed: Sequence[str] | set[str], least: int = 2
    ) -> FeatureSpace:
        """The space of the terms in at least `least` rows that are among the `allowed`.

        A term that is empty or holds a NUL is none: a model folder could not hold it.
        """
        counts: Counter[str] = Counter()
        total = 0
        for row in rows:
            total += 1
            counts.update({term for group in row for term in group.terms})
        permitted = {term for term in allowed if term and "\0" not in term}
        terms = sorted(term for term, n in counts.items() if n >= least and term in permitted)
        return cls(terms, [math.log((1 + total) / (1 + counts[term])) + 1 for term in terms])

    def transform(self, rows: Iterable[Row]) -> SparseRows:
        """The rows over this space; unknown terms are left out."""
        data, columns, ends = array("f"), array("i"), array("q", [0])
        shared: dict[int, tuple[Group, array[int], array[float]]] = {}
        for row in rows:
            for group in row:
                # the article's words are in each of its rows, and more than all the others
                _, found, values = shared.get(id(group)) or (group, *self._numbers(group))
                if len(found) >= _WORTH_KEEPING:
                    shared[id(group)] = group, found, values
                columns += found
                data += values
            ends.append(len(columns))
        return SparseRows(
            np.frombuffer(data, np.float32),
            np.frombuffer(columns, np.int32),
            np.frombuffer(ends, np.int64),
            len(self),
        )

    def _numbers(self, group: Group) -> tuple[array[int], array[float]]:
        """The columns of a group's terms, and the value of each."""
        index = self._index
        found = [(at, n) for term, n in group.terms.items() if (at := index.get(term)) is not None]
        columns = array("i", (at for at, _ in found))
        if not group.normal:
            return columns, array("f", (n * group.weight for _, n in found))
        values = [(1 + math.log(n)) * self._weight[at] for at, n in found]
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return columns, array("f", (value * group.weight / length for value in values))
