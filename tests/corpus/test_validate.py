"""Every kind of problem is found, told with its place, and told beside all the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claimcheck.corpus.validate import Problem, validate

LONG = " ".join(f"word{number}" for number in range(60))


def record(identity: str, text: str, *spans: tuple[int, int, str]) -> dict[str, Any]:
    marked = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return {"id": identity, "text": text, "spans": marked, "meta": {}}


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def problems(tmp_path: Path, *records: Any) -> list[Problem]:
    return list(validate([write(tmp_path / "c.jsonl", *records)]))


def test_a_clean_file(tmp_path: Path) -> None:
    good = record("a", "Tea cures flu. It's 3.5 g.", (0, 13, "unsafe"), (15, 25, "supported"))
    assert problems(tmp_path, good, record("b", "Nothing here 😀.")) == []


def test_all_problems_are_told_with_their_lines(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        {"id": "a", "text": "x", "spans": [], "span": []},
        record("", "y"),
        record("b", "Tea cures flu.", (0, 13, "overstate")),
        record("c", "Tea cures colds.", (0, 6, "unsafe")),
        record("c", "Tea cures coughs.", (0, 9, "unsafe"), (4, 16, "supported")),
        record("d", " \n"),
        record("e", "Tea cures coughs."),
    )
    assert [(problem.line, problem.kind) for problem in found] == [
        (1, "schema"),
        (2, "schema"),
        (3, "schema"),
        (4, "span"),
        (5, "id"),
        (5, "span"),
        (6, "text"),
        (7, "duplicate"),
    ]
    assert "cuts a word: 'Tea cu'; move the edge to the word's border" in found[3].message
    assert "id 'c' is taken by" in found[4].message and "c.jsonl:4" in found[4].message
    assert "(0, 9) unsafe and (4, 16) supported overlap" in found[5].message
    assert str(found[7]).startswith(f"{tmp_path}/c.jsonl:7: the text is that of")


def test_nested_spans_overlap_past_the_next_one(tmp_path: Path) -> None:
    text = "one two three four five"
    nested = record("a", text, (0, 23, "unsafe"), (4, 7, "supported"), (14, 18, "anecdotal"))
    assert len(problems(tmp_path, nested)) == 2


def test_blank_edges_and_shifts(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        record("a", "So ginger eases nausea here.", (2, 22, "supported")),
        record("b", "So pepper eases headaches here.", (4, 26, "supported")),
    )
    assert "has blanks at its edge: ' ginger eases nausea'; move the edge off" in found[0].message
    assert "it looks shifted: moved by -1 it would be 'pepper eases headaches'" in found[1].message


def test_a_shifted_copy_of_the_text_is_told(tmp_path: Path) -> None:
    shifted = record("a", "Tea helps")
    shifted["spans"] = [{"start": 0, "end": 5, "label": "unsafe", "text": "Tea"}]
    assert "span 1 has shifted" in problems(tmp_path, shifted)[0].message


def test_near_duplicates_within_and_across_files(tmp_path: Path) -> None:
    train = write(tmp_path / "train.jsonl", record("a", LONG), record("b", LONG + " and more"))
    held_out = write(tmp_path / "held.jsonl", record("c", "other " + LONG))
    found = list(validate([train, held_out]))
    assert [(Path(problem.path).name, problem.line, problem.kind) for problem in found] == [
        ("train.jsonl", 2, "near-duplicate"),
        ("held.jsonl", 1, "near-duplicate"),
    ]
    assert "shares 97% of its word 5-grams with" in found[0].message  # 56 of 58
    assert "leaks between the files" in found[1].message
    assert list(validate([train, held_out], threshold=0.99)) == []


def test_broken_lines_do_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"id": \n\xff\n' + json.dumps(record("a", "x", (0, 9, "unsafe"))).encode())
    found = list(validate([path]))
    assert [problem.line for problem in found] == [1, 2, 3]
    assert found[0].message.startswith("not valid JSON")
    assert found[1].message.startswith("not UTF-8")


def test_unreadable_and_empty_files_are_problems(tmp_path: Path) -> None:
    empty = write(tmp_path / "empty.jsonl")
    found = list(validate([tmp_path / "none.jsonl", empty]))
    assert [problem.kind for problem in found] == ["unreadable", "text"]
    assert "holds no documents" in str(found[1])
