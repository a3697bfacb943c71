"""What all formats share: how they are reached, and how offsets are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from claimcheck.corpus.borders import Utf16, cuts_word, shift_of
from claimcheck.corpus.documents import kind_of
from claimcheck.corpus.markup import Ids
from claimcheck.corpus.sentences import Splitter, default_splitter
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label

Documents = Iterable[LabelledDocument]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about a conversion that went through."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else self.message


class Notices(Protocol):
    """Where notices go, and come from again."""

    def append(self, notice: Notice, /) -> None: ...

    def __iter__(self) -> Iterator[Notice]: ...


@dataclass(slots=True)
class Exchange:
    """The circumstances of one conversion, the same for every format.

    `notices` takes what was repaired or left out; `meta` is added to every document read; `ids`
    numbers markup documents over several files; `split` cuts documents into rows for the
    formats that label whole texts.
    """

    meta: Mapping[str, Any] = field(default_factory=dict)
    notices: Notices = field(default_factory=list[Notice])
    ids: Ids = field(default_factory=Ids)
    splitter: Splitter | None = None

    def tell(self, path: str | Path, line: int, message: str) -> None:
        self.notices.append(Notice(str(path), line, message))

    def split(self, text: str) -> list[tuple[int, int]]:
        if self.splitter is None:
            self.splitter = default_splitter()
        return list(self.splitter(text))


class Reader(Protocol):
    def __call__(self, path: str | Path, exchange: Exchange, /) -> Iterator[LabelledDocument]: ...


class Writer(Protocol):
    def __call__(self, path: str | Path, documents: Documents, exchange: Exchange, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Format:
    """Reads files of another tool into labelled documents and writes such files."""

    read: Reader
    write: Writer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and how to complain about it."""

    path: str | Path
    line: int
    exchange: Exchange

    def error(self, message: str) -> CorpusError:
        return CorpusError(message, self.path, self.line)

    def tell(self, message: str) -> None:
        self.exchange.tell(self.path, self.line, message)

    def name(self, given: Any) -> str:
        """The id of a record, made of file and line where it has none."""
        if isinstance(given, bool) or not isinstance(given, str | int) or str(given).strip() == "":
            return f"{Path(self.path).stem}-{self.line:05}"
        return str(given)

    def text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.error(f"the text must be a string, not {kind_of(value)}")
        return value

    def items(self, value: Any, what: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.error(f"{what} must be a list, not {kind_of(value)}")
        return value

    def object(self, value: Any, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.error(f"{what} must be an object, not {kind_of(value)}")
        return value

    def label(self, name: Any) -> Label:
        try:
            return Label.parse(str(name).strip().lower())
        except ValueError as error:
            raise self.error(str(error)) from None


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A span as a file states it; `text` where the file repeats what it covers."""

    start: Any
    end: Any
    label: Label
    text: Any = None


def settle(
    place: Place, text: str, raws: list[RawSpan], prefer_utf16: bool = False
) -> tuple[LabelledSpan, ...]:
    """The spans in code points, each checked against its own text where the file gives that.

    Offsets that only agree as JavaScript (UTF-16) offsets are converted, a span that has slipped
    is moved to the nearest place where its text stands, both with a notice. What cannot be settled
    is a CorpusError: a claim is never dropped silently. `prefer_utf16` says what to believe where
    both units would do.
    """
    for raw in raws:
        if type(raw.start) is not int or type(raw.end) is not int:
            raise place.error("span offsets must be whole numbers")
    units = Utf16(text)
    converted = [
        RawSpan(units.to_points(raw.start), units.to_points(raw.end), raw.label, raw.text)
        for raw in raws
    ]
    stated = bool(raws) and all(raw.text is not None for raw in raws)
    if prefer_utf16 and (not stated or all(_holds(text, raw) for raw in converted)):
        raws = converted
    elif stated and _first_to_hold(text, raws, converted) is converted:
        place.tell("offsets were counted in UTF-16 units and are converted to code points")
        raws = converted
    return tuple(_settled(place, text, number, raw) for number, raw in enumerate(raws, 1))


def _first_to_hold(text: str, *readings: list[RawSpan]) -> list[RawSpan] | None:
    return next((raws for raws in readings if all(_holds(text, raw) for raw in raws)), None)


def _holds(text: str, raw: RawSpan) -> bool:
    inside: bool = 0 <= raw.start < raw.end <= len(text)
    return inside and bool(raw.text == text[raw.start : raw.end])


def _settled(place: Place, text: str, number: int, raw: RawSpan) -> LabelledSpan:
    what = f"span {number} ({raw.start}, {raw.end})"
    if raw.text is not None and not _holds(text, raw):
        return _moved(place, text, what, raw)
    if not 0 <= raw.start < raw.end <= len(text):
        raise place.error(
            f"{what} is empty or outside the text, which has {len(text)} characters; were the "
            "offsets made in another unit or for another version of the text?"
        )
    if raw.text is None and (cuts_word(text, raw.start) or cuts_word(text, raw.end)):
        shift = shift_of(text, raw.start, raw.end)
        hint = f"; moved by {shift:+d} it would fit" if shift else ""
        place.tell(f"{what} cuts a word: {text[raw.start : raw.end]!r}{hint}")
    return LabelledSpan(raw.start, raw.end, raw.label)


def _moved(place: Place, text: str, what: str, raw: RawSpan) -> LabelledSpan:
    covered = place.text(raw.text)
    before = text.rfind(covered, 0, max(raw.start, 0) + len(covered)) if covered else -1
    after = text.find(covered, max(raw.start, 0)) if covered else -1
    found = [at for at in (before, after) if at >= 0]
    if not found:
        raise place.error(f"{what} has shifted: its text {covered!r} is nowhere in the document")
    at = min(found, key=lambda at: abs(at - raw.start))
    place.tell(f"{what} has shifted: {covered!r} stands at {at}; moved by {at - raw.start:+d}")
    return LabelledSpan(at, at + len(covered), raw.label)


def check_back(document: LabelledDocument, back: LabelledDocument) -> None:
    """CorpusError where a record just written does not read back as the document it came from."""
    key = [(span.start, span.end, span.label) for span in document.spans]
    if back.text != document.text or sorted(key) != sorted(
        (span.start, span.end, span.label) for span in back.spans
    ):
        raise CorpusError(
            f"document '{document.id}' would not come back as it is: the format cannot hold its "
            "text or spans"
        )
