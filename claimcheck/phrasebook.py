"""Wordings looked up in plain text: word by word, longest first, without spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:!?()%“”\"]")

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
"""A wording that is its own key, as most are."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark that parts clauses, folded, with its place in the text."""

    start: int
    end: int
    text: str


def folded(word: str) -> str:
    """The form in which words are compared: lower case, straight apostrophes."""
    return word.lower().replace("’", "'")


def words_of(text: str) -> list[Word]:
    """The words of a text; hyphens, full stops and markup part them and are left out."""
    return [
        Word(match.start(), match.end(), folded(match.group())) for match in _WORD.finditer(text)
    ]


def lengths_by_first_word(wordings: Iterable[str]) -> dict[str, list[int]]:
    """For each first word the lengths in words, ascending, of the wordings that begin with it."""
    lengths: dict[str, list[int]] = {}
    for wording in wordings:
        first, length = wording.partition(" ")[0], wording.count(" ") + 1
        known = lengths.get(first)
        if known is None:
            lengths[first] = [length]
        elif length not in known:
            known.append(length)
            known.sort()
    return lengths


class Phrasebook(Generic[T]):
    """What belongs to each wording; built once, then read-only."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._values: dict[str, list[T]] = {}
        for wording, value in pairs:
            plain = _PLAIN.fullmatch(wording)
            key = wording if plain else " ".join(_WORD.findall(folded(wording)))
            self._values.setdefault(key, []).append(value)
        self._lengths: Mapping[str, Sequence[int]] = lengths_by_first_word(self._values)

    def at(self, words: Sequence[Word], first: int) -> Iterator[tuple[int, list[T]]]:
        """The wordings that begin at a word, the longest first: (index behind it, values)."""
        for length in reversed(self._lengths.get(words[first].text, ())):
            last = first + length
            if last <= len(words):
                key = " ".join(word.text for word in words[first:last])
                if key in self._values:
                    yield last, self._values[key]
