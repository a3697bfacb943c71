"""Prodigy's choice tasks: a whole text, ``options`` to choose from, ``accept`` with the chosen.

Nothing chosen, or "none", is no claim. Only accepted rows count.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.documents import read_records
from claimcheck.corpus.formats.common import Documents, Exchange, Format, Place
from claimcheck.corpus.formats.lines import json_of
from claimcheck.corpus.formats.prodigy_format import accepted, task_identity
from claimcheck.corpus.formats.rows import row_label, rows_of, whole_span
from claimcheck.datatypes import LabelledDocument
from claimcheck.labels import LABELS
from claimcheck.output import atomic_writer

_OPTIONS = [{"id": name, "text": name} for name in ("none", *map(str, LABELS))]


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    for number, record in read_records(path):
        place = Place(path, number, exchange)
        if accepted(place.object(record, "a task"), place):
            yield _decode(record, place)


def _decode(record: dict[str, Any], place: Place) -> LabelledDocument:
    text = place.text(record.get("text"))
    if "accept" not in record:
        raise place.error("an accepted choice must have 'accept'; is it a task with spans?")
    names = {option.get("id"): option.get("text") for option in record.get("options") or []}
    chosen = place.items(record["accept"], "'accept'")
    label = row_label((_name(one, names) for one in chosen), place)
    identity, meta = task_identity(record, place)
    return LabelledDocument(identity, text, whole_span(text, label), meta)


def _name(chosen: Any, names: dict[Any, Any]) -> str:
    """The label chosen: options may be numbered, with the label as their text."""
    return str(
        chosen
        if isinstance(chosen, str) and chosen in {*LABELS, "none"}
        else names.get(chosen, chosen)
    )


def _write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
    with atomic_writer(path) as file:
        for document in documents:
            for identity, text, label in rows_of(document, exchange):
                record = {
                    "id": identity,
                    "text": text,
                    "options": _OPTIONS,
                    "accept": [label.value if label else "none"],
                    "meta": {k: v for k, v in document.meta.items() if k != "sentences"},
                    "answer": "accept",
                }
                file.write(json_of(record, document) + "\n")


FORMAT = Format(_read, _write)
