"""Small stand-ins for the trained models, and pipelines without weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from claimcheck.labels import LABELS
from claimcheck.protocols import Candidate, Judgement, Sentence


class FakeFinder:
    """Takes every sentence with `word` in it for a claim, without its last token."""

    def __init__(self, word: str = "tea") -> None:
        self.word = word
        self.seen: list[Sequence[Sentence]] = []

    def find(self, sentences: Sequence[Sentence]) -> list[Candidate]:
        self.seen.append(sentences)
        return [
            Candidate(at, 0, max(1, len(sentence.tokens) - 1), 0.9)
            for at, sentence in enumerate(sentences)
            if self.word in [token.text.lower() for token in sentence.tokens]
        ]

    def to_disk(self, path: Path) -> None:
        path.write_text(json.dumps(self.word), encoding="utf-8")

    def from_disk(self, path: Path) -> FakeFinder:
        return FakeFinder(json.loads(path.read_text(encoding="utf-8")))


class FakeLabeller:
    """Gives every candidate the same scores and label."""

    def __init__(
        self, scores: tuple[float, ...] = (0.1, 0.2, 0.3, 0.4), below: float = 0.5
    ) -> None:
        self.scores, self.review_below = scores, below
        self.asked: list[Sequence[Candidate]] = []

    def divide(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[list[Candidate]]:
        return [[item] for item in candidates]

    def label(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[Judgement]:
        self.asked.append(candidates)
        best = LABELS[self.scores.index(max(self.scores))]
        return [Judgement(best, self.scores, ("tea",)) for _ in candidates]

    def to_disk(self, path: Path) -> None:
        path.write_text(json.dumps([self.scores, self.review_below]), encoding="utf-8")

    def from_disk(self, path: Path) -> FakeLabeller:
        scores, below = json.loads(path.read_text(encoding="utf-8"))
        return FakeLabeller(tuple(scores), below)


def blank(*components: str) -> Language:
    nlp = spacy.blank("en")
    for name in components:
        nlp.add_pipe(f"claimcheck_{name}")
    return nlp


@cache
def segmenting() -> Language:
    """A pipeline that only cuts sentences; shared, since it keeps nothing."""
    return blank("segmenter")
