"""Files of notes: their faults, and what holds for the notes that are shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.datatypes import Note
from claimcheck.errors import LexiconError
from claimcheck.knowledge import KINDS, KnownFact, default_knowledge, read_knowledge
from claimcheck.labels import LABELS, Label

GOOD = {
    "id": "a",
    "kind": "substance",
    "names": ["(moss|fern) tea"],
    "note": "It is green.",
    "source": "Moss Office",
    "title": "On moss",
    "year": 2020,
    "url": "https://moss.example/a",
    "must_match": ["Moss tea heals."],
    "must_not_match": ["Moss is soft."],
    "checked": 2,
}
SHIPPED = default_knowledge()


def folder(tmp_path: Path, *records: dict[str, object]) -> Path:
    lines = [json.dumps(record) for record in records]
    (tmp_path / "mosses.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "__init__.py").write_text("no notes", encoding="utf-8")
    return tmp_path


def test_a_line_becomes_a_fact(tmp_path: Path) -> None:
    (fact,) = read_knowledge(folder(tmp_path, GOOD))
    assert fact.names == ("moss tea", "fern tea")
    assert fact.note == Note("It is green.", "Moss Office, On moss, 2020", "https://moss.example/a")
    assert fact.labels == set(LABELS) - {Label.SUPPORTED}
    assert fact.context == fact.unless == ()


def test_a_page_without_a_date_has_no_year(tmp_path: Path) -> None:
    undated = {key: value for key, value in GOOD.items() if key != "year"}
    (fact,) = read_knowledge(folder(tmp_path, undated))
    assert fact.note.source == "Moss Office, On moss"


def test_labels_can_be_named(tmp_path: Path) -> None:
    (fact,) = read_knowledge(folder(tmp_path, {**GOOD, "applies_to": ["unsafe"]}))
    assert fact.labels == {Label.UNSAFE}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "green"}, "unknown key 'colour'"),
        ({"kind": "plant"}, "kind 'plant' is not one of substance"),
        ({"names": ["(moss"]}, "')' is missing"),
        ({"checked": 1}, "'checked' is not 2; compare the note with its source twice"),
        ({"year": "2020"}, "year '2020' is no year"),
        ({"year": 20}, "year 20 is no year"),
        ({"url": "moss.example"}, "'moss.example' is no https address"),
        ({"applies_to": ["unsave"]}, "did you mean 'unsafe'?"),
        ({"id": "a"}, "note 'a' is defined twice; rename one"),
    ],
)
def test_a_fault_is_told_with_file_and_line(
    tmp_path: Path, change: dict[str, object], fault: str
) -> None:
    with pytest.raises(LexiconError) as caught:
        read_knowledge(folder(tmp_path, GOOD, {**GOOD, "id": "b", **change}))
    assert str(caught.value).startswith("mosses.jsonl:2: ")
    assert fault in str(caught.value)


@pytest.mark.parametrize("key", sorted(GOOD.keys() - {"year"}))
def test_a_missing_key_is_told(tmp_path: Path, key: str) -> None:
    short = {name: value for name, value in GOOD.items() if name != key}
    with pytest.raises(LexiconError, match=rf"^mosses\.jsonl:1: '{key}' is missing; add it"):
        read_knowledge(folder(tmp_path, short))


def test_at_least_a_hundred_and_fifty_notes_are_shipped() -> None:
    assert len(SHIPPED) >= 150
    assert {fact.kind for fact in SHIPPED} == set(KINDS)


@pytest.mark.parametrize("fact", SHIPPED, ids=lambda fact: fact.id)
def test_a_shipped_note_is_a_sentence_with_examples(fact: KnownFact) -> None:
    note = fact.note.text
    assert note[0].isupper() and note.endswith(".")
    assert len(note.split()) <= 45
    assert fact.must_match and fact.must_not_match
