"""Boosted trees say here what scikit-learn says."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier

from claimcheck.classifier.trees import DEPTH, Trees

RANDOM = np.random.default_rng(7)
ROWS = RANDOM.normal(size=(300, 4)).astype(np.float32)
CLASSES = (ROWS[:, 0] > 0).astype(int) + (ROWS[:, 1] * ROWS[:, 2] > 0.3)
MODEL = HistGradientBoostingClassifier(
    max_iter=20, max_depth=DEPTH, max_leaf_nodes=8, early_stopping=False, random_state=0
).fit(ROWS, CLASSES)
TREES = Trees.grown(MODEL)


def test_the_logits_are_those_of_scikit_learn() -> None:
    assert TREES.logits(ROWS) == pytest.approx(MODEL.decision_function(ROWS), abs=1e-5)


@given(st.lists(st.floats(-5, 5, width=32), min_size=4, max_size=4))
def test_a_row_that_was_never_seen_gets_the_same_too(values: list[float]) -> None:
    row = np.array([values], dtype=np.float32)
    assert TREES.logits(row) == pytest.approx(MODEL.decision_function(row), abs=1e-5)


def test_a_value_at_the_threshold_goes_left() -> None:
    trees = Trees(
        feature=np.array([0, 0, 0], np.int32),
        threshold=np.array([0.5, 0.0, 0.0]),
        left=np.array([1, 1, 2], np.int32),
        right=np.array([2, 1, 2], np.int32),
        value=np.array([0, -1, 1], np.float32),
        roots=np.array([[0]], np.int32),
        start=np.array([10.0]),
    )
    assert trees.logits(np.array([[0.5], [0.6]], np.float32)).tolist() == [[9.0], [11.0]]


def test_no_rows_have_no_logits() -> None:
    assert TREES.logits(ROWS[:0]).shape == (0, 3)


def test_many_rows_are_followed_as_few_are() -> None:
    alone = np.concatenate([TREES.logits(row[None]) for row in ROWS])
    assert TREES.logits(ROWS).tolist() == alone.tolist()


def test_trees_come_back_from_their_arrays() -> None:
    again = Trees.of(TREES.as_arrays(), n_features=4, n_classes=3)
    assert again.logits(ROWS).tolist() == TREES.logits(ROWS).tolist()


def _set(name: str, value: object) -> Callable[[dict[str, np.ndarray]], None]:
    def change(arrays: dict[str, np.ndarray]) -> None:
        arrays[name] = arrays[name].copy()
        arrays[name].flat[0] = value

    return change


DAMAGES = {
    "a feature that is not seen": _set("feature", 4),
    "a feature before the first": _set("feature", -1),
    "a way out of the trees": _set("left", len(TREES.feature)),
    "a way in front of the trees": _set("right", -1),
    "a root beyond the trees": _set("roots", len(TREES.feature)),
    "a value that is no number": _set("value", np.nan),
    "an endless threshold": _set("threshold", np.inf),
    "an endless start": _set("start", -np.inf),
    "fewer values than nodes": lambda a: a.update(value=a["value"][:-1]),
    "roots in a row": lambda a: a.update(roots=a["roots"].reshape(-1)),
    "a class too few": lambda a: a.update(start=a["start"][:-1]),
    "places that are no whole numbers": lambda a: a.update(left=a["left"].astype(np.float64)),
    "values as texts": lambda a: a.update(value=a["value"].astype(np.str_)),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_trees_are_refused(name: str) -> None:
    arrays = TREES.as_arrays()
    DAMAGES[name](arrays)
    with pytest.raises(ValueError, match=r"has the type|do not hang together"):
        Trees.of(arrays, n_features=4, n_classes=3)


def test_a_missing_part_is_told() -> None:
    arrays = TREES.as_arrays()
    del arrays["right"]
    with pytest.raises(KeyError, match="right"):
        Trees.of(arrays, n_features=4, n_classes=3)
