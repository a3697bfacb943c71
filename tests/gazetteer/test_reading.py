"""Gazetteer files: what is read, and what is refused with file, line, fault and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import LexiconError
from claimcheck.gazetteer import (
    Condition,
    Intervention,
    default_gazetteer,
    read_gazetteer,
)
from claimcheck.gazetteer.matcher import keys_of
from claimcheck.knowledge import default_knowledge

GINGER = '{"id": "ginger", "names": ["ginger tea"], "kind": "herb", "standing": "mixed"}'
GOUT = '{"id": "gout", "names": ["gout"], "serious": false}'


def folder(tmp_path: Path, **files: str) -> Path:
    for name, lines in files.items():
        (tmp_path / f"{name}.jsonl").write_text(lines + "\n", encoding="utf-8")
    return tmp_path


def test_the_file_says_whether_an_entry_is_a_condition(tmp_path: Path) -> None:
    full = GINGER[:-1] + ', "for": ["nausea"], "risks": ["heartburn"], "note": "x"}'
    found = read_gazetteer(folder(tmp_path, herb=full, conditions=GOUT))
    assert found.entries == (
        Condition("gout", ("gout",), serious=False),
        Intervention("ginger", ("ginger tea",), "herb", "mixed", ("nausea",), ("heartburn",), "x"),
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        (GINGER.replace('"kind"', '"sort"'), "'kind' is missing; add it"),
        (GINGER.replace("herb", "herbs"), "kind 'herbs' is not one of medicine, vaccine,"),
        (GINGER.replace("herb", "herbs"), "did you mean 'herb'?"),
        (GINGER.replace("mixed", "mixt"), "did you mean 'mixed'?"),
        (GINGER.replace("ginger tea", "Ginger"), "must be lower case: 'ginger'"),
        (GINGER.replace("ginger tea", "--"), "name '--' holds no word; remove it"),
        (GINGER.replace('["ginger tea"]', "[]"), "'names' is empty"),
        (GINGER.replace('["ginger tea"]', '"ginger"'), "'names' must be a list of texts"),
        (GINGER.replace('["ginger tea"]', "[1]"), "'names' holds 1; write a text"),
        (GINGER.replace('"ginger",', '"Ginger root",'), "id 'Ginger root' must be lower case"),
    ],
)
def test_a_fault_of_an_intervention_is_told_with_file_and_line(
    tmp_path: Path, line: str, fault: str
) -> None:
    with pytest.raises(LexiconError) as caught:
        read_gazetteer(folder(tmp_path, herb=f"\n{line}"))
    assert str(caught.value).startswith("herb.jsonl:2: ")
    assert fault in str(caught.value)


def test_serious_is_true_or_false(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^conditions\.jsonl:1: 'serious' is 'no'; write true"):
        read_gazetteer(folder(tmp_path, conditions=GOUT.replace("false", '"no"')))


def test_an_id_is_given_once_over_all_files(tmp_path: Path) -> None:
    other = GINGER.replace("ginger tea", "ginger root")
    with pytest.raises(
        LexiconError, match=r"^herb\.jsonl:1: id 'ginger' is taken by food\.jsonl:1"
    ):
        read_gazetteer(folder(tmp_path, food=GINGER, herb=other))


@pytest.mark.parametrize("name", ["ginger tea", "ginger-tea"])
def test_a_name_belongs_to_one_entry(tmp_path: Path, name: str) -> None:
    other = GINGER.replace('"ginger"', '"tea"').replace("ginger tea", name)
    with pytest.raises(LexiconError) as caught:
        read_gazetteer(folder(tmp_path, food=GINGER, herb=other))
    assert str(caught.value) == (
        f"herb.jsonl:1: name '{name}' is taken by 'ginger' (food.jsonl:1); keep it in one of them"
    )


# The shipped entries.

SHIPPED = default_gazetteer().entries


def test_the_shipped_gazetteer_is_read_once() -> None:
    assert default_gazetteer() is default_gazetteer()


def test_it_holds_what_a_corpus_needs() -> None:
    conditions = [entry for entry in SHIPPED if isinstance(entry, Condition)]
    assert len(conditions) >= 300
    assert 100 < sum(entry.serious for entry in conditions) < len(conditions) - 100


def test_notes_of_shipped_entries_are_notes_of_the_knowledge() -> None:
    known = {fact.id for fact in default_knowledge()} | {""}
    strange = {
        (entry.id, entry.note)
        for entry in SHIPPED
        if isinstance(entry, Intervention) and entry.note not in known
    }
    assert not strange


def test_every_shipped_name_is_found_as_its_entry() -> None:
    table = default_gazetteer()
    missed = [
        name
        for entry in SHIPPED
        for name in entry.names
        for key in keys_of(name)
        if [found for found, _, _ in table.mentions(key.split())] != [entry]
    ]
    assert not missed
