"""The table of what teaching brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.teaching import HEADER, divided, main, row


def test_documents_are_divided_by_lot_and_keep_their_order() -> None:
    lines = [f"{number}\n" for number in range(20)]
    taught, tested = divided(lines, 6, seed=0)
    assert len(taught) == 6
    assert sorted(taught + tested, key=int) == lines
    assert taught == sorted(taught, key=int)
    assert tested == sorted(tested, key=int)
    assert divided(lines, 6, seed=1)[0] != taught


def test_a_row_has_the_figures_of_both_sets_under_their_headings() -> None:
    def measured(value: float) -> dict[str, object]:
        revise = {"precision": value + 0.1, "recall": value + 0.2}
        ranked = {"detection": value + 0.3}
        return {"macro_f1_five": value, "revise": revise, "average_precision": ranked}

    found = row("taught", measured(0.5), measured(0.25))
    assert found == "| taught | 0.500 | 0.600 / 0.700 | 0.250 | 0.800 / 0.550 |"
    assert HEADER.splitlines()[0].count("|") == found.count("|")


def test_a_file_that_is_not_there_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dev.jsonl", "--documents", str(tmp_path / "gone.jsonl")]) == 2
    assert "gone.jsonl" in capsys.readouterr().err
