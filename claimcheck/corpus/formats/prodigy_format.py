"""Prodigy's span tasks: ``{"text", "spans": [{"start", "end", "label"}], "meta", "answer"}``.

Only accepted rows count; the others are left out with a notice each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimcheck.corpus.documents import record_of
from claimcheck.corpus.formats.common import Place, RawSpan, settle
from claimcheck.corpus.formats.lines import line_format
from claimcheck.datatypes import LabelledDocument


def accepted(record: dict[str, Any], place: Place) -> bool:
    """Whether a task was accepted; tells the place when it was not."""
    answer = record.get("answer")
    if answer != "accept":
        place.tell(f"left out: the answer is {answer!r}, not 'accept'")
    return bool(answer == "accept")


def task_identity(record: dict[str, Any], place: Place) -> tuple[str, dict[str, Any]]:
    """Id and meta of a task; the annotator Prodigy noted comes after one in the meta."""
    meta = dict(place.object(record.get("meta") or {}, "'meta'"))
    identity = place.name(meta.pop("id", None) if "id" not in record else record["id"])
    annotator = record.get("_annotator_id") or record.get("_session_id")
    found = {"annotator": annotator} if annotator else {}
    return identity, {**place.exchange.meta, **found, **meta}


def _decode(record: dict[str, Any], place: Place) -> Iterator[LabelledDocument]:
    if not accepted(record, place):
        return
    text = place.text(record.get("text"))
    raws = []
    for span in place.items(record.get("spans") or [], "'spans'"):
        span = place.object(span, "a span")
        label = place.label(span.get("label"))
        raws.append(RawSpan(span.get("start"), span.get("end"), label, span.get("text")))
    identity, meta = task_identity(record, place)
    yield LabelledDocument(identity, text, settle(place, text, raws), meta)


def _encode(document: LabelledDocument) -> dict[str, Any]:
    return record_of(document) | {"answer": "accept"}


FORMAT = line_format(_encode, _decode)
