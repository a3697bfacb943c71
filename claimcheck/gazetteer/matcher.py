"""Names looked up among the tokens of a text: longest first, whatever the tokenizer.

Tokens are taken apart into words, so that "omega-3" is the same as "omega", "-", "3". Case and
accents do not count, the hyphens and apostrophes of a name may be left out ("xray", "st johns
wort"), and its last word may be a regular plural.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]+|\n")
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_JOINS = re.compile(r"[ \t\u00a0'’ʼ\-\u2010-\u2015\u00ad]*")
"""Tokens of nothing else do not part a name."""
_BREAK = ""
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def keys_of(name: str) -> list[str]:
    """The ways in which the words of a name are written, each joined by blanks."""
    plain = _folded(name)
    if _PLAIN.fullmatch(plain):
        return [plain]
    forms = [plain]
    if "-" in plain:
        forms.append(plain.replace("-", ""))
    if "'" in plain:
        forms += [form.replace("'", "") for form in forms]
    return [" ".join(_WORD.findall(form)) for form in forms]


class NameTable(Generic[T]):
    """Entries by the keys of their names; read-only."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = dict(entries)
        self._lengths: dict[str, tuple[int, ...]] = {}
        for key in self._entries:
            first, blank, rest = key.partition(" ")
            if blank:
                length, known = rest.count(" ") + 2, self._lengths.get(first, ())
                if length not in known:
                    self._lengths[first] = tuple(sorted({*known, length}, reverse=True))

    @property
    def entries(self) -> tuple[T, ...]:
        """Every entry once, in the order of the files."""
        return tuple({id(entry): entry for entry in self._entries.values()}.values())

    def mentions(self, tokens: Sequence[str]) -> list[tuple[T, int, int]]:
        """The entries that are named, each with its tokens [first, last); none overlap."""
        words, places = _words(tokens)
        found = []
        at = 0
        while at < len(words):
            entry, end = self._longest(words, at)
            if entry is not None:
                found.append((entry, places[at], places[end - 1] + 1))
            at = end
        return found

    def named_in(self, text: str) -> list[T]:
        """The entries that a plain text names, in its order; no name goes over a line's end."""
        return [entry for entry, _, _ in self.mentions(_TOKEN.findall(text))]

    def _longest(self, words: Sequence[str], at: int) -> tuple[T | None, int]:
        """The entry of the longest name from `at` on, and the word behind it."""
        for length in self._lengths.get(words[at], ()):
            end = at + length
            if end <= len(words) and _BREAK not in (inside := words[at:end]):
                *before, last = inside
                for form in _singulars(last):
                    entry = self._entries.get(" ".join([*before, form]))
                    if entry is not None:
                        return entry, end
        for form in _singulars(words[at]):
            if form in self._entries:
                return self._entries[form], at + 1
        return None, at + 1


def _words(tokens: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words of all tokens, and of each its token; what parts words stands as a break."""
    words: list[str] = []
    places: list[int] = []
    for number, token in enumerate(tokens):
        inside = _words_of(token)
        words += inside
        places += [number] * len(inside)
    return words, places


@lru_cache(maxsize=50_000)
def _words_of(token: str) -> tuple[str, ...]:
    if _JOINS.fullmatch(token):
        return ()
    return tuple(_WORD.findall(_folded(token))) or (_BREAK,)


def _folded(text: str) -> str:
    """Lower case, straight apostrophes, no accents."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def _singulars(word: str) -> tuple[str, ...]:
    """The word, and what it is a regular plural of."""
    return tuple(_stems(word))


def _stems(word: str) -> Iterator[str]:
    yield word
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("ies"):
            yield f"{word[:-3]}y"
        elif word.endswith("es") and word[:-2].endswith(_SIBILANTS):
            yield word[:-2]
