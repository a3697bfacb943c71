"""Near-duplicates: documents whose word 5-grams overlap by more than a threshold.

Candidates come from MinHash signatures in bands (Broder 1997; Leskovec et al., Mining of Massive
Datasets, 3.4): 80 bands of 3 miss one pair in 40,000 at a similarity of 0.5, and fewer above it.
Every candidate is then measured exactly, so nothing is reported that is not there. Shingles and
signatures are kept on disk: a document takes 16 bytes of memory.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from claimcheck.corpus.spill import Columns, Rows
from claimcheck.corpus.spill import Numbers as _Hashes

THRESHOLD = 0.5
WORDS = 5
_BANDS, _ROWS = 80, 3
_AT_ONCE = 64
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class NearPair:
    """Documents `first` < `second` (in the order added) and their Jaccard similarity, 0 to 1."""

    first: int
    second: int
    similarity: float


def shingles(text: str) -> _Hashes:
    """Sorted 64-bit hashes of the word 5-grams of `text`, case and punctuation left out.

    A shorter text is one shingle of all its words; a text without words has none.
    """
    words = np.array([_word_hash(word) for word in _WORD.findall(text.lower())], dtype=np.uint64)
    if not len(words):
        return words
    width = min(WORDS, len(words))
    mixed = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for place in range(width):
        mixed = _mix(mixed * _ODD + words[place : len(words) - width + 1 + place])
    mixed.sort()
    first = np.append(True, mixed[1:] != mixed[:-1])
    return np.asarray(mixed[first], dtype=np.uint64)


def jaccard(first: _Hashes, second: _Hashes) -> float:
    """Shared share of two sets of shingles, 0 to 1; 0 when both are empty."""
    shared = len(np.intersect1d(first, second, assume_unique=True))
    union = len(first) + len(second) - shared
    return shared / union if union else 0.0


class NearIndex:
    """Collects documents and tells which resemble one another."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._shingles = Rows()
        self._bands = Columns(_BANDS)
        self._parents = array("L")

    def __len__(self) -> int:
        return len(self._shingles)

    def add(self, text: str) -> int:
        """Take `text` in; its number, from 0."""
        grams = shingles(text)
        self._shingles.append(grams)
        self._bands.append(_bands(grams))
        self._parents.append(len(self._parents))
        return len(self._parents) - 1

    def pairs(self) -> Iterator[NearPair]:
        """Pairs above the threshold, enough of them to join every group of near-duplicates.

        A document in a group of n takes part in at least one pair, and a group yields n - 1: a
        text copied a thousand times is told a thousand times, not half a million.
        """
        for band in range(_BANDS):
            for group in self._groups(band):
                yield from self._pairs_in(group)

    def groups(self) -> list[int]:
        """For each document the number of the first one of its group of near-duplicates."""
        for _ in self.pairs():
            pass
        return [self._root(number) for number in range(len(self))]

    def close(self) -> None:
        """Give the disk back."""
        self._shingles.close()
        self._bands.close()

    def _groups(self, band: int) -> Iterator[list[int]]:
        keys = self._bands.column(band)
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.diff(keys[order], prepend=keys[order][:1] + np.uint64(1)))
        ends = np.append(starts, len(order))[1:]
        for start, end in zip(starts, ends, strict=True):
            if end - start > 1:
                group = order[start:end].tolist()
                yield [number for number in group if self._shingles.length(number)]

    def _pairs_in(self, group: list[int]) -> Iterator[NearPair]:
        for place, second in enumerate(group):
            for first in group[:place]:
                if self._root(first) == self._root(second):
                    continue
                similarity = jaccard(self._shingles[first], self._shingles[second])
                if similarity > self._threshold:
                    self._join(first, second)
                    yield NearPair(first, second, similarity)

    def _root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def _join(self, first: int, second: int) -> None:
        low, high = sorted((self._root(first), self._root(second)))
        self._parents[high] = low


_ODD = np.uint64(0x9E3779B97F4A7C15)
_GENERATOR = np.random.default_rng(5)
_FACTORS = _GENERATOR.integers(1, 2**63, (_BANDS * _ROWS, 1), dtype=np.uint64) * np.uint64(2) + (
    np.uint64(1)
)
_OFFSETS = _GENERATOR.integers(0, 2**63, (_BANDS * _ROWS, 1), dtype=np.uint64)


def _mix(values: _Hashes) -> _Hashes:
    mixed = (values ^ (values >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(29))


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _bands(grams: _Hashes) -> _Hashes:
    if not len(grams):
        return np.zeros(_BANDS, dtype=np.uint64)
    smallest = _smallest(grams).reshape(_BANDS, _ROWS)
    band = np.zeros(_BANDS, dtype=np.uint64)
    for row in range(_ROWS):
        band = _mix(band * _ODD + smallest[:, row])
    return band


def _smallest(grams: _Hashes) -> _Hashes:
    """The smallest value of every hash function, a few shingles at a time.

    Tables as large as each document are quicker made than given back: memory would go to pieces.
    """
    pieces = [
        ((_FACTORS * grams[start : start + _AT_ONCE] + _OFFSETS) >> np.uint64(32)).min(axis=1)
        for start in range(0, len(grams), _AT_ONCE)
    ]
    return np.asarray(np.minimum.reduce(pieces), dtype=np.uint64)
