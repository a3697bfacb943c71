"""Labelled documents as JSON Lines: the form of the corpus, of corrections and of evaluation.

One document a line:
``{"id": "...", "text": "...", "spans": [{"start": 0, "end": 9, "label": "unsafe"}], "meta": {}}``.
A span may carry its own ``text``; it must then be what stands between its offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label
from claimcheck.output import atomic_writer
from claimcheck.suggest import did_you_mean

KEYS = ("id", "text", "spans", "meta")
SPAN_KEYS = ("start", "end", "label", "text")
_FOREIGN = {
    "answer": "prodigy",
    "options": "prodigy-choice",
    "accept": "prodigy-choice",
    "labels": "doccano",
    "entities": "doccano",
    "annotations": "label-studio",
    "data": "label-studio",
}


def read_documents(path: str | Path) -> Iterator[LabelledDocument]:
    """The documents of a JSON Lines file, one at a time; CorpusError at the first fault."""
    for line, record in read_records(path):
        for fault in record_faults(record):
            raise CorpusError(fault, path, line)
        yield document_from(record)


def write_documents(path: str | Path, documents: Iterable[LabelledDocument]) -> int:
    """Write `documents` whole or not at all; the number of them."""
    with atomic_writer(path) as file:
        return sum(1 for document in documents if file.write(document_line(document)))


def document_line(document: LabelledDocument) -> str:
    """One line of JSON, always with the same order of keys."""
    try:
        line = json.dumps(record_of(document), ensure_ascii=False, allow_nan=False)
        line.encode()
    except ValueError as error:
        raise CorpusError(f"document '{document.id}' cannot be written as JSON: {error}") from None
    return line + "\n"


def record_of(document: LabelledDocument) -> dict[str, Any]:
    """The record of a document, always with the same order of keys."""
    return {
        "id": document.id,
        "text": document.text,
        "spans": [
            {"start": span.start, "end": span.end, "label": span.label.value}
            for span in document.spans
        ],
        "meta": dict(document.meta),
    }


def document_from(record: Mapping[str, Any]) -> LabelledDocument:
    """The document of a record in which `record_faults` finds nothing."""
    spans = (
        LabelledSpan(span["start"], span["end"], Label(span["label"])) for span in record["spans"]
    )
    return LabelledDocument(record["id"], record["text"], tuple(spans), record.get("meta", {}))


def raw_lines(path: str | Path) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of every line of a file, the line end kept; only LF ends a line."""
    try:
        file = Path(path).open("rb")  # noqa: SIM115
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", path) from None
    with file:
        yield from enumerate(file, 1)


def decode_line(raw: bytes, path: str | Path, number: int) -> str:
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        fault = f"not UTF-8 (byte {error.start + 1} of the line); save the file as UTF-8"
        raise CorpusError(fault, path, number) from None


def read_lines(path: str | Path) -> Iterator[tuple[int, str]]:
    """(number, text) of every line of a UTF-8 file."""
    for number, raw in raw_lines(path):
        yield number, decode_line(raw, path, number)


def read_records(path: str | Path) -> Iterator[tuple[int, Any]]:
    """(line number, JSON value) of every line that is not blank."""
    for number, line in read_lines(path):
        if line.strip():
            yield number, parse_json(line, path, number)


def parse_json(line: str, path: str | Path, number: int) -> Any:
    """The JSON value of `line`: repeated keys, NaN and lone surrogates are CorpusErrors."""
    try:
        value = _DECODER.decode(line.strip())
        if "\\ud" in line.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise CorpusError(
            "half a surrogate pair; write the whole character", path, number
        ) from None
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"not valid JSON: {error}", path, number) from None
    return value


