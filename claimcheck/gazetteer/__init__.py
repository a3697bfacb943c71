"""What medicine holds of single interventions and exposures, and the conditions that texts name.

Files in `lexicons/gazetteer/` are JSON Lines. Lines of `conditions.jsonl` are conditions, those of
every other file interventions or exposures:

    {"id": "asthma", "names": ["asthma", "asthma attack"], "serious": true}
    {"id": "turmeric", "names": ["turmeric", "curcumin"], "kind": "herb", "standing": "disputed",
     "for": ["osteoarthritis pain"], "risks": ["liver injury"], "note": "turmeric-liver"}

A name is lower case and belongs to one entry only. How it is found in a text: `matcher`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimcheck.errors import LexiconError
from claimcheck.gazetteer.matcher import NameTable, keys_of
from claimcheck.lexicon import Place, expect_keys, read_records
from claimcheck.suggest import did_you_mean

CONDITIONS_FILE = "conditions.jsonl"
KINDS = (
    "medicine",
    "vaccine",
    "surgery",
    "exercise",
    "food",
    "supplement",
    "herb",
    "practice",
    "therapy",
    "device",
    "test",
    "exposure",
)
STANDINGS = (
    "established",
    "mixed",
    "disputed",
    "discredited",
    "dangerous",
    "harm",
    "unfounded-fear",
    "neutral",
)


@dataclass(frozen=True, slots=True)
class Intervention:
    """Something that a person can do, take, undergo or be exposed to.

    `standing` is what mainstream medicine holds of it, for the `conditions` named where it is
    established or mixed; `note` is the id of a note on it in `knowledge/`, "" where there is none.
    """

    id: str
    names: tuple[str, ...]
    kind: str
    standing: str
    conditions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A disease, a complaint or a state of the body; `serious` where it can cost life or limb."""

    id: str
    names: tuple[str, ...]
    serious: bool


_ID = re.compile(r"[^\sA-Z]+")
_LETTER = re.compile(r"[^\W_]")
Entry = Intervention | Condition
Gazetteer = NameTable[Entry]
Mention = tuple[Entry, int, int]
"""An entry named by the tokens [first, last)."""


@cache
def default_gazetteer() -> Gazetteer:
    """The entries that come with the package; read at the first call only."""
    return read_gazetteer(files("claimcheck") / "lexicons" / "gazetteer")


def read_gazetteer(folder: Traversable) -> Gazetteer:
    """The entries of a folder; LexiconError names file, line, fault and remedy."""
    places: dict[str, Place] = {}
    owners: dict[str, Entry] = {}
    for place, entry in _entries(folder):
        first = places.setdefault(entry.id, place)
        if first is not place:
            fault = f"id '{entry.id}' is taken by {first[0]}:{first[1]}; rename one"
            raise LexiconError(fault, *place)
        for name in entry.names:
            for key in keys_of(name):
                owner = owners.setdefault(key, entry)
                if owner is not entry:
                    raise LexiconError(_taken(name, owner, places[owner.id]), *place)
    return NameTable(owners)


def _taken(name: str, owner: Entry, place: Place) -> str:
    first = f"'{owner.id}' ({place[0]}:{place[1]})"
    return f"name '{name}' is taken by {first}; keep it in one of them"


def _entries(folder: Traversable) -> Iterator[tuple[Place, Entry]]:
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".jsonl"):
            read = _condition if file.name == CONDITIONS_FILE else _intervention
            for place, record in read_records(file):
                yield place, read(record, place)


def _condition(record: Mapping[str, object], place: Place) -> Condition:
    expect_keys(record, {"id", "names", "serious"}, set(), place)
    serious = record["serious"]
    if not isinstance(serious, bool):
        raise LexiconError(f"'serious' is {serious!r}; write true or false", *place)
    return Condition(_id(record, place), _names(record, place), serious)


def _intervention(record: Mapping[str, object], place: Place) -> Intervention:
    expect_keys(record, {"id", "names", "kind", "standing"}, {"for", "risks", "note"}, place)
    return Intervention(
        _id(record, place),
        _names(record, place),
        _one_of(KINDS, "kind", record, place),
        _one_of(STANDINGS, "standing", record, place),
        _texts(record, "for", place),
        _texts(record, "risks", place),
        _text(record.get("note", ""), "note", place),
    )


def _id(record: Mapping[str, object], place: Place) -> str:
    identity = _text(record["id"], "id", place)
    if not _ID.fullmatch(identity):
        raise LexiconError(f"id '{identity}' must be lower case, with hyphens for blanks", *place)
    return identity


def _names(record: Mapping[str, object], place: Place) -> tuple[str, ...]:
    names = _texts(record, "names", place)
    if not names:
        raise LexiconError("'names' is empty; give the wordings that pages use", *place)
    for name in names:
        if name != name.lower():
            raise LexiconError(f"name '{name}' must be lower case: '{name.lower()}'", *place)
        if not _LETTER.search(name):
            raise LexiconError(f"name '{name}' holds no word; remove it", *place)
    return names


def _one_of(allowed: tuple[str, ...], key: str, record: Mapping[str, object], place: Place) -> str:
    value = _text(record[key], key, place)
    if value not in allowed:
        remedy = did_you_mean(value, allowed)
        raise LexiconError(f"{key} '{value}' is not one of {', '.join(allowed)}{remedy}", *place)
    return value


def _texts(record: Mapping[str, object], key: str, place: Place) -> tuple[str, ...]:
    value = record.get(key, [])
    if not isinstance(value, list):
        raise LexiconError(f"'{key}' must be a list of texts", *place)
    return tuple(_text(item, key, place) for item in value)


def _text(value: object, key: str, place: Place) -> str:
    if not isinstance(value, str):
        raise LexiconError(f"'{key}' holds {value!r}; write a text", *place)
    return value
