"""The scikit-learn estimators behind a model, stored with skops for inspection and refitting."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import skops.io

from claimcheck.classifier.store import MOST_BYTES, UNREADABLE
from claimcheck.errors import ModelError

TRUSTED: tuple[str, ...] = ()
"""Types beyond skops' own list that a model may hold. Logistic regression needs none."""


def save_estimators(path: Path, estimators: dict[str, Any]) -> None:
    """Write the estimators of all heads into one skops file."""
    skops.io.dump(estimators, path, compression=8)


def load_estimators(path: Path) -> dict[str, Any]:
    """The estimators by head; ModelError where the file is damaged or holds a foreign type."""
    try:
        with ZipFile(path) as archive:
            for member in archive.infolist():
                if member.file_size > MOST_BYTES:
                    raise ModelError(f"{path}: {member.filename} is larger than {MOST_BYTES} bytes")
        foreign = set(skops.io.get_untrusted_types(file=path)) - set(TRUSTED)
        if foreign:
            names = ", ".join(sorted(foreign))
            raise ModelError(f"{path}: holds types that no claimcheck model needs ({names})")
        loaded: dict[str, Any] = skops.io.load(path, trusted=list(TRUSTED))
    except (*UNREADABLE, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None
    return loaded
