"""Cue files: the wordings that speak for a label, each with its reason and its tests.

A file in `lexicons/` is JSON Lines. Lines of `categories.jsonl` say what a category means to an
editor; every other line is a cue of the category its file is named after:

    {"id": "side-effects", "phrases": ["(no|zero|without [any]) [known] side effects"],
     "fires": ["It has no side effects."], "silent": ["Side effects include nausea."]}

`(a|b c)` stands for one of several wordings and `[a|b]` for one of them or nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimcheck.errors import LexiconError
from claimcheck.labels import Label

CATEGORIES_FILE = "categories.jsonl"
_MOST_WORDINGS = 2000
_PLAIN = re.compile(r"[^()\[\]|]+|\|")
"""Text up to the next sign of the notation; outside of brackets a bar is none."""

Place = tuple[str, int]
"""A file's name and a line in it, from 1."""


@dataclass(frozen=True, slots=True)
class Category:
    """What cues of one kind mean to an editor.

    `says` completes "says '...', which ...", `leans` is the label such a wording speaks for, and
    `negates_to` is the category of the same wording under a negation ("does not cure").
    """

    name: str
    says: str
    advice: str
    leans: Label | None = None
    negates_to: str | None = None


@dataclass(frozen=True, slots=True)
class LexiconCue:
    """A group of wordings with one reason, and sentences that must and must not fire."""

    id: str
    category: str
    wordings: tuple[str, ...]
    fires: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All categories and cues."""

    categories: Mapping[str, Category]
    cues: tuple[LexiconCue, ...]


def expand(phrase: str) -> list[str]:
    """All wordings of a phrase in the cue notation; ValueError where brackets do not match."""
    wordings, rest = _alternatives(phrase, 0, closing="")
    if rest != len(phrase):
        raise ValueError(f"unexpected '{phrase[rest]}' at character {rest + 1} of {phrase!r}")
    if len(wordings) > _MOST_WORDINGS:
        raise ValueError(f"{phrase!r} stands for {len(wordings)} wordings; split it")
    return list(dict.fromkeys(" ".join(wording.split()) for wording in wordings))


def _alternatives(phrase: str, at: int, closing: str) -> tuple[list[str], int]:
    """The wordings from `at` up to `closing`, and the place of that character."""
    found: list[str] = []
    current = [""]
    while at < len(phrase) and phrase[at] not in ")]":
        char = phrase[at]
        if char in "([":
            inner, at = _alternatives(phrase, at + 1, ")" if char == "(" else "]")
            inner = [*inner, ""] if char == "[" else inner
            current = [head + tail for head in current for tail in inner]
            at += 1
        elif char == "|" and closing:
            found, current = found + current, [""]
            at += 1
        else:
            plain = _plain(phrase, at)
            current = [head + plain for head in current]
            at += len(plain)
    if closing and (at >= len(phrase) or phrase[at] != closing):
        raise ValueError(f"'{closing}' is missing in {phrase!r}")
    return found + current, at


def _plain(phrase: str, at: int) -> str:
    found = _PLAIN.match(phrase, at)
    assert found is not None
    return found[0]


@cache
def default_lexicon() -> Lexicon:
    """The cue files that come with the package."""
    return read_lexicon(files("claimcheck") / "lexicons")


@cache
def default_categories() -> Mapping[str, Category]:
    """The categories of the cue files that come with the package."""
    return read_categories(files("claimcheck") / "lexicons")


def read_lexicon(folder: Traversable) -> Lexicon:
    """The cue files of a folder; LexiconError names file, line, fault and remedy."""
    categories = read_categories(folder)
    for about in categories.values():
        if about.negates_to and about.negates_to not in categories:
            raise LexiconError(
                f"'{about.name}' negates to no category '{about.negates_to}'; add it",
                CATEGORIES_FILE,
            )
    cues: list[LexiconCue] = []
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".jsonl") and file.name != CATEGORIES_FILE:
            cues += _read_cues(file, categories)
    return Lexicon(categories, tuple(cues))


def read_categories(folder: Traversable) -> Mapping[str, Category]:
    """The categories of a folder by name."""
    return {
        str(record["name"]): _category(record, place)
        for place, record in read_records(folder / CATEGORIES_FILE)
    }


def _read_cues(file: Traversable, categories: Mapping[str, Category]) -> Iterator[LexiconCue]:
    category = file.name.removesuffix(".jsonl")
    if category not in categories:
        raise LexiconError(f"no category '{category}' in {CATEGORIES_FILE}; add it", file.name)
    seen: set[str] = set()
    for place, record in read_records(file):
        cue = _cue(record, category, place)
        if cue.id in seen:
            raise LexiconError(f"cue '{cue.id}' is defined twice; rename one", *place)
        seen.add(cue.id)
        yield cue


def read_records(file: Traversable) -> Iterator[tuple[Place, dict[str, object]]]:
    """The objects of a JSON Lines file, each with its place; LexiconError for anything else."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise LexiconError(
                    f"not JSON ({error.msg}); mend the line", file.name, number
                ) from None
            if not isinstance(record, dict):
                raise LexiconError("not a JSON object; write {...}", file.name, number)
            yield (file.name, number), record


def _category(record: Mapping[str, object], place: Place) -> Category:
    expect_keys(record, {"name", "says", "advice"}, {"leans", "negates_to"}, place)
    negates_to = record.get("negates_to")
    try:
        leans = Label.parse(str(record["leans"])) if record.get("leans") else None
    except ValueError as error:
        raise LexiconError(str(error), *place) from None
    return Category(
        str(record["name"]),
        str(record["says"]),
        str(record["advice"]),
        leans,
        str(negates_to) if negates_to else None,
    )


def _cue(record: Mapping[str, object], category: str, place: Place) -> LexiconCue:
    expect_keys(record, {"id", "phrases", "fires", "silent"}, set(), place)
    return LexiconCue(
        str(record["id"]),
        category,
        wordings_of(record["phrases"], place),
        texts_of(record["fires"]),
        texts_of(record["silent"]),
    )


def wordings_of(value: object, place: Place) -> tuple[str, ...]:
    """All wordings of phrases in the cue notation; LexiconError where brackets do not match."""
    try:
        return tuple(wording for phrase in texts_of(value) for wording in expand(phrase))
    except ValueError as error:
        raise LexiconError(str(error), *place) from None


def texts_of(value: object) -> tuple[str, ...]:
    """A field that holds one text or a list of them."""
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def expect_keys(
    record: Mapping[str, object], needed: set[str], allowed: set[str], place: Place
) -> None:
    """LexiconError where a needed key is missing or one is neither needed nor allowed."""
    for key in sorted(needed - record.keys()):
        raise LexiconError(f"'{key}' is missing; add it", *place)
    for key in sorted(record.keys() - needed - allowed):
        raise LexiconError(
            f"unknown key '{key}'; known: {', '.join(sorted(needed | allowed))}", *place
        )
