"""Label Studio's tasks: an array of ``{"data": {"text"}, "annotations": [{"result": [...]}]}``.

Its offsets are JavaScript's, in UTF-16 units, and so they are written; on reading the span's own
text decides. Each annotation of a task becomes a document with its own ``meta.annotator``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.borders import Utf16
from claimcheck.corpus.formats.common import (
    Documents,
    Exchange,
    Format,
    Place,
    RawSpan,
    check_back,
    settle,
)
from claimcheck.corpus.formats.json_stream import stream_objects
from claimcheck.corpus.formats.lines import json_of
from claimcheck.corpus.formats.rows import row_label
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import DISPLACY_COLORS, LABELS
from claimcheck.output import atomic_writer


def labelling_config() -> str:
    """The labelling configuration to paste into a Label Studio project."""
    labels = "\n".join(
        f'    <Label value="{label}" background="{DISPLACY_COLORS[label]}" hotkey="{number}"/>'
        for number, label in enumerate(LABELS, 1)
    )
    return (
        '<View>\n  <Labels name="label" toName="text">\n'
        f'{labels}\n  </Labels>\n  <Text name="text" value="$text" granularity="word"/>\n</View>\n'
    )


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    for line, task in stream_objects(path):
        yield from _decode(task, Place(path, line, exchange))


def _decode(task: dict[str, Any], place: Place) -> Iterator[LabelledDocument]:
    data = place.object(task.get("data"), "'data'")
    text, name = place.text(data.get("text")), place.name(data.get("id", task.get("id")))
    annotations = task.get("annotations", task.get("completions")) or []
    if not annotations:
        place.tell("left out: the task has no annotations")
    meta = {**place.exchange.meta, **place.object(data.get("meta") or {}, "'data.meta'")}
    for annotation in place.items(annotations, "'annotations'"):
        annotation = place.object(annotation, "an annotation")
        if annotation.get("was_cancelled") or annotation.get("skipped"):
            place.tell("left out: the annotation was cancelled")
            continue
        spans = _spans(annotation, text, place)
        yield LabelledDocument(name, text, spans, {**meta, **_annotator(annotation)})


def _spans(annotation: dict[str, Any], text: str, place: Place) -> tuple[LabelledSpan, ...]:
    raws = []
    for result in place.items(annotation.get("result"), "'result'"):
        result = place.object(result, "a result")
        if result.get("type") != "labels":
            place.tell(f"a result of type {result.get('type')!r} says nothing about spans; ignored")
            continue
        value = place.object(result.get("value"), "'value'")
        label = row_label(map(str, place.items(value.get("labels"), "'labels'")), place)
        if label is None:
            raise place.error("a span without a label; label it or delete it")
        raws.append(RawSpan(value.get("start"), value.get("end"), label, value.get("text")))
    return settle(place, text, raws, prefer_utf16=True)


def _annotator(annotation: dict[str, Any]) -> dict[str, str]:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return {} if who is None else {"annotator": str(who)}


def _encode(document: LabelledDocument) -> dict[str, Any]:
    units = Utf16(document.text)
    results = [
        {
            "id": f"c{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": units.to_units(span.start),
                "end": units.to_units(span.end),
                "text": document.text[span.start : span.end],
                "labels": [span.label.value],
            },
        }
        for number, span in enumerate(document.spans, 1)
    ]
    data = {"id": document.id, "text": document.text, "meta": dict(document.meta)}
    return {"data": data, "annotations": [{"result": results}]}


def _write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
    with atomic_writer(path) as file:
        file.write("[")
        for number, document in enumerate(documents):
            task = _encode(document)
            file.write((",\n" if number else "\n") + json_of(task, document))
            for back in _decode(task, Place(path, 0, Exchange())):
                check_back(document, back)
        file.write("\n]\n")


FORMAT = Format(_read, _write)
