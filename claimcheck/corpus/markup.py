r"""The inline markup in which people write, read and diff labelled documents.

::

    ### kratom powder | shop

    Order today. {U|It has no side effects}, and {A|our customers feel it within the hour}.

The letters S, A, O, U stand for the labels. Blank lines around a text are not part of it. A
backslash takes away the meaning of what follows: ``\{``, ``\}``, ``\\``, ``\#`` (at the start of
a line), ``\|`` (in a header), and a line end, which then belongs to the text even inside a span
or at the edge of the document. Before anything else a backslash is a backslash. What topic and
style do not say may stand below the header as one JSON object: ``#: {"id": "kratom-powder-003"}``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimcheck.corpus.documents import parse_json, read_lines
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import LABELS, Label
from claimcheck.output import atomic_writer

LETTERS: Mapping[str, Label] = {label[0].upper(): label for label in LABELS}
_TOKEN = re.compile(r"\\([{}\\#|\r\n])|(\r\n)|\{([^\W\d_]*)\|([ \t]*)|([{}\n])")
_SPECIAL = re.compile(r"^###|^#:|[{}\r\n]|\\(?=[{}\\#|\r\n]|\Z)", re.MULTILINE)
_HEADER_PART = r"((?:\\[\\|]|\\(?![\\|])|[^|\\])*)"
_HEADER = re.compile(rf"### {_HEADER_PART}\|{_HEADER_PART}")


class Ids:
    """Ids from topics: the slug of the topic and a running number, ``kratom-powder-003``."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, topic: str) -> str:
        slug = slug_of(topic)
        return f"{slug}-{self._given[slug] + 1:03}"

    def take(self, topic: str) -> str:
        taken = self.next(topic)
        self._given[slug_of(topic)] += 1
        return taken


def slug_of(topic: str) -> str:
    """`topic` in small ASCII letters and digits, joined by hyphens; 'document' for nothing."""
    plain = unicodedata.normalize("NFKD", topic).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:48].strip("-") or "document"


def read_markup(
    path: str | Path, meta: Mapping[str, Any] | None = None, ids: Ids | None = None
) -> Iterator[LabelledDocument]:
    """The documents of a markup file, one at a time; `meta` is added to that of each.

    Hand the same `ids` to several files that shall become one corpus.
    """
    ids = ids or Ids()
    for piece in _pieces(path):
        yield _document(piece, meta or {}, ids)


def write_markup(path: str | Path, documents: Iterable[LabelledDocument]) -> int:
    """Write `documents` as markup, whole or not at all; the number of them."""
    count, ids = 0, Ids()
    with atomic_writer(path) as file:
        for count, document in enumerate(documents, 1):
            file.write(("\n" if count > 1 else "") + format_document(document, ids))
    return count


def format_document(document: LabelledDocument, ids: Ids) -> str:
    """`document` as markup; CorpusError where its spans are empty, blank-edged or overlap."""
    topic, style = (_plain(document.meta.get(key)) for key in ("topic", "style"))
    rest = {
        key: value
        for key, value in document.meta.items()
        if not (key == "topic" and topic) and not (key == "style" and style)
    }
    if {"id", "meta"} & rest.keys():
        rest = {"id": document.id, "meta": rest}
    elif document.id == ids.next(topic):
        ids.take(topic)
    else:
        rest = {"id": document.id, **rest}
    header, more = f"### {_escape_header(topic)} | {_escape_header(style)}\n", ""
    if rest:
        more = f"#: {json.dumps(rest, ensure_ascii=False)}\n"
    return f"{header}{more}\n{_body(document)}\n"


@dataclass(slots=True)
class _Piece:
    """One document as it stands in the file: header, metadata line and body with their place."""

    path: str | Path
    line: int
    header: str
    more: str = ""
    first_line: int = 0
    body: list[str] = field(default_factory=list)

    def add(self, number: int, line: str) -> None:
        if not self.first_line and not self.more and line.startswith("#:"):
            self.more, self.first_line = line[2:], number + 1
        else:
            self.first_line = self.first_line or number
            self.body.append(line)

    def error(self, message: str, line: int = 0) -> CorpusError:
        return CorpusError(message, self.path, line or self.line)


def _pieces(path: str | Path) -> Iterator[_Piece]:
    piece = None
    for number, line in read_lines(path):
        if line.startswith("###"):
            if piece:
                yield piece
            piece = _Piece(path, number, line)
        elif piece:
            piece.add(number, line)
        elif line.strip():
            raise CorpusError("text before the first '### topic | style'", path, number)
    if piece:
        yield piece


def _document(piece: _Piece, meta: Mapping[str, Any], ids: Ids) -> LabelledDocument:
    topic, style = _parse_header(piece)
    more = parse_json(piece.more, piece.path, piece.line + 1) if piece.more else {}
    if not isinstance(more, dict) or not isinstance(more.get("id", ""), str):
        raise piece.error(
            "what follows '#:' must be a JSON object, its id a string", piece.line + 1
        )
    text, spans = _Scanner(piece).scan()
    if not text.strip():
        raise piece.error("the document has no text; write it or remove the header")
    given = more.pop("id", None)
    if given is not None and isinstance(more.get("meta"), dict):
        more = more["meta"]
    named = {key: value for key, value in (("topic", topic), ("style", style)) if value}
    return LabelledDocument(given or ids.take(topic), text, spans, {**meta, **named, **more})


