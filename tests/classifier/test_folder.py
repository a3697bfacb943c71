"""A model folder is written whole or not at all, and tells when it was changed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcheck import folders
from claimcheck.classifier.folder import refuse_worse, write_folder
from claimcheck.errors import ModelError
from claimcheck.manifest import check_manifest, write_manifest


def filled(path: Path, text: str = "new") -> None:
    (path / "part").mkdir()
    (path / "part" / "weights").write_text(text)
    (path / "meta.json").write_text("{}")


def metrics(macro: float, recall: float) -> dict[str, dict[str, float]]:
    return {"held_out": {"macro_f1_five": macro, "unsafe_recall": recall}}


def standing(path: Path, macro: float, recall: float) -> Path:
    (path / "metrics.json").write_text(json.dumps(metrics(macro, recall)))
    return path


@pytest.mark.parametrize(
    ("macro", "recall"), [(0.7, 0.8), (0.8, 0.9), (0.696, 0.8), (0.7, 0.796), (0.9, 0.7951)]
)
def test_a_model_as_good_as_the_old_one_may_take_its_place(
    tmp_path: Path, macro: float, recall: float
) -> None:
    refuse_worse(standing(tmp_path, 0.7, 0.8), metrics(macro, recall))


@pytest.mark.parametrize(
    ("macro", "recall", "named"),
    [(0.69, 0.9, "macro_f1_five 0.690 instead of 0.700"), (0.9, 0.79, "unsafe_recall 0.790")],
)
def test_a_worse_model_is_refused_with_its_figures(
    tmp_path: Path, macro: float, recall: float, named: str
) -> None:
    with pytest.raises(ModelError, match=named) as caught:
        refuse_worse(standing(tmp_path, 0.7, 0.8), metrics(macro, recall))
    assert "--force" in str(caught.value)


def test_figures_on_the_same_documents_count_for_more_than_records(tmp_path: Path) -> None:
    """Its own records may be of easier documents, or of harder ones."""
    old = standing(tmp_path, 0.9, 0.9)
    refuse_worse(old, metrics(0.7, 0.8), {"macro_f1_five": 0.7, "unsafe_recall": 0.8})
    with pytest.raises(ModelError, match=r"instead of 0\.950"):
        refuse_worse(old, metrics(0.9, 0.9), {"macro_f1_five": 0.95, "unsafe_recall": 0.9})


def test_where_there_is_no_model_any_is_welcome(tmp_path: Path) -> None:
    refuse_worse(tmp_path / "new", metrics(0.0, 0.0))


def test_an_old_model_without_figures_stands_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "metrics.json").write_text("{}")
    refuse_worse(tmp_path, metrics(0.0, 0.0))


def test_damaged_figures_of_the_old_model_are_named(tmp_path: Path) -> None:
    (tmp_path / "metrics.json").write_text("{")
    with pytest.raises(ModelError, match=r"metrics\.json"):
        refuse_worse(tmp_path, metrics(0.9, 0.9))


def test_a_folder_is_written_with_its_manifest(tmp_path: Path) -> None:
    write_folder(tmp_path / "deep" / "model", filled)
    assert (tmp_path / "deep/model/part/weights").read_text() == "new"
    check_manifest(tmp_path / "deep" / "model")


def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "stale").write_text("old")
    write_folder(tmp_path / "model", filled)
    check_manifest(tmp_path / "model")
    assert not (tmp_path / "model" / "stale").exists()
    assert [item.name for item in tmp_path.iterdir()] == ["model"]


def test_a_failure_while_filling_leaves_the_old_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "model", lambda path: filled(path, "old"))

    def broken(path: Path) -> None:
        filled(path)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_folder(tmp_path / "model", broken)
    assert (tmp_path / "model/part/weights").read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["model"]


@pytest.mark.parametrize("exchange", [True, False])
def test_a_failure_while_renaming_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    write_folder(tmp_path / "model", lambda path: filled(path, "old"))
    rename = os.rename
    if not exchange:
        monkeypatch.setattr(folders, "_exchange", lambda fresh, output: False)

    def refuse(source: Path, target: Path) -> None:
        if Path(source).name == "model" and Path(target) == tmp_path / "model":
            raise OSError("no")
        rename(source, target)

    monkeypatch.setattr(folders.os, "rename", refuse)
    if exchange:
        write_folder(tmp_path / "model", filled)
    else:
        with pytest.raises(OSError, match="no"):
            write_folder(tmp_path / "model", filled)
    expected = "new" if exchange else "old"
    assert (tmp_path / "model/part/weights").read_text() == expected
    check_manifest(tmp_path / "model")


WRITER = """
import sys
from pathlib import Path
from claimcheck.classifier.folder import write_folder

def fill(path):
    for number in range(20):
        (path / str(number)).write_text("x" * 1000)

while True:
    write_folder(Path(sys.argv[1]), fill)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the exchange of two folders is Linux's")
def test_a_kill_leaves_the_old_folder_or_the_new_one(tmp_path: Path) -> None:
    model = tmp_path / "model"
    for attempt in range(4):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(model)])
        while not model.exists():
            time.sleep(0.005)
        time.sleep(0.05 + 0.013 * attempt)
        process.send_signal(signal.SIGKILL)
        process.wait()
        check_manifest(model)


def whole(path: Path) -> Path:
    filled(path)
    write_manifest(path)
    return path


def test_an_untouched_folder_passes(tmp_path: Path) -> None:
    check_manifest(whole(tmp_path))


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    (whole(tmp_path) / "part/weights").write_text("wen")
    with pytest.raises(ModelError, match=r"part/weights: has been changed"):
        check_manifest(tmp_path)


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    (whole(tmp_path) / "meta.json").unlink()
    with pytest.raises(ModelError, match=r"meta\.json: is missing"):
        check_manifest(tmp_path)


def test_an_added_file_is_found(tmp_path: Path) -> None:
    (whole(tmp_path) / "part/extra").write_text("")
    with pytest.raises(ModelError, match=r"part/extra: does not belong"):
        check_manifest(tmp_path)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json: is missing"):
        check_manifest(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"meta.json": 3}', '{"meta.json": {}}', "\xff"])
def test_a_damaged_manifest_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "meta.json").write_text("{}")
    (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(ModelError):
        check_manifest(tmp_path)
