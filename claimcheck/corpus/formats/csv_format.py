"""CSV with the columns ``text,label[,annotator][,id]``: one labelled text a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from claimcheck.corpus.documents import read_lines
from claimcheck.corpus.formats.common import Documents, Exchange, Format, Place
from claimcheck.corpus.formats.rows import row_label, rows_of, whole_span
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError
from claimcheck.output import atomic_writer

_COLUMNS = ("text", "label", "annotator", "id")
_LONGEST_FIELD = 100_000_000


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    rows = _rows(path)
    _, header = next(rows, (0, []))
    columns = [name.strip().lower() for name in header]
    if not {"text", "label"} <= set(columns) or not set(columns) <= set(_COLUMNS):
        raise CorpusError(
            f"the first row must name the columns text,label[,annotator][,id], not {header}",
            path,
            1,
        )
    for line, row in rows:
        place = Place(path, line, exchange)
        if len(row) != len(columns):
            raise place.error(
                f"{len(row)} fields where the header has {len(columns)}; quote commas"
            )
        yield _document(dict(zip(columns, row, strict=True)), place)


def _rows(path: str | Path) -> Iterator[tuple[int, list[str]]]:
    """(line of its beginning, fields) of every row that is not empty."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader((line for _, line in read_lines(path)), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CorpusError(f"not valid CSV: {error}", path, line) from None
        if row:
            yield line, row


def _document(row: dict[str, str], place: Place) -> LabelledDocument:
    label = row_label([row["label"]], place)
    annotator = {"annotator": row["annotator"]} if row.get("annotator") else {}
    text = row["text"]
    meta = {**place.exchange.meta, **annotator}
    return LabelledDocument(place.name(row.get("id")), text, whole_span(text, label), meta)


def _write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
    with atomic_writer(path) as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(_COLUMNS)
        for document in documents:
            annotator = document.meta.get("annotator", "")
            for identity, text, label in rows_of(document, exchange):
                writer.writerow([text, label.value if label else "none", annotator, identity])


FORMAT = Format(_read, _write)