def _parse_header(piece: _Piece) -> tuple[str, str]:
    match = _HEADER.fullmatch(piece.header.rstrip("\r\n"))
    if not match:
        raise piece.error(
            "a header must be '### topic | style'; in a text write a line that starts with "
            "'###' as '\\###'"
        )
    topic, style = (re.sub(r"\\([\\|])", r"\1", part).strip() for part in match.groups())
    return topic, style


class _Scanner:
    """Takes the markup out of one body."""

    def __init__(self, piece: _Piece) -> None:
        self._piece, self._raw = piece, "".join(piece.body)
        self._text: list[str] = []
        self._length = 0
        self._spans: list[LabelledSpan] = []
        self._open: tuple[int, Label, int, int] | None = None
        self._kept: set[int] = set()

    def scan(self) -> tuple[str, tuple[LabelledSpan, ...]]:
        at = 0
        for match in _TOKEN.finditer(self._raw):
            self._put(self._raw[at : match.start()])
            self._token(match)
            at = match.end()
        self._put(self._raw[at:])
        if self._open:
            raise self._error("this '{' is never closed", self._open[2])
        return self._trimmed()

    def _token(self, match: re.Match[str]) -> None:
        escaped, _, letter, blank, other = match.groups()
        if escaped:
            self._kept.add(self._length)
            self._put(escaped)
        elif letter is not None:
            self._begin(letter, blank, match.start())
        elif other == "{":
            raise self._error(
                "stray '{': a claim is '{U|...}', a brace itself '\\{'", match.start()
            )
        elif other == "}":
            self._finish(match.start())
        else:
            self._newline()

    def _begin(self, letter: str, blank: str, at: int) -> None:
        if self._open:
            raise self._error("a claim inside a claim; close the first with '}'", at)
        if letter not in LETTERS:
            known = ", ".join(f"{key} ({label})" for key, label in LETTERS.items())
            raise self._error(f"'{letter}' is no label; the letters are {known}", at)
        if blank:
            raise self._error("the claim begins with a blank; put it before the '{'", at)
        self._open = (self._length, LETTERS[letter], at, len(self._text))

    def _finish(self, at: int) -> None:
        if not self._open:
            raise self._error("stray '}': no claim is open; a brace itself is '\\}'", at)
        start, label, _, piece = self._open
        covered = "".join(self._text[piece:])
        if covered != covered.strip() or not covered:
            raise self._error("the claim is empty or has blanks at its edge; put them outside", at)
        self._spans.append(LabelledSpan(start, self._length, label))
        self._open = None

    def _newline(self) -> None:
        if self._open:
            raise self._error("the claim is not closed on its line; add '}'", self._open[2])
        self._put("\n")

    def _put(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._length += len(text)

    def _trimmed(self) -> tuple[str, tuple[LabelledSpan, ...]]:
        text = "".join(self._text)
        first, last = 0, len(text)
        while first < last and text[first] == "\n" and first not in self._kept:
            first += 1
        while first < last and text[last - 1] == "\n" and last - 1 not in self._kept:
            last -= 1
        moved = (LabelledSpan(s.start - first, s.end - first, s.label) for s in self._spans)
        return text[first:last], tuple(moved)

    def _error(self, message: str, at: int) -> CorpusError:
        line = self._piece.first_line + self._raw.count("\n", 0, at)
        return self._piece.error(message, line)


def _body(document: LabelledDocument) -> str:
    text, at, parts = document.text, 0, []
    if not text.strip():
        raise CorpusError(f"document '{document.id}' has no text")
    for span in sorted(document.spans, key=lambda span: (span.start, span.end)):
        covered = text[span.start : span.end]
        if span.start < at or not covered or covered != covered.strip():
            raise CorpusError(
                f"document '{document.id}': span ({span.start}, {span.end}) is empty, overlaps "
                "another or has blanks at its edge; markup cannot hold it, mend it first"
            )
        claim = _escape(text, span.start, span.end, inside=True)
        parts += [_escape(text, at, span.start), f"{{{span.label[0].upper()}|{claim}}}"]
        at = span.end
    return "".join([*parts, _escape(text, at, len(text))])


def _escape(text: str, start: int, end: int, inside: bool = False) -> str:
    """``text[start:end]`` with a backslash before all that markup would take for its own."""
    parts, at = [], start
    for match in _SPECIAL.finditer(text, start, end):
        here = match.start()
        if (
            text[here] == "\n"
            and not inside
            and text[:here].strip("\n")
            and text[here:].strip("\n")
        ):
            continue
        parts += [text[at:here], "\\"]
        at = here
    return "".join([*parts, text[at:end]])


def _escape_header(name: str) -> str:
    return re.sub(r"[\\|]", r"\\\g<0>", name)


def _plain(value: Any) -> str:
    """`value` where a header can hold it, else nothing."""
    fits = isinstance(value, str) and value == value.strip() and not re.search(r"[\r\n]", value)
    return value if fits else ""
