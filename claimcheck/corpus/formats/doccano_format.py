"""doccano's sequence labelling: ``{"text", "label": [[start, end, "LABEL"]]}``.

Also read: ``labels`` for ``label``, ``data`` for ``text``, and ``entities`` with ``start_offset``
and ``end_offset``, as other versions export them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimcheck.corpus.formats.common import Place, RawSpan, settle
from claimcheck.corpus.formats.lines import line_format
from claimcheck.datatypes import LabelledDocument

_KNOWN = ("id", "text", "data", "label", "labels", "entities", "relations", "Comments", "meta")


def _decode(record: dict[str, Any], place: Place) -> Iterator[LabelledDocument]:
    text = place.text(record.get("text", record.get("data")))
    key = next((key for key in ("label", "labels", "entities") if key in record), None)
    if key is None:
        raise place.error("none of 'label', 'labels', 'entities' is there; is it doccano's export?")
    raws = [_raw(entry, place) for entry in place.items(record[key], f"'{key}'")]
    extra = {name: value for name, value in record.items() if name not in _KNOWN}
    meta = {**place.exchange.meta, **extra, **place.object(record.get("meta") or {}, "'meta'")}
    yield LabelledDocument(place.name(record.get("id")), text, settle(place, text, raws), meta)


def _raw(entry: Any, place: Place) -> RawSpan:
    if isinstance(entry, dict):
        label = place.label(entry.get("label"))
        return RawSpan(entry.get("start_offset"), entry.get("end_offset"), label)
    if len(place.items(entry, "a label")) != 3:
        raise place.error(f"a label must be [start, end, name], not {entry!r}")
    return RawSpan(entry[0], entry[1], place.label(entry[2]))


def _encode(document: LabelledDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "text": document.text,
        "label": [[span.start, span.end, span.label.value] for span in document.spans],
        "meta": dict(document.meta),
    }


FORMAT = line_format(_encode, _decode)
