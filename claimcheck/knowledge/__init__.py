"""What regulators and reviews say of substances, products, practices and beliefs.

The files of this folder are JSON Lines, a note a line:

    {"id": "kava", "kind": "substance", "names": ["kava [kava]"], "note": "...",
     "source": "NCCIH", "title": "Kava: Usefulness and Safety", "year": 2020, "url": "https://...",
     "must_match": ["Kava calms."], "must_not_match": ["Cava is a wine."], "checked": 2}

`names` and the guards `context` (one of these must stand in the sentence) and `unless` (none may)
use the notation of cue files. `applies_to` lists labels, all but supported where it is left out;
`year` is that of the version the note was drawn from, left out only for pages without a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimcheck.datatypes import Note
from claimcheck.errors import LexiconError
from claimcheck.labels import LABELS, Label
from claimcheck.lexicon import Place, expect_keys, read_records, texts_of, wordings_of

KINDS = ("substance", "product", "practice", "belief")
CHECKS_NEEDED = 2
_NEEDED = {"id", "kind", "names", "note", "source", "title", "url"}
_EXAMPLES = {"must_match", "must_not_match"}
_OPTIONAL = {"year", "context", "unless", "applies_to"}
_YEARS = range(1950, 2100)


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One fact with its source and the wordings by which a claim is about it."""

    id: str
    kind: str
    names: tuple[str, ...]
    context: tuple[str, ...]
    unless: tuple[str, ...]
    labels: frozenset[Label]
    note: Note
    must_match: tuple[str, ...]
    must_not_match: tuple[str, ...]


@cache
def default_knowledge() -> tuple[KnownFact, ...]:
    """The notes that come with the package."""
    return read_knowledge(files("claimcheck") / "knowledge")


def read_knowledge(folder: Traversable) -> tuple[KnownFact, ...]:
    """The note files of a folder; LexiconError names file, line, fault and remedy."""
    facts: dict[str, KnownFact] = {}
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".jsonl"):
            for place, record in read_records(file):
                fact = _fact(record, place)
                if fact.id in facts:
                    raise LexiconError(f"note '{fact.id}' is defined twice; rename one", *place)
                facts[fact.id] = fact
    return tuple(facts.values())


def _fact(record: Mapping[str, object], place: Place) -> KnownFact:
    expect_keys(record, _NEEDED | _EXAMPLES | {"checked"}, _OPTIONAL, place)
    kind = str(record["kind"])
    if kind not in KINDS:
        raise LexiconError(f"kind '{kind}' is not one of {', '.join(KINDS)}", *place)
    if record["checked"] != CHECKS_NEEDED:
        raise LexiconError(
            f"'checked' is not {CHECKS_NEEDED}; compare the note with its source twice", *place
        )
    return KnownFact(
        str(record["id"]),
        kind,
        wordings_of(record["names"], place),
        wordings_of(record.get("context", []), place),
        wordings_of(record.get("unless", []), place),
        _labels(record, place),
        Note(str(record["note"]), _source(record, place), _url(record, place)),
        texts_of(record["must_match"]),
        texts_of(record["must_not_match"]),
    )


def _labels(record: Mapping[str, object], place: Place) -> frozenset[Label]:
    if "applies_to" not in record:
        return frozenset(LABELS) - {Label.SUPPORTED}
    try:
        return frozenset(Label.parse(name) for name in texts_of(record["applies_to"]))
    except ValueError as error:
        raise LexiconError(str(error), *place) from None


def _source(record: Mapping[str, object], place: Place) -> str:
    year = record.get("year")
    if year is not None and year not in _YEARS:
        raise LexiconError(f"year {year!r} is no year; write it as in 2020", *place)
    parts = [record["source"], record["title"], year]
    return ", ".join(str(part) for part in parts if part is not None)


def _url(record: Mapping[str, object], place: Place) -> str:
    url = str(record["url"])
    if not url.startswith("https://") or len(url.split()) != 1:
        raise LexiconError(f"'{url}' is no https address; write it in full", *place)
    return url
