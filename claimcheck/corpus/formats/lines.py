"""Formats of one JSON record a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from claimcheck.corpus.documents import read_records
from claimcheck.corpus.formats.common import Documents, Exchange, Format, Place, check_back
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError
from claimcheck.output import atomic_writer

Decode = Callable[[dict[str, Any], Place], Iterable[LabelledDocument]]
Encode = Callable[[LabelledDocument], dict[str, Any]]


def line_format(encode: Encode, decode: Decode) -> Format:
    """A format whose records `encode` makes and `decode` reads back into documents."""

    def read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
        for number, record in read_records(path):
            place = Place(path, number, exchange)
            yield from decode(place.object(record, "a record"), place)

    def write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
        with atomic_writer(path) as file:
            for number, document in enumerate(documents, 1):
                record = encode(document)
                file.write(json_of(record, document) + "\n")
                for back in decode(record, Place(path, number, Exchange())):
                    check_back(document, back)

    return Format(read, write)


def json_of(record: dict[str, Any], document: LabelledDocument) -> str:
    """`record` as one line of JSON; CorpusError where it cannot be one."""
    try:
        line = json.dumps(record, ensure_ascii=False, allow_nan=False)
        line.encode()
    except (ValueError, TypeError) as error:
        raise CorpusError(f"document '{document.id}' cannot be written as JSON: {error}") from None
    return line
