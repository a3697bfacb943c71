"""Boosted trees, for inference with nothing but numpy.

scikit-learn grows them (`HistGradientBoostingClassifier`); what it grew is a few arrays, kept here
so that reviewing an article does not have to load scikit-learn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from claimcheck.classifier.linear import Array

DEPTH = 6
"""Decisions between the root of a tree and its farthest leaf, at most."""
_ROWS = 64
"""Rows that are followed through all trees at once: more need more memory and are no quicker."""


@dataclass(frozen=True, slots=True)
class Trees:
    """All nodes of all trees in one row, each tree adding to the logit of one class.

    feature, threshold, left, right, value: (nodes,). A row goes from a node to the node `left`
    where its feature is at most the threshold, else to `right`; a leaf leads to itself. roots:
    (rounds, classes), the first node of each tree; start: (classes,), what the trees add to.
    """

    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    roots: npt.NDArray[np.int32]
    start: npt.NDArray[np.float64]

    def logits(self, rows: Array) -> Array:
        """`rows` (rows, features); shape (rows, classes)."""
        parts = [self._sums(rows[at : at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros((0, len(self.start)), np.float32)

    def _sums(self, rows: Array) -> Array:
        here = np.broadcast_to(self.roots.reshape(-1), (len(rows), self.roots.size))
        own = np.arange(len(rows))[:, None]
        for _ in range(DEPTH):
            lower = rows[own, self.feature[here]] <= self.threshold[here]
            here = np.where(lower, self.left[here], self.right[here])
        found = self.value[here].reshape(len(rows), *self.roots.shape).sum(axis=1)
        result: Array = (found + self.start).astype(np.float32)
        return result

    def as_arrays(self) -> dict[str, np.ndarray]:
        """What a model stores."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], n_features: int, n_classes: int) -> Trees:
        """The trees in a model's arrays, ValueError unless they are sound."""
        wanted = {field.name: arrays[field.name] for field in fields(cls)}
        kinds = {"threshold": "f8", "value": "f4", "start": "f8"}
        for name, array in wanted.items():
            if array.dtype != np.dtype(kinds.get(name, "i4")):
                raise ValueError(f"{name} has the type {array.dtype}")
        trees = cls(**wanted)
        n_nodes = len(trees.feature)
        inside = ((trees.feature, n_features), *((at, n_nodes) for at in trees._places()))
        if not (
            trees.start.shape == (n_classes,)
            and trees.roots.ndim == 2
            and trees.roots.shape[1] == n_classes
            and all(getattr(trees, name).shape == (n_nodes,) for name in _OF_NODES)
            and all(((array >= 0) & (array < most)).all() for array, most in inside)
            and all(np.isfinite(trees._number(name)).all() for name in kinds)
        ):
            raise ValueError("the trees do not hang together")
        return trees

    def _places(self) -> tuple[npt.NDArray[np.int32], ...]:
        return self.left, self.right, self.roots

    def _number(self, name: str) -> np.ndarray:
        found: np.ndarray = getattr(self, name)
        return found

    @classmethod
    def grown(cls, model: Any) -> Trees:
        """Those of a fitted `HistGradientBoostingClassifier` for three classes or more, whose
        trees are at most DEPTH deep."""
        parts: dict[str, list[np.ndarray]] = {name: [] for name in _OF_NODES}
        roots: list[list[int]] = []
        n_nodes = 0
        for grown in model._predictors:
            roots.append([])
            for tree in grown:
                nodes = tree.nodes
                leaf, own = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
                parts["feature"].append(np.where(leaf, 0, nodes["feature_idx"]))
                parts["threshold"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
                for side in ("left", "right"):
                    parts[side].append(n_nodes + np.where(leaf, own, nodes[side]))
                parts["value"].append(np.where(leaf, nodes["value"], 0.0))
                roots[-1].append(n_nodes)
                n_nodes += len(nodes)
        kinds = {"threshold": np.float64, "value": np.float32}
        arrays = {
            name: np.concatenate(found).astype(kinds.get(name, np.int32))
            for name, found in parts.items()
        }
        start = np.asarray(model._baseline_prediction, dtype=np.float64).reshape(-1)
        return cls(roots=np.array(roots, dtype=np.int32), start=start, **arrays)


_OF_NODES = ("feature", "threshold", "left", "right", "value")
