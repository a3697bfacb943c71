"""Everything that is wrong with corpus files, each problem with its place and its remedy."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claimcheck.corpus.borders import cuts_word, shift_of
from claimcheck.corpus.documents import (
    decode_line,
    document_from,
    parse_json,
    raw_lines,
    record_faults,
)
from claimcheck.corpus.near import THRESHOLD, NearIndex
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a line of a corpus file (line 0: in the file as a whole).

    `kind` is one of unreadable, schema, id, text, span, duplicate, near-duplicate.
    """

    path: str
    line: int
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else self.message

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def validate(paths: Sequence[str | Path], threshold: float = THRESHOLD) -> Iterator[Problem]:
    """All problems of the files taken together: give train and held-out in one call.

    Faults come as the files are read; near-duplicates (above `threshold`, Jaccard over word
    5-grams) when all are read. A file named twice is read once.
    """
    with closing(NearIndex(threshold)) as index:
        check = _Check(index)
        for path in {Path(path).resolve(): path for path in paths}.values():
            yield from check.file(path)
        yield from check.near_duplicates()


class _Check:
    """What must be remembered of a document: its place, and a hash of its id and of its text."""

    def __init__(self, index: NearIndex) -> None:
        self._index = index
        self._paths: list[str] = []
        self._files, self._lines = array("L"), array("L")
        self._ids: dict[int, int] = {}
        self._texts: dict[int, int] = {}
        self._indexed = array("L")

    def file(self, path: str | Path) -> Iterator[Problem]:
        documents = 0
        self._paths.append(str(path))
        try:
            for number, raw in raw_lines(path):
                if raw.strip():
                    documents += 1
                    yield from self._line(str(path), number, raw)
        except CorpusError as error:
            yield Problem(str(path), 0, "unreadable", str(error))
        else:
            if not documents:
                yield Problem(str(path), 0, "text", f"{path}: holds no documents; is it the file?")

    def _line(self, path: str, number: int, raw: bytes) -> Iterator[Problem]:
        try:
            record = parse_json(decode_line(raw, path, number), path, number)
        except CorpusError as error:
            yield Problem(path, number, "schema", _without_place(error))
            return
        faults = list(record_faults(record))
        yield from (Problem(path, number, "schema", fault) for fault in faults)
        if not faults:
            document = document_from(record)
            yield from self._identity(path, number, document)
            for kind, message in document_faults(document):
                yield Problem(path, number, kind, message)

    def _identity(self, path: str, line: int, document: LabelledDocument) -> Iterator[Problem]:
        number = len(self._lines)
        self._files.append(len(self._paths) - 1)
        self._lines.append(line)
        first = self._ids.setdefault(hash(document.id), number)
        if first != number:
            message = f"id '{document.id}' is taken by {self._told(first)}; give it one of its own"
            yield Problem(path, line, "id", message)
        words = re.sub(r"\s+", " ", document.text).strip()
        twin = self._texts.setdefault(hash(words), number)
        if not words:
            return
        if twin != number:
            message = f"the text is that of {self._told(twin)}; remove one of them"
            yield Problem(path, line, "duplicate", message)
        else:
            self._index.add(document.text)
            self._indexed.append(number)

    def near_duplicates(self) -> Iterator[Problem]:
        for pair in self._index.pairs():
            first, second = self._indexed[pair.first], self._indexed[pair.second]
            leak = " (and so leaks between the files)"
            message = (
                f"shares {pair.similarity:.0%} of its word 5-grams with {self._told(first)}"
                f"{leak if self._files[first] != self._files[second] else ''}; "
                "remove or rewrite one of them"
            )
            path = self._paths[self._files[second]]
            yield Problem(path, self._lines[second], "near-duplicate", message)

    def _told(self, number: int) -> str:
        return f"{self._paths[self._files[number]]}:{self._lines[number]}"


def document_faults(document: LabelledDocument) -> Iterator[tuple[str, str]]:
    """(kind, message) of what is wrong inside one document that keeps to the schema."""
    if not document.text.strip():
        yield "text", f"document '{document.id}' is empty; write it or remove it"
    for number, span in enumerate(document.spans, 1):
        message = _edge_fault(document.text, span)
        if message:
            yield "span", f"span {number} ({span.start}, {span.end}) {message}"
    yield from (("span", message) for message in _overlaps(document.spans))


def _edge_fault(text: str, span: LabelledSpan) -> str:
    covered = text[span.start : span.end]
    blank = covered != covered.strip()
    if not blank and not cuts_word(text, span.start) and not cuts_word(text, span.end):
        return ""
    fault = f"has blanks at its edge: {covered!r}" if blank else f"cuts a word: {covered!r}"
    shift = shift_of(text, span.start, span.end)
    if shift:
        moved = text[span.start + shift : span.end + shift]
        return f"{fault}; it looks shifted: moved by {shift:+d} it would be {moved!r}"
    return f"{fault}; move the edge " + ("off the blanks" if blank else "to the word's border")


def _overlaps(spans: Sequence[LabelledSpan]) -> Iterator[str]:
    previous = None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if previous and span.start < previous.end:
            yield (
                f"spans ({previous.start}, {previous.end}) {previous.label} and "
                f"({span.start}, {span.end}) {span.label} overlap; keep one or end one sooner"
            )
        if previous is None or span.end > previous.end:
            previous = span


def _without_place(error: CorpusError) -> str:
    return str(error).removeprefix(f"{error.path}:{error.line}: ")
