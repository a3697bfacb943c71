"""`claimcheck train` and `claimcheck evaluate --against` by exit code, stdout and stderr."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import spacy
from click.testing import CliRunner, Result

from claimcheck import build
from claimcheck.assembly import assemble, reading_pipeline, training_articles
from claimcheck.classifier.encoder.crossfit import encoded
from claimcheck.classifier.estimators import load_estimators
from claimcheck.classifier.store import load_parts
from claimcheck.classifier.training import train_models
from claimcheck.cli import main
from claimcheck.corpus.documents import read_documents
from claimcheck.manifest import check_manifest, write_manifest
from claimcheck.review import load
from tests.classifier.encoder.made import encoder

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


# Refitting a model. The corpus that comes along is the tiny one here: the real one takes minutes.


@pytest.fixture(scope="module", autouse=True)
def tiny_corpus() -> Iterator[None]:
    corpus = list(read_documents(DATA / "tiny.jsonl"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "shipped_corpus", lambda: corpus)
        yield


def mine(home: Path, name: str, label: str = "overstated") -> str:
    """Documents of our own about a thing that the base does not know."""
    lines = []
    for number in range(14):
        text = f"Snapwort number {number} stands beside the cough. Tea cures every cough."
        end = text.index(".")
        spans = [
            {"start": 0, "end": end, "label": label},
            {"start": end + 2, "end": len(text) - 1, "label": "unsafe"},
        ]
        lines.append(json.dumps({"id": f"{name}-{number}", "text": text, "spans": spans}))
    (home / f"{name}.jsonl").write_text("\n".join(lines))
    return f"{name}.jsonl"


def refit(home: Path, output: str, *more: str, label: str = "overstated") -> Result:
    given = ("train", mine(home, f"mine-{label}", label), "--base", "old", "--output", output)
    return run(*given, *more)


@pytest.fixture(scope="module")
def refitted(home: Path) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        return refit(home, "ours")


def test_a_base_is_refitted(refitted: Result, home: Path) -> None:
    assert refitted.exit_code == 0, refitted.output
    assert "21 documents that en_frozen 1.0.0 comes from" in refitted.stderr
    assert "claims changed from en_frozen 1.0.0" in refitted.stderr
    check_manifest(home / "ours")
    assert sorted(load_estimators(home / "ours" / "estimators.skops")) == [
        *("border", "label", "part", "sentence")
    ]
    found = run("evaluate", "mine-overstated.jsonl", "--model", "ours", "-f", "json")
    assert json.loads(found.stdout)["revise"]["f1"] > 0.9


def test_a_refitted_model_tells_where_it_comes_from(refitted: Result, home: Path) -> None:
    assert refitted.exit_code == 0
    metrics = json.loads((home / "ours" / "metrics.json").read_text())
    assert (metrics["base"]["name"], metrics["base"]["rehearsed"]) == ("en_frozen 1.0.0", 21)
    manifest = (home / "old" / "manifest.json").read_bytes()
    assert metrics["base"]["manifest_sha256"] == hashlib.sha256(manifest).hexdigest()
    card = (home / "ours" / "README.md").read_text()
    assert "claimcheck train mine-overstated.jsonl --output ours --base old\n" in card


def test_a_refit_gives_the_same_model_each_time(refitted: Result, home: Path) -> None:
    assert refit(home, "again", "-q").exit_code == 0
    for part in ("claimcheck_finder", "claimcheck_labeller"):
        first, second = load_parts(home / "ours" / part), load_parts(home / "again" / part)
        assert first.settings == second.settings
        for head, (space, layer) in first.heads.items():
            assert space.terms == second.heads[head][0].terms
            assert np.array_equal(layer.terms, second.heads[head][1].terms)


def test_it_does_not_replace_a_better_model_unless_told(refitted: Result, home: Path) -> None:
    before = (home / "ours" / "manifest.json").read_bytes()
    worse = ("--held-out", "mine-overstated.jsonl", "-q")
    done = refit(home, "ours", *worse, label="supported")
    assert done.exit_code == 2
    assert "the new model is worse" in done.stderr and "--force" in done.stderr
    assert (home / "ours" / "manifest.json").read_bytes() == before


def test_word_vectors_cannot_be_exchanged_under_a_base(home: Path) -> None:
    done = refit(home, "none", "--vectors", "old/claimcheck_finder")
    assert done.exit_code == 2
    assert "--encoder" in done.stderr


def test_a_base_that_is_not_there_is_named(home: Path) -> None:
    done = run("train", mine(home, "m"), "--base", "en_nowhere", "--output", "none")
    assert done.exit_code == 2
    assert "no model 'en_nowhere'" in done.stderr


WITHOUT_TORCH = """
import sys

class Without:
    def find_spec(self, name, *rest):
        if name.split(".")[0] in {"torch", "onnx", "safetensors", "transformers"}:
            raise ImportError(name)

sys.meta_path.insert(0, Without())
from claimcheck import build
from claimcheck.corpus.documents import read_documents
build.shipped_corpus = lambda: list(read_documents(build.Path("tiny.jsonl")))
from claimcheck.cli import main
try:
    main(["train", sys.argv[1], "--base", sys.argv[2], "--output", sys.argv[3], "-q"])
except SystemExit as end:
    assert not end.code
heavy = {name.split(".")[0] for name in sys.modules}
assert not heavy & {"torch", "onnx", "safetensors", "transformers"}, heavy
assert "onnxruntime" in heavy
"""


def test_a_model_with_an_encoder_is_refitted_without_pytorch(home: Path) -> None:
    """In a process of its own: spaCy loads PyTorch wherever it can."""
    nlp = spacy.load(DATA / "model_v1")
    documents = read_documents(DATA / "tiny.jsonl")
    own = training_articles(documents, reading_pipeline(), weights_only=False, natural=True)
    read = [encoded(item, encoder()) for item in own]
    trained = train_models(read, nlp.get_pipe("claimcheck_finder").finder.vectors)
    assemble(trained, "en_read", encoder()).to_disk(home / "read")
    write_manifest(home / "read")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH, mine(home, "m"), "read", "read-2"],
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(DATA.parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    network = "claimcheck_encoder/encoder.onnx"
    assert (home / "read-2" / network).read_bytes() == (home / "read" / network).read_bytes()
    assert load(home / "read-2")("Tea cures every cough.").spans["claims"]
