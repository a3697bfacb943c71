"""`claimcheck corpus` by exit code, stdout and stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from claimcheck.cli import main
from claimcheck.cli.corpus import FORMATS
from claimcheck.corpus.documents import read_documents
from claimcheck.corpus.formats import NAMES
from claimcheck.datatypes import Claim, LabelledDocument
from claimcheck.labels import LABELS, Label
from tests.corpus.splitter import split

MARKUP = """\
### tea | shop

Tea is sold here. {U|It cures cancer}. Buy two.

### rest | blog

I sat down. {S|Rest may ease a sprain}.
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("claimcheck.pipeline.sentences", split, raising=False)
    Path("tea.txt").write_text(MARKUP)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["corpus", *args])


@pytest.fixture
def tea() -> str:
    assert run("convert", "tea.txt", "-o", "tea.jsonl").exit_code == 0
    return "tea.jsonl"


def change(path: str, target: str, **changes: Any) -> str:
    """A copy of `path` with its first record changed."""
    lines = Path(path).read_text().splitlines()
    lines[0] = json.dumps({**json.loads(lines[0]), **changes})
    Path(target).write_text("\n".join(lines) + "\n")
    return target


def test_the_formats_of_the_command_are_those_of_the_table() -> None:
    assert FORMATS == NAMES


@pytest.mark.parametrize("name", ["validate", "stats", "split", "convert", "agreement", "doubt"])
def test_every_command_has_help_and_needs_sources(name: str) -> None:
    assert run(name, "--help").exit_code == 0
    assert run(name).exit_code == 2


def test_convert_tells_what_it_wrote(tea: str) -> None:
    result = run("convert", tea, "-o", "again.txt")
    assert (result.exit_code, result.stdout) == (0, "2 documents with 2 claims written\n")
    assert Path("again.txt").read_text() == MARKUP


def test_convert_adds_meta_and_writes_the_configuration(tea: str) -> None:
    result = run(
        "convert", tea, "-o", "t.json", "--meta", "annotator=ana", "--labelling-config", "c.xml",
        "-f", "json",
    )  # fmt: skip
    assert json.loads(result.stdout) == {"documents": 2, "claims": 2, "notices": []}
    assert json.loads(Path("t.json").read_text())[0]["data"]["meta"]["annotator"] == "ana"
    assert Path("c.xml").read_text().startswith("<View>")


def test_convert_tells_what_it_left_out_on_stderr(tea: str) -> None:
    change(tea, "p.jsonl", answer="accept")
    result = run("convert", "p.jsonl", "-o", "out.jsonl", "--from", "prodigy")
    assert result.exit_code == 0
    assert "p.jsonl:2: left out: the answer is None" in result.stderr
    assert result.stdout == "1 documents with 1 claims written\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("convert", "none.txt", "-o", "x.jsonl"), "none.txt: cannot be read"),
        (("convert", "tea.txt", "-o", "x.docx"), "no format has this suffix"),
        (("convert", "tea.txt", "-o", "x.jsonl", "--meta", "oops"), "must be KEY=VALUE"),
        (("stats", "tea.txt"), "tea.txt:1: not valid JSON"),
        (("split", "empty.jsonl", "--into", "out"), "no documents in empty.jsonl"),
        (("agreement", "empty.jsonl"), "agreement needs two annotators"),
    ],
)
def test_trouble_is_told_and_exits_2(args: tuple[str, ...], message: str) -> None:
    Path("empty.jsonl").write_text("")
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert not list(Path().glob("x.*")) and not list(Path().glob("out/*"))


def test_validate_exits_0_1_and_2(tea: str) -> None:
    clean = run("validate", tea)
    assert (clean.exit_code, clean.stdout, clean.stderr) == (0, "", "clean\n")
    change(tea, "bad.jsonl", id="x", spans=[{"start": 1, "end": 4, "label": "save"}])
    bad = run("validate", "bad.jsonl")
    assert bad.exit_code == 1
    assert bad.stdout.startswith("bad.jsonl:1: span 1: label 'save' is not one of supported")
    assert bad.stderr == "1 problems\n"
    missing = run("validate", "none.jsonl", "bad.jsonl")
    assert missing.exit_code == 2
    assert "none.jsonl: cannot be read" in missing.stdout and "bad.jsonl:1" in missing.stdout


def test_validate_as_json(tea: str) -> None:
    Path("copy.jsonl").write_text(Path(tea).read_text())
    result = run("validate", tea, "copy.jsonl", tea, "-f", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert [(one["path"], one["line"], one["kind"]) for one in told["problems"]] == [
        ("copy.jsonl", 1, "id"),
        ("copy.jsonl", 1, "duplicate"),
        ("copy.jsonl", 2, "id"),
        ("copy.jsonl", 2, "duplicate"),
    ]


def test_stats_as_text_json_and_plot(tea: str) -> None:
    text = run("stats", tea, "--plot", "plot.svg")
    assert text.exit_code == 0
    assert text.stdout.startswith(
        "2 documents, 5 sentences\n60.0% of the sentences hold no claim\n"
    )
    assert (
        "0 different interventions or exposures named\n2 different conditions named" in text.stdout
    )
    assert Path("plot.svg").read_text().startswith("<svg")
    told = json.loads(run("stats", tea, "-f", "json").stdout)
    assert told["claims"] == {"supported": 1, "anecdotal": 0, "overstated": 0, "unsafe": 1}
    assert told["styles"]["shop"]["unsafe"] == 1


def test_split_writes_both_files(tea: str) -> None:
    result = run("split", tea, "--into", "out", "--held-out", "0.5", "--format", "json")
    assert json.loads(result.stdout) == {"train": 1, "held_out": 1, "kept_together": 0}
    names = [
        doc.id for name in ("train", "held_out") for doc in read_documents(f"out/{name}.jsonl")
    ]
    assert sorted(names) == ["rest-001", "tea-001"]


def test_agreement_of_two_files_with_its_page(tea: str) -> None:
    change(tea, "ben.jsonl", spans=[])
    result = run("agreement", tea, "ben.jsonl", "--html", "page.html", "-f", "json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["sentences"], told["observed_agreement"]) == (5, 0.8)
    assert "It cures cancer" in Path("page.html").read_text()
    assert "Cohen's kappa" in run("agreement", tea, "ben.jsonl").stdout


def test_a_failed_agreement_leaves_no_page(tea: str) -> None:
    assert run("agreement", tea, "--html", "page.html").exit_code == 2
    assert not Path("page.html").exists()


def test_doubt_tells_the_gravest_first(tea: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_fold(
        documents: Callable[[], Iterable[LabelledDocument]], *, folds: int, seed: int
    ) -> Iterator[tuple[LabelledDocument, list[Claim]]]:
        for document in documents():
            scores = dict(zip(LABELS, (0.0, 0.0, 0.1, 0.9), strict=True))
            claims = [Claim(s.start, s.end, "", Label.UNSAFE, scores) for s in document.spans]
            yield document, claims

    module = ModuleType("claimcheck.folds")
    module.out_of_fold = out_of_fold  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "claimcheck.folds", module)
    told = json.loads(run("doubt", tea, "--folds", "2", "-f", "json").stdout)
    assert [(found["id"], found["label"]) for found in told["doubts"]] == [
        ("rest-001", "supported")
    ]
    text = run("doubt", tea, "--folds", "2").stdout
    assert "marked supported (0.00), but the model says unsafe (0.90)" in text
    assert "Rest may ease a sprain" in text
    assert run("doubt", tea, "--folds", "9").exit_code == 2
