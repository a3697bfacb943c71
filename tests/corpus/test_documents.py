"""Labelled documents as JSON Lines: what is read, what is refused, and how it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus.documents import read_documents, record_faults, write_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label

from .strategies import documents

GOOD: dict[str, Any] = {
    "id": "tea-001",
    "text": "Tea cures flu.",
    "spans": [{"start": 0, "end": 13, "label": "overstated"}],
    "meta": {"topic": "tea"},
}


def faults(**changes: Any) -> list[str]:
    return list(record_faults({**GOOD, **changes}))


def test_reads_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(GOOD) + "\n\n" + json.dumps({**GOOD, "id": "b", "spans": []}))
    first, second = read_documents(path)
    assert first == LabelledDocument(
        "tea-001", "Tea cures flu.", (LabelledSpan(0, 13, Label.OVERSTATED),), {"topic": "tea"}
    )
    assert second.spans == ()


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(GOOD) + "\nbroken\n")
    reader = read_documents(path)
    assert next(reader).id == "tea-001"
    with pytest.raises(CorpusError, match=r"a\.jsonl:2: not valid JSON"):
        next(reader)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"span": []}, "unknown key 'span'; did you mean 'spans'?"),
        ({"answer": "accept"}, "--from prodigy`"),
        ({"labels": []}, "--from doccano`"),
        ({"colour": 1}, "put the rest into 'meta'"),
        ({"id": " "}, "'id' must be a string that is not blank"),
        ({"id": 7}, "'id' must be"),
        ({"text": None}, "'text' must be a string, not missing or null"),
        ({"meta": []}, "'meta' must be an object, not a list"),
        ({"spans": None}, "'spans' must be a list"),
        ({"spans": [3]}, "span 1 must be an object, not a number"),
        ({"spans": [{"start": 0, "end": 3, "label": "overstate"}]}, "did you mean 'overstated'?"),
        ({"spans": [{"start": 0, "end": 3, "label": "UNSAFE"}]}, "did you mean 'unsafe'?"),
        ({"spans": [{"start": 0, "end": 3, "label": []}]}, "'label' must be a string, not a list"),
        ({"spans": [{"start": 0, "end": 15, "label": "unsafe"}]}, "outside the text, which has 14"),
        ({"spans": [{"start": -1, "end": 5, "label": "unsafe"}]}, "outside the text"),
        ({"spans": [{"start": 5, "end": 5, "label": "unsafe"}]}, "is empty"),
        ({"spans": [{"start": 0.0, "end": 5, "label": "unsafe"}]}, "must be whole numbers"),
        ({"spans": [{"start": True, "end": 5, "label": "unsafe"}]}, "must be whole numbers"),
        (
            {"spans": [{"start": 0, "end": 3, "label": "unsafe", "text": "cures"}]},
            "span 1 has shifted: 'Tea' is not 'cures'; it stands at 4",
        ),
        ({"spans": [{"start": 0, "end": 3, "label": "unsafe", "x": 1}]}, "unknown key 'x'"),
        ({"meta": {"sentences": [[0, 99]]}}, "'meta.sentences': sentence 1 (0, 99)"),
        ({"meta": {"sentences": [3]}}, "sentence 1 must be [start, end]"),
    ],
)
def test_each_fault_is_named_with_its_remedy(changes: dict[str, Any], fault: str) -> None:
    (found,) = faults(**changes)
    assert fault in found


def test_a_good_record_has_no_faults() -> None:
    assert faults() == []


def test_all_faults_are_told() -> None:
    assert len(faults(id="", colour=1, spans=[{"start": 9, "end": 2, "label": "bad"}])) == 4


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b'{"id": "a", "id": "b"}', "key 'id' stands twice"),
        (b'{"id": NaN}', "NaN is not JSON"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b'{"id": "\\ud83d"}', "half a surrogate pair"),
        (b"[1]", "a document is a JSON object, not a list"),
    ],
)
def test_bad_lines(tmp_path: Path, line: bytes, fault: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" + line + b"\n")
    with pytest.raises(CorpusError, match=r"a\.jsonl:2: ") as caught:
        list(read_documents(path))
    assert fault in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.jsonl: cannot be read: No such file"):
        list(read_documents(tmp_path / "none.jsonl"))


def test_writes_stable_keys_and_plain_unicode(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    spans = (LabelledSpan(0, 1, Label.UNSAFE),)
    assert write_documents(path, [LabelledDocument("ä", "😀", spans, {"b": 1, "a": 2})]) == 1
    assert path.read_text(encoding="utf-8") == (
        '{"id": "ä", "text": "😀", "spans": [{"start": 0, "end": 1, "label": "unsafe"}], '
        '"meta": {"b": 1, "a": 2}}\n'
    )


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("old")
    with pytest.raises(CorpusError, match="cannot be written as JSON"):
        write_documents(path, [LabelledDocument("a", "\ud800")])
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


@given(st.lists(documents(), max_size=4))
def test_documents_survive_the_file(
    tmp_path_factory: pytest.TempPathFactory, docs: list[LabelledDocument]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.jsonl"
    assert write_documents(path, docs) == len(docs)
    assert list(read_documents(path)) == docs
