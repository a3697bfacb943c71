"""Estimators are looked at before anything is built."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from claimcheck.classifier import estimators, store
from claimcheck.classifier.estimators import load_estimators, save_estimators
from claimcheck.errors import ModelError

BUILT: list[str] = []


class Foreign:
    """Remembers that somebody built it."""

    def __setstate__(self, state: object) -> None:
        BUILT.append("foreign")

    def __getstate__(self) -> dict[str, int]:
        return {"a": 1}


def fitted() -> LogisticRegression:
    return LogisticRegression().fit([[0.0], [1.0], [2.0]], [0, 1, 1])


def test_estimators_come_back_with_their_predictions(tmp_path: Path) -> None:
    save_estimators(tmp_path / "e.skops", {"sentence": fitted()})
    again = load_estimators(tmp_path / "e.skops")
    assert list(again) == ["sentence"]
    assert again["sentence"].predict_proba([[1.5]]) == pytest.approx(
        fitted().predict_proba([[1.5]])
    )


def test_a_foreign_type_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    skops.io.dump({"sentence": fitted(), "extra": Foreign()}, tmp_path / "e.skops")
    with pytest.raises(ModelError, match=r"types that no claimcheck model needs \(.*Foreign\)"):
        load_estimators(tmp_path / "e.skops")
    assert BUILT == []


def test_a_foreign_function_is_refused(tmp_path: Path) -> None:
    skops.io.dump({"sentence": np.frompyfunc}, tmp_path / "e.skops")
    skops.io.dump({"call": Path.unlink}, tmp_path / "f.skops")
    with pytest.raises(ModelError):
        load_estimators(tmp_path / "f.skops")


def test_nothing_beyond_the_list_of_skops_is_trusted() -> None:
    assert estimators.TRUSTED == ()


def test_a_member_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_estimators(tmp_path / "e.skops", {"sentence": fitted()})
    monkeypatch.setattr(store, "MOST_BYTES", 100)
    with pytest.raises(ModelError, match="larger than 100 bytes"):
        load_estimators(tmp_path / "e.skops")


@pytest.mark.parametrize("damage", [b"", b"PK", b"\x80\x04N."])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "e.skops").write_bytes(damage)
    with pytest.raises(ModelError, match=r"e\.skops: cannot be read"):
        load_estimators(tmp_path / "e.skops")


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    save_estimators(tmp_path / "e.skops", {"sentence": fitted()})
    whole = (tmp_path / "e.skops").read_bytes()
    (tmp_path / "e.skops").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="cannot be read"):
        load_estimators(tmp_path / "e.skops")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        load_estimators(tmp_path / "none.skops")
