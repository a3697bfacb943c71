"""The scikit-learn estimators behind a model, stored with skops for inspection and refitting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import skops.io

from claimcheck.classifier.store import UNREADABLE, check_archive
from claimcheck.errors import ModelError

TYPES = frozenset(
    {f"builtins.{name}" for name in ("dict", "list", "tuple", "str", "int", "float", "bool")}
    | {"numpy.ndarray", "numpy.int64", "numpy.float64", "numpy.dtype"}
    | {"sklearn.linear_model._logistic.LogisticRegression"}
)
"""All types that a stored estimator consists of; skops itself would trust hundreds."""
TRUSTED: tuple[str, ...] = ()
"""Types beyond skops' own list that a model may hold. Logistic regression needs none."""


def save_estimators(path: Path, estimators: dict[str, Any]) -> None:
    """Write the estimators of all heads into one skops file, their weights as float32."""
    skops.io.dump({k: _halved(item) for k, item in estimators.items()}, path, compression=8)


def _halved(estimator: Any) -> Any:
    found = copy(estimator)
    found.coef_ = estimator.coef_.astype(np.float32)
    return found


def load_estimators(path: Path) -> dict[str, Any]:
    """The estimators by head; ModelError where the file is damaged or holds a foreign type."""
    try:
        check_archive(path)
        foreign = _types(path) - TYPES | set(skops.io.get_untrusted_types(file=path))
        if foreign - set(TRUSTED):
            names = ", ".join(sorted(foreign))
            raise ModelError(f"{path}: holds types that no claimcheck model needs ({names})")
        loaded = skops.io.load(path, trusted=list(TRUSTED))
    except (*UNREADABLE, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None
    if not isinstance(loaded, dict) or not all(hasattr(item, "coef_") for item in loaded.values()):
        raise ModelError(f"{path}: holds no fitted estimators by name; copy the model again")
    return loaded


def _types(path: Path) -> set[str]:
    """The full names of all types that a skops file would build, read from its schema alone."""
    with ZipFile(path) as archive:
        return set(_named(json.loads(archive.read("schema.json"))))


def _named(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "__class__" in node and "__module__" in node and isinstance(node["__class__"], str):
            yield f"{node['__module__']}.{node['__class__']}"
        for item in node.values():
            yield from _named(item)
    elif isinstance(node, list):
        for item in node:
            yield from _named(item)
