"""The learning curve, on a tiny corpus that stands for each part."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.curve_plot import Line, curve_svg
from benchmarks.learning_curve import SHOWN, main, nested_parts
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "data" / "tiny.jsonl"
VECTORS = ROOT / "models" / "en_claimcheck_sm" / "claimcheck_finder"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_part_lies_inside_the_next() -> None:
    documents = [LabelledDocument(str(number), "") for number in range(16)]
    parts = [{item.id for item in part} for part in nested_parts(documents, (0.125, 0.5, 1), 0)]
    assert [len(part) for part in parts] == [2, 8, 16]
    assert parts[0] < parts[1] < parts[2]


def test_another_seed_takes_other_documents() -> None:
    documents = [LabelledDocument(str(number), "") for number in range(40)]
    first, second = (next(nested_parts(documents, [0.25], seed)) for seed in (0, 1))
    assert first != second


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """What the command writes; an eighth of so few documents is too little to train on."""
    folder = tmp_path_factory.mktemp("curve")
    assert main([*options(folder), "--parts", "0.8", "1"]) == 0
    return folder


def options(folder: Path, train: Path = TINY) -> list[str]:
    sources = ["--train", str(train), "--documents", str(TINY), "--vectors", str(VECTORS)]
    plot = str(folder / "curve.svg")
    return [*sources, "--output", str(folder), "--plot", plot, "--resamples", "20"]


def test_the_points_grow_up_to_the_whole_corpus(written: Path) -> None:
    record = json.loads((written / "learning_curve.json").read_text(encoding="utf-8"))
    assert [point["documents"] for point in record["points"]] == [17, 21]
    first, last = (point["sentences"] for point in record["points"])
    assert 0 < first < last
    assert 0 <= record["points"][1]["measures"]["detection F1"]["value"] <= 1


def test_the_table_has_a_row_a_point(written: Path) -> None:
    rows = (written / "learning_curve.md").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("| documents | sentences | detection F1 |")
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| 17", "| 21"]


def test_the_plot_has_a_curve_a_measure(written: Path) -> None:
    root = ElementTree.fromstring((written / "curve.svg").read_text(encoding="utf-8"))
    assert len(root.findall(f"{SVG}polyline")) == len(SHOWN)
    assert len(root.findall(f"{SVG}circle")) == 2 * len(SHOWN)


def test_too_few_documents_end_with_2(tmp_path: Path, capsys) -> None:
    assert main(options(tmp_path)) == 2
    assert "too small to train on" in capsys.readouterr().err


def test_an_empty_file_is_told_by_name(tmp_path: Path, capsys) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert main(options(tmp_path, empty)) == 2
    assert f"{empty}: holds no documents" in capsys.readouterr().err


def test_a_doubling_is_as_far_everywhere_and_1_is_at_the_top() -> None:
    root = ElementTree.fromstring(curve_svg([100, 200, 400], [Line("<F1>", [0, 0.5, 1])], "words"))
    path = root.find(f"{SVG}polyline").get("points")
    assert path == "50.0,280.0 265.0,150.0 480.0,20.0"
    assert root.findall(f"{SVG}text")[-1].text == "<F1> 1.00"


def test_names_of_curves_that_end_together_do_not_overlap() -> None:
    lines = [Line(name, [0.1, value]) for name, value in (("a", 0.5), ("b", 0.505), ("c", 0.49))]
    root = ElementTree.fromstring(curve_svg([1, 2], lines, "words"))
    heights = sorted(float(item.get("y")) for item in root.findall(f"{SVG}text")[-3:])
    assert heights[1] - heights[0] >= 15
    assert heights[2] - heights[1] >= 15


def test_the_tiny_corpus_is_what_the_tests_count_on() -> None:
    assert sum(1 for _ in read_documents(TINY)) == 21
