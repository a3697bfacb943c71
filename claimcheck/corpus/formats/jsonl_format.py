"""Our own JSON Lines, as one format among the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from claimcheck.corpus.documents import read_documents, write_documents
from claimcheck.corpus.formats.common import Documents, Exchange, Format
from claimcheck.datatypes import LabelledDocument


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    for document in read_documents(path):
        yield replace(document, meta={**exchange.meta, **document.meta})


def _write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
    write_documents(path, documents)


FORMAT = Format(_read, _write)
