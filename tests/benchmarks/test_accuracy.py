"""The command of the benchmark, on a tiny corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.measuring import MEASURES

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "data" / "tiny.jsonl"
SMALL = ROOT / "models" / "en_claimcheck_sm"
PEERS = ("majority", "keywords", "llm-medical-guard", "tfidf")
NAMES = ("majority", "keyword list", "llm-medical-guard", "TF-IDF + logistic regression")


def command(folder: Path, *more: str) -> list[str]:
    sources = [str(TINY), "--train", str(TINY), "--model", str(SMALL)]
    return [*sources, "--output", str(folder), "--resamples", "20", "--only", *PEERS, *more]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("benchmarks")
    assert main(command(folder)) == 0
    return folder


def test_every_system_has_every_figure_with_its_interval(written: Path) -> None:
    record = json.loads((written / "accuracy.json").read_text(encoding="utf-8"))
    measured = record["sets"][str(TINY)]["measures"]
    assert tuple(measured) == (*NAMES, "en_claimcheck_sm")
    for figures in measured.values():
        for name in MEASURES:
            assert 0 <= figures[name]["low"] <= figures[name]["high"] <= 1
        assert figures["report"]["articles"] == 21


def test_our_lead_is_the_difference_of_the_figures(written: Path) -> None:
    found = json.loads((written / "accuracy.json").read_text(encoding="utf-8"))["sets"][str(TINY)]
    assert tuple(found["ahead"]["en_claimcheck_sm"]) == NAMES
    for peer, leads in found["ahead"]["en_claimcheck_sm"].items():
        for name, lead in leads.items():
            ours, theirs = (found["measures"][item][name] for item in ("en_claimcheck_sm", peer))
            assert lead["value"] == pytest.approx(ours["value"] - theirs["value"], abs=1e-3)


def test_paces_are_told_beside_ours(written: Path) -> None:
    speed = json.loads((written / "accuracy.json").read_text(encoding="utf-8"))["speed"]
    ours = speed.pop("en_claimcheck_sm")
    assert ours["times_as_quick"] == 1
    for pace in speed.values():
        quick = pace["words_per_second"] / ours["words_per_second"]
        assert pace["times_as_quick"] == pytest.approx(quick, rel=0.01)


def test_the_page_has_a_row_a_system_and_says_how_it_was_made(written: Path) -> None:
    page = (written / "accuracy.md").read_text(encoding="utf-8")
    for name in (*NAMES, "en_claimcheck_sm"):
        assert f"\n| {name} | " in page
    assert "python -m benchmarks.accuracy" in page
    assert "words a second" not in page
    assert "en_claimcheck_sm leads every peer" in page or "en_claimcheck_sm does not lead" in page


def test_the_same_run_gives_the_same_figures(written: Path, tmp_path: Path) -> None:
    assert main(command(tmp_path)) == 0
    first, second = (
        json.loads((folder / "accuracy.json").read_text(encoding="utf-8"))["sets"]
        for folder in (written, tmp_path)
    )
    assert first == second


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path: Path, capsys) -> None:
    missing = tmp_path / "no.jsonl"
    assert main([str(missing), *command(tmp_path)[1:]]) == 2
    assert f"{missing}: cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "accuracy.md").exists()


def test_files_without_documents_are_told(tmp_path: Path, capsys) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert main([str(empty), *command(tmp_path)[1:]]) == 2
    assert "no documents to measure on" in capsys.readouterr().err