def record_faults(record: Any) -> Iterator[str]:
    """Everything that keeps a JSON value from being a labelled document, with its remedy."""
    if not isinstance(record, dict):
        yield f"a document is a JSON object, not {kind_of(record)}"
        return
    yield from _unknown_keys(record)
    if not isinstance(record.get("id"), str) or not record["id"].strip():
        yield "'id' must be a string that is not blank; give every document its own"
    text = record.get("text")
    if not isinstance(text, str):
        yield f"'text' must be a string, not {kind_of(text)}"
    meta = record.get("meta", {})
    if not isinstance(meta, dict):
        yield f"'meta' must be an object, not {kind_of(meta)}"
    spans = record.get("spans")
    if not isinstance(spans, list):
        yield f"'spans' must be a list (empty where there is no claim), not {kind_of(spans)}"
    if isinstance(text, str):
        yield from chain.from_iterable(
            _span_faults(number, span, text)
            for number, span in enumerate(spans if isinstance(spans, list) else [], 1)
        )
        yield from _sentence_faults(meta, text)


def kind_of(value: Any) -> str:
    """What JSON calls the type of `value`, for error messages."""
    kinds = {type(None): "missing or null", bool: "a boolean", dict: "an object", list: "a list"}
    return kinds.get(type(value), "a string" if isinstance(value, str) else "a number")


def _unknown_keys(record: Mapping[str, Any]) -> Iterator[str]:
    for key in record:
        if key in KEYS:
            continue
        if key in _FOREIGN:
            remedy = f"; convert with `claimcheck corpus convert --from {_FOREIGN[key]}`"
        else:
            remedy = did_you_mean(key, KEYS) or (
                f"; known are {', '.join(KEYS)}: put the rest into 'meta'"
            )
        yield f"unknown key '{key}'{remedy}"


def _span_faults(number: int, span: Any, text: str) -> Iterator[str]:
    if not isinstance(span, dict):
        yield f"span {number} must be an object, not {kind_of(span)}"
        return
    for key in span:
        if key not in SPAN_KEYS:
            yield f"span {number}: unknown key '{key}'; known are {', '.join(SPAN_KEYS)}"
    yield from _offset_faults(f"span {number}", span.get("start"), span.get("end"), text)
    yield from _label_faults(number, span.get("label"))
    yield from _text_faults(number, span, text)


def _label_faults(number: int, label: Any) -> Iterator[str]:
    if not isinstance(label, str):
        yield f"span {number}: 'label' must be a string, not {kind_of(label)}"
        return
    try:
        Label.parse(label)
    except ValueError as error:
        yield f"span {number}: {error}"


def _offset_faults(what: str, start: Any, end: Any, text: str) -> Iterator[str]:
    if type(start) is not int or type(end) is not int:
        yield f"{what}: 'start' and 'end' must be whole numbers"
    elif not 0 <= start < end <= len(text):
        yield (
            f"{what} ({start}, {end}) is empty or outside the text, which has {len(text)} "
            "characters; offsets are code points, the end exclusive"
        )


def _text_faults(number: int, span: Mapping[str, Any], text: str) -> Iterator[str]:
    if "text" not in span or type(span.get("start")) is not int or type(span.get("end")) is not int:
        return
    found = text[max(span["start"], 0) : max(span["end"], 0)]
    if span["text"] != found:
        at = text.find(span["text"]) if isinstance(span["text"], str) else -1
        remedy = f"; it stands at {at}" if at >= 0 else "; it is nowhere in the text"
        yield f"span {number} has shifted: {found!r} is not {span['text']!r}{remedy}"


def _sentence_faults(meta: Any, text: str) -> Iterator[str]:
    borders = meta.get("sentences", []) if isinstance(meta, dict) else []
    if not isinstance(borders, list):
        yield f"'meta.sentences' must be a list of [start, end], not {kind_of(borders)}"
        return
    for number, border in enumerate(borders, 1):
        if not isinstance(border, list) or len(border) != 2:
            yield f"'meta.sentences': sentence {number} must be [start, end]"
        else:
            what = f"'meta.sentences': sentence {number}"
            yield from _offset_faults(what, border[0], border[1], text)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"key '{repeated}' stands twice in one object")
    return record


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)
