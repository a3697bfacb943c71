"""What the files of other tools really look like, and what is told about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from claimcheck.corpus.convert import convert
from claimcheck.corpus.documents import read_documents
from claimcheck.corpus.formats import format_named
from claimcheck.corpus.formats.common import Exchange
from claimcheck.corpus.formats.json_stream import stream_objects
from claimcheck.corpus.formats.label_studio_format import labelling_config
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label

from ..splitter import split

TEXT = "Tea cures flu. 😀 It is safe."
FLU, SAFE = LabelledSpan(0, 13, Label.OVERSTATED), LabelledSpan(17, 27, Label.UNSAFE)


def read(
    tmp_path: Path, name: str, content: Any, lines: bool = True
) -> tuple[list[LabelledDocument], list[str]]:
    path = tmp_path / "in"
    text = "\n".join(map(json.dumps, content)) if lines else json.dumps(content)
    path.write_text(content if isinstance(content, str) else text, encoding="utf-8")
    exchange = Exchange()
    return list(format_named(name).read(path, exchange)), [str(n) for n in exchange.notices]


def prodigy(**changes: Any) -> dict[str, Any]:
    spans = [{"start": 0, "end": 13, "label": "OVERSTATED", "token_start": 0, "token_end": 2}]
    return {"text": TEXT, "spans": spans, "answer": "accept", "_input_hash": 7, **changes}


def test_prodigy_only_accepted_rows_count(tmp_path: Path) -> None:
    docs, told = read(tmp_path, "prodigy", [prodigy(answer="reject"), prodigy(_annotator_id="ana")])
    assert [(doc.id, doc.spans, doc.meta) for doc in docs] == [
        ("in-00002", (FLU,), {"annotator": "ana"})
    ]
    assert len(told) == 1 and "in:1: left out: the answer is 'reject'" in told[0]


def test_shifted_spans_are_moved_and_told(tmp_path: Path) -> None:
    span = {"start": 19, "end": 29, "label": "unsafe", "text": "It is safe"}
    docs, told = read(tmp_path, "prodigy", [prodigy(spans=[span])])
    assert docs[0].spans == (SAFE,)
    assert "span 1 (19, 29) has shifted: 'It is safe' stands at 17; moved by -2" in told[0]


def test_utf16_offsets_are_recognised_by_their_text(tmp_path: Path) -> None:
    span = {"start": 18, "end": 28, "label": "unsafe", "text": "It is safe"}
    docs, told = read(tmp_path, "prodigy", [prodigy(spans=[span])])
    assert docs[0].spans == (SAFE,)
    assert "counted in UTF-16 units" in told[0]


def test_spans_that_cut_words_are_told(tmp_path: Path) -> None:
    docs, told = read(tmp_path, "doccano", [{"text": TEXT, "label": [[1, 14, "unsafe"]]}])
    assert docs[0].spans == (LabelledSpan(1, 14, Label.UNSAFE),)
    assert "span 1 (1, 14) cuts a word: 'ea cures flu.'; moved by -1 it would fit" in told[0]


@pytest.mark.parametrize(
    ("span", "fault"),
    [
        ({"start": 0, "end": 99, "label": "unsafe"}, "empty or outside the text"),
        ({"start": 0, "end": 3, "label": "unsafe", "text": "gone"}, "nowhere in the document"),
        ({"start": "0", "end": 3, "label": "unsafe"}, "whole numbers"),
        ({"start": 0, "end": 3}, "label 'none' is not one of"),
    ],
)
def test_what_cannot_be_settled_is_an_error(
    tmp_path: Path, span: dict[str, Any], fault: str
) -> None:
    with pytest.raises(CorpusError, match=r"in:1: ") as caught:
        read(tmp_path, "prodigy", [prodigy(spans=[span])])
    assert fault in str(caught.value)


def test_prodigy_choice(tmp_path: Path) -> None:
    options = [{"id": 1, "text": "Unsafe"}, {"id": 2, "text": "Supported"}]
    base = {"text": " Tea cures. ", "options": options, "answer": "accept"}
    docs, told = read(
        tmp_path,
        "prodigy-choice",
        [{**base, "accept": [2, 1]}, {**base, "accept": []}, {**base, "answer": "ignore"}],
    )
    assert docs[0].spans == (LabelledSpan(1, 11, Label.UNSAFE),)
    assert docs[1].spans == ()
    assert "several labels" in told[0] and "left out" in told[1]


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "label": [[0, 13, "Overstated"]]},
        {"data": TEXT, "labels": [[0, 13, "overstated"]]},
        {"text": TEXT, "entities": [{"start_offset": 0, "end_offset": 13, "label": "overstated"}]},
    ],
)
def test_doccano_of_all_ages(tmp_path: Path, record: dict[str, Any]) -> None:
    docs, told = read(tmp_path, "doccano", [{"id": 12, "Comments": [], "site": "x", **record}])
    assert docs == [LabelledDocument("12", TEXT, (FLU,), {"site": "x"})]
    assert told == []


def task(*results: dict[str, Any], **annotation: Any) -> dict[str, Any]:
    return {"id": 5, "data": {"text": TEXT}, "annotations": [{"result": results, **annotation}]}


def result(start: int, end: int, text: str, label: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": text, "labels": [label]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


def test_label_studio_counts_in_javascript_units(tmp_path: Path) -> None:
    docs, told = read(
        tmp_path, "label-studio", [task(result(18, 28, "It is safe", "unsafe"))], lines=False
    )
    assert docs == [LabelledDocument("5", TEXT, (SAFE,))]
    assert told == []


def test_label_studio_in_code_points_is_seen_too(tmp_path: Path) -> None:
    docs, _ = read(
        tmp_path, "label-studio", [task(result(17, 27, "It is safe", "unsafe"))], lines=False
    )
    assert docs[0].spans == (SAFE,)


def test_label_studio_annotators_and_what_is_left_out(tmp_path: Path) -> None:
    two = task(result(0, 13, "Tea cures flu", "overstated"), completed_by={"email": "a@b.c"})
    two["annotations"].append({"result": [], "completed_by": 3})
    two["annotations"].append({"result": [], "was_cancelled": True})
    docs, told = read(
        tmp_path, "label-studio", [two, {"id": 6, "data": {"text": "x"}}], lines=False
    )
    assert [(doc.id, doc.meta["annotator"], len(doc.spans)) for doc in docs] == [
        ("5", "a@b.c", 1),
        ("5", "3", 0),
    ]
    assert [line.split(": ", 1)[1] for line in told] == [
        "left out: the annotation was cancelled",
        "left out: the task has no annotations",
    ]


def test_label_studio_writes_javascript_units(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    format_named("label-studio").write(path, [LabelledDocument("a", TEXT, (SAFE,))], Exchange())
    (written,) = json.loads(path.read_text(encoding="utf-8"))
    value = written["annotations"][0]["result"][0]["value"]
    assert value == {"start": 18, "end": 28, "text": "It is safe", "labels": ["unsafe"]}


def test_the_labelling_configuration_names_what_tasks_use() -> None:
    root = ElementTree.fromstring(labelling_config())
    assert [label.get("value") for label in root.iter("Label")] == list(map(str, Label))
    assert root.find("Labels").get("toName") == root.find("Text").get("name")  # type: ignore[union-attr]


@pytest.mark.parametrize("layout", ["[{}]", "[\n{}\n]", "{}", " [ {} ] "])
def test_streams_arrays_larger_than_a_chunk(tmp_path: Path, layout: str) -> None:
    values = [{"n": n, "text": "é" * 900} for n in range(300)]
    path = tmp_path / "a.json"
    between = "\n" if layout == "{}" else ","
    path.write_text(layout.replace("{}", between.join(map(json.dumps, values))), encoding="utf-8")
    assert [value for _, value in stream_objects(path)] == values


@pytest.mark.parametrize(
    ("content", "line"), [("[{}, 3]", 1), ('[{},\n{"a":]', 2), ("[{}", 1), ("3", 1)]
)
def test_a_broken_array_is_placed(tmp_path: Path, content: str, line: int) -> None:
    (tmp_path / "a").write_text(content)
    with pytest.raises(CorpusError, match=f"a:{line}: "):
        list(stream_objects(tmp_path / "a"))


def test_docbin_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"nothing of the sort")
    with pytest.raises(CorpusError, match="not a spaCy DocBin"):
        list(format_named("docbin").read(tmp_path / "a", Exchange()))


def test_csv_of_a_spreadsheet(tmp_path: Path) -> None:
    docs, told = read(
        tmp_path,
        "csv",
        '\ufefftext,label,annotator\r\n"Tea, they say, cures",Anecdotal,ana\r\nTea,,\r\n',
    )
    assert docs == [
        LabelledDocument(
            "in-00002",
            "Tea, they say, cures",
            (LabelledSpan(0, 20, Label.ANECDOTAL),),
            {"annotator": "ana"},
        ),
        LabelledDocument("in-00003", "Tea", ()),
    ]
    assert told == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("sentence,label\n", "in:1: the first row must name"),
        ("text,label\na,b,c\n", "in:2: 3 fields where the header has 2"),
        ('text,label\n"a\n\nb",unsafe\n"c', "in:5: not valid CSV"),
        ("", "in:1: the first row must name"),
    ],
)
def test_csv_faults(tmp_path: Path, content: str, fault: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, "csv", content)
    assert fault in str(caught.value)


def test_documents_fall_into_rows_by_sentence(tmp_path: Path) -> None:
    exchange = Exchange(splitter=split)
    whole = LabelledSpan(0, 14, Label.OVERSTATED)
    document = LabelledDocument("a", "Tea cures flu. It is safe. Buy now.", (whole, SAFE))
    format_named("csv").write(tmp_path / "o", [document], exchange)
    assert (tmp_path / "o").read_text() == (
        '"text","label","annotator","id"\n'
        '"Tea cures flu.","overstated","","a-s001"\n'
        '"It is safe.","unsafe","","a-s002"\n'
        '"Buy now.","none","","a-s003"\n'
    )
    assert "document 'a': 1 claims give up their borders" in str(next(iter(exchange.notices)))


def test_convert_joins_files_and_counts(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("### tea | shop\n\n{U|It cures cancer}. Buy.\n")
    done = convert([tmp_path / "one.txt", tmp_path / "two.txt"], tmp_path / "out.jsonl")
    assert (done.documents, done.claims, list(done.notices)) == (2, 2, [])
    assert [doc.id for doc in read_documents(tmp_path / "out.jsonl")] == ["tea-001", "tea-002"]


def test_convert_writes_nothing_where_nothing_was_read(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(prodigy(answer="reject")))
    with pytest.raises(CorpusError, match="no documents in"):
        convert([tmp_path / "in.jsonl"], tmp_path / "out.jsonl", from_format="prodigy")
    assert not (tmp_path / "out.jsonl").exists()
