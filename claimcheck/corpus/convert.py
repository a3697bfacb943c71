"""Carrying labelled documents from one format to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claimcheck.corpus.formats import format_named, format_of
from claimcheck.corpus.formats.common import Exchange, Notices
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was written, and what a person should know about it."""

    documents: int
    claims: int
    notices: Notices

    def as_json(self) -> dict[str, Any]:
        """The figures, with the notices as an iterator."""
        notices = (asdict(notice) for notice in self.notices)
        return {"documents": self.documents, "claims": self.claims, "notices": notices}


def convert(
    sources: Sequence[str | Path],
    target: str | Path,
    from_format: str | None = None,
    to_format: str | None = None,
    exchange: Exchange | None = None,
) -> Conversion:
    """Write the documents of all `sources` to `target`; formats go by suffix unless named.

    Nothing is written where anything fails or nothing was read. DocBins may be a folder.
    """
    exchange = exchange or Exchange()
    writer = format_named(to_format or format_of(target))
    counts = _Counts()
    documents = counts.through(_read(sources, from_format, exchange), sources)
    writer.write(target, documents, exchange)
    return Conversion(counts.documents, counts.claims, exchange.notices)


def read_any(
    path: str | Path, from_format: str | None = None, exchange: Exchange | None = None
) -> Iterator[LabelledDocument]:
    """The documents of one file in any format; it goes by suffix unless named."""
    yield from format_named(from_format or format_of(path)).read(path, exchange or Exchange())


def _read(
    sources: Sequence[str | Path], from_format: str | None, exchange: Exchange
) -> Iterator[LabelledDocument]:
    for source in sources:
        yield from read_any(source, from_format, exchange)


@dataclass(slots=True)
class _Counts:
    documents: int = 0
    claims: int = 0

    def through(
        self, documents: Iterator[LabelledDocument], sources: Sequence[str | Path]
    ) -> Iterator[LabelledDocument]:
        for document in documents:
            self.documents += 1
            self.claims += len(document.spans)
            yield document
        if not self.documents:
            raise CorpusError(f"no documents in {', '.join(map(str, sources))}; nothing is written")
