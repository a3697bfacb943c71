"""`claimcheck train` and `claimcheck evaluate --against` by exit code, stdout and stderr."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimcheck.cli import main
from claimcheck.manifest import check_manifest

DATA = Path(__file__).parent.parent / "data"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus, an old model, and a new one trained over a copy of it."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("tiny.jsonl", "real.jsonl"):
        shutil.copy(DATA / "tiny.jsonl", folder / name)
    for name in ("old", "new"):
        shutil.copytree(DATA / "model_v1", folder / name)
    (folder / "known.md").write_text("It is bad at poems.")
    return folder


@pytest.fixture(scope="module")
def trained(home: Path) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        return run(
            *("train", "tiny.jsonl", "--held-out", "tiny.jsonl", "--measure", "real.jsonl"),
            *("--known-failures", str(home / "known.md"), "--changes", "changes.md"),
            *("--output", str(home / "new"), "--seed", "3", "--force"),
        )


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)


def test_it_tells_figures_on_stdout_and_what_changed_on_stderr(trained: Result) -> None:
    assert trained.exit_code == 0, trained.output
    assert "unsafe recall" in trained.stdout
    assert "claims changed from en_frozen 1.0.0" in trained.stderr


def test_the_changes_are_listed_in_the_file(trained: Result, home: Path) -> None:
    assert trained.exit_code == 0
    listed = (home / "changes.md").read_text()
    assert listed.startswith("# ")
    assert "| change | where | gold | old | new | claim |" in listed


def test_the_card_tells_how_to_make_it_again(trained: Result, home: Path) -> None:
    assert trained.exit_code == 0
    card = (home / "new" / "README.md").read_text()
    assert (
        "claimcheck train tiny.jsonl --output new --held-out tiny.jsonl --measure real.jsonl "
        "--known-failures known.md --seed 3\n" in card
    )
    assert "It is bad at poems." in card
    assert "## On 21 real articles (`real.jsonl`)" in card


def test_the_plots_belong_to_the_model(trained: Result, home: Path) -> None:
    assert trained.exit_code == 0
    check_manifest(home / "new")
    assert sorted(path.name for path in (home / "new").glob("*.svg")) == [
        "precision-recall-real.svg",
        "precision-recall.svg",
        "reliability-real.svg",
        "reliability.svg",
    ]


def test_metrics_tell_versions_and_calibration(trained: Result, home: Path) -> None:
    assert trained.exit_code == 0
    metrics = json.loads((home / "new" / "metrics.json").read_text())
    assert {"python", "spacy", "scikit-learn"} <= set(metrics["versions"])
    assert 0 <= metrics["held_out"]["calibration"]["labels"]["error"] <= 1
    assert metrics["measured"][0]["file"] == "real.jsonl"
    assert set(metrics["held_out"]["lengths"]) == {"short", "medium", "long"}


def test_a_list_of_changes_needs_an_ending_that_says_what_it_is() -> None:
    done = run("train", "tiny.jsonl", "--output", "none", "--changes", "changes.txt")
    assert done.exit_code == 2
    assert "must end in .jsonl or .md" in done.stderr


def test_two_files_to_measure_need_two_names(home: Path) -> None:
    (home / "sub").mkdir()
    shutil.copy("tiny.jsonl", "sub/real.jsonl")
    files = ("--measure", "real.jsonl", "--measure", "sub/real.jsonl")
    done = run("train", "tiny.jsonl", "--output", "none", *files)
    assert done.exit_code == 2
    assert "would get one name" in done.stderr


def test_a_model_does_not_change_from_itself() -> None:
    done = run("evaluate", "tiny.jsonl", "--model", "old", "--against", "old")
    assert done.exit_code == 0
    assert "0 claims changed" in done.stdout


def test_what_changed_as_json_lines_and_as_json(trained: Result) -> None:
    assert trained.exit_code == 0
    asked = ("evaluate", "tiny.jsonl", "--model", "new", "--against", "old", "-f")
    lines = [json.loads(line) for line in run(*asked, "jsonl").stdout.splitlines()]
    report = json.loads(run(*asked, "json").stdout)
    assert lines
    assert report["against"]["changes"] == lines
    assert sum(sum(row.values()) for row in report["against"]["counts"].values()) == len(lines)


@pytest.mark.parametrize("format_", ["jsonl", "markdown"])
def test_a_list_of_changes_needs_another_model(format_: str) -> None:
    done = run("evaluate", "tiny.jsonl", "--model", "old", "-f", format_)
    assert done.exit_code == 2
    assert "give --against" in done.stderr
