"""The inline markup, as one format among the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimcheck.corpus.formats.common import Documents, Exchange, Format
from claimcheck.corpus.markup import read_markup, write_markup
from claimcheck.datatypes import LabelledDocument


def _read(path: str | Path, exchange: Exchange) -> Iterator[LabelledDocument]:
    return read_markup(path, exchange.meta, exchange.ids)


def _write(path: str | Path, documents: Documents, exchange: Exchange) -> None:
    write_markup(path, documents)


FORMAT = Format(_read, _write)
