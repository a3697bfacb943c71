"""The finder's and the labeller's models as the pipeline runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import TypeGuard

import numpy as np

from claimcheck.classifier import clauses
from claimcheck.classifier.decision import NEVER, UNTOLD, Decision, read_decision
from claimcheck.classifier.division import Part, divided
from claimcheck.classifier.domain import about_health
from claimcheck.classifier.features import DocumentFeatures, Row
from claimcheck.classifier.known import RECKLESS
from claimcheck.classifier.linear import Array, LinearLayer
from claimcheck.classifier.space import FeatureSpace, SparseRows
from claimcheck.classifier.store import load_parts, save_parts
from claimcheck.classifier.vectors import DocumentVectors, WordVectors
from claimcheck.errors import ModelError
from claimcheck.labels import LABELS
from claimcheck.protocols import Candidate, Judgement, Sentence

_TERMS_TOLD = 6
_DENIALS = ("debunking", "honest_limit")


@dataclass(frozen=True, slots=True)
class Head:
    """One estimator: its vocabulary and its trained layer."""

    space: FeatureSpace
    layer: LinearLayer

    def rows(self, rows: Sequence[Row]) -> SparseRows:
        return self.space.transform(rows)


class Finder:
    """Finds claims in three steps: which sentences, where they divide, which parts to keep."""

    NAME = "finder"

    def __init__(
        self,
        sentence: Head,
        border: Head,
        part: Head,
        vectors: WordVectors,
        thresholds: dict[str, float],
    ) -> None:
        self.sentence, self.border, self.part = sentence, border, part
        self.vectors, self.thresholds = vectors, thresholds

    def find(self, sentences: Sequence[Sentence]) -> list[Candidate]:
        """Claim candidates of one article, in the order of the text."""
        if not about_health(sentences):
            return []
        features, vectors = DocumentFeatures(sentences), DocumentVectors(sentences, self.vectors)
        scores = self._odds(features, vectors)
        chosen = np.flatnonzero(scores >= self.thresholds["sentence"]).tolist()
        parts = self._parts(chosen, features, vectors)
        return [
            Candidate(index, first, last, float(scores[index]))
            for index, first, last in self._kept(parts, features, vectors)
        ]

    def odds(self, sentences: Sequence[Sentence]) -> Array:
        """Probability that a sentence holds a claim, shape (sentences,)."""
        if not about_health(sentences):
            return np.zeros(len(sentences), dtype=np.float32)
        return self._odds(DocumentFeatures(sentences), DocumentVectors(sentences, self.vectors))

    def _odds(self, features: DocumentFeatures, vectors: DocumentVectors) -> Array:
        everything = range(len(features.sentences))
        rows = self.sentence.rows([features.sentence_row(at) for at in everything])
        dense = np.stack([vectors.sentence(at) for at in everything])
        return self.sentence.layer.sigmoid(rows, dense)

    def _parts(
        self, chosen: Sequence[int], features: DocumentFeatures, vectors: DocumentVectors
    ) -> list[list[Part]]:
        """The parts of each of the chosen sentences, divided where the claim changes."""
        tokens = {index: features.sentences[index].tokens for index in chosen}
        places = [(index, at) for index in chosen for at in clauses.boundaries(tokens[index])]
        splits: dict[int, list[int]] = {index: [] for index in chosen}
        if places:
            rows = [
                features.border_row(index, at, clauses.is_strong(tokens[index], at))
                for index, at in places
            ]
            dense = np.stack([vectors.border(*place) for place in places])
            changes = self.border.layer.sigmoid(self.border.rows(rows), dense)
            for (index, at), odds in zip(places, changes, strict=True):
                if odds >= self.thresholds["border"]:
                    splits[index].append(at)
        return [
            [(index, first, last) for first, last in clauses.units(tokens[index], at)]
            for index, at in splits.items()
        ]

    def _kept(
        self,
        sentences: Sequence[Sequence[Part]],
        features: DocumentFeatures,
        vectors: DocumentVectors,
    ) -> Iterator[Part]:
        """The parts of claim sentences that are claims, trimmed: at least the likeliest of each."""
        divided = [part for parts in sentences if len(parts) > 1 for part in parts]
        odds: dict[Part, float] = {}
        if divided:
            rows = self.part.rows([features.span_row(*part) for part in divided])
            dense = np.stack([vectors.span(*part) for part in divided])
            odds = dict(zip(divided, self.part.layer.sigmoid(rows, dense).tolist(), strict=True))
        for parts in sentences:
            best = max(parts, key=lambda part: odds.get(part, 1.0))
            for part in parts:
                index, first, last = part
                tokens = features.sentences[index].tokens
                first, last = clauses.trim(tokens, first, last, inner=first > 0)
                likely = part == best or odds[part] >= self.thresholds["part"]
                if likely and first < last:
                    yield index, first, last

    def to_disk(self, path: Path) -> None:
        heads = {"sentence": self.sentence, "border": self.border, "part": self.part}
        save_parts(path, _stored(heads), self.vectors, {"thresholds": self.thresholds})

    @classmethod
    def from_disk(cls, path: Path) -> Finder:
        parts = load_parts(path)
        names = ("sentence", "border", "part")
        heads = {name: _head(parts.heads, name, path, outputs=1) for name in names}
        thresholds = parts.settings.get("thresholds")
        if not isinstance(thresholds, dict) or not all(map(_is_number, map(thresholds.get, names))):
            raise _damaged(path, "thresholds")
        return Finder(**heads, vectors=parts.vectors, thresholds=thresholds)


class Labeller:
    """Gives a claim its four probabilities and, by the rule `decision`, its label."""

    NAME = "labeller"

    def __init__(
        self,
        head: Head,
        vectors: WordVectors,
        decision: Decision,
        review_below: float,
    ) -> None:
        self.head, self.vectors = head, vectors
        self.decision, self.review_below = decision, review_below

    def label(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[Judgement]:
        """One judgement a candidate, in their order."""
        if not candidates:
            return []
        rows, scores = self._scored(sentences, candidates)
        leans = [not _denies(sentences, item) for item in candidates]
        chosen = self.decision.choose(scores, [item.score for item in candidates], leans)
        return [
            Judgement(
                None if best == UNTOLD else LABELS[best],
                tuple(float(value) for value in scores[at]),
                () if best == UNTOLD else self._terms(rows, at, int(best)),
            )
            for at, best in enumerate(chosen)
        ]

    def divide(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[list[Candidate]]:
        """The parts of each candidate, in their order; most have one, which is themselves.

        One is divided at a border of clauses where both parts are surely of different labels.
        """
        if not candidates or self.decision.divide >= NEVER:
            return [[item] for item in candidates]
        features, vectors = DocumentFeatures(sentences), DocumentVectors(sentences, self.vectors)

        def scores(places: Sequence[Part]) -> Array:
            return self._odds(features, vectors, places)[1]

        parts = [(item.sentence, item.first, item.last) for item in candidates]
        tokens = [item.tokens for item in sentences]
        found = divided(parts, tokens, scores, self.decision.divide)
        return [
            [replace(item, first=first, last=last) for _, first, last in own]
            for item, own in zip(candidates, found, strict=True)
        ]

    def _scored(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> tuple[SparseRows, Array]:
        """The rows of the candidates, and their probabilities, shape (candidates, labels).

        Those of a sentence's only claim are the geometric mean of what its own words say and of
        what the whole sentence does: a lead-in outside the claim ("studies show that") speaks for
        its label.
        """
        features, vectors = DocumentFeatures(sentences), DocumentVectors(sentences, self.vectors)
        places = [(item.sentence, item.first, item.last) for item in candidates]
        rows, found = self._odds(features, vectors, places)
        counts = Counter(item.sentence for item in candidates)
        alone = [at for at, item in enumerate(candidates) if counts[item.sentence] == 1]
        if alone:
            within = [candidates[at].sentence for at in alone]
            wholes = [(at, 0, len(sentences[at].tokens)) for at in within]
            both = np.sqrt(found[alone] * self._odds(features, vectors, wholes)[1])
            found[alone] = both / both.sum(axis=1, keepdims=True)
        return rows, found

    def _odds(
        self, features: DocumentFeatures, vectors: DocumentVectors, places: Sequence[Part]
    ) -> tuple[SparseRows, Array]:
        """Rows and probabilities of stretches of tokens, by their own words."""
        rows = self.head.rows([features.span_row(*place) for place in places])
        dense = np.stack([vectors.span(*place) for place in places])
        return rows, self.head.layer.softmax(rows, dense)

    def _terms(self, rows: SparseRows, number: int, output: int) -> tuple[str, ...]:
        """Words of the claim itself that spoke for the label, strongest first."""
        parts = self.head.layer.strongest(rows, number, output)
        names = (self.head.space.terms[at] for at, value in parts if value > 0)
        words = (name[2:] for name in names if name.startswith("w:"))
        return tuple(islice(words, _TERMS_TOLD))

    def to_disk(self, path: Path) -> None:
        settings = self.decision.as_dict() | {"review_below": self.review_below}
        save_parts(path, _stored({"label": self.head}), self.vectors, settings)

    @classmethod
    def from_disk(cls, path: Path) -> Labeller:
        parts = load_parts(path)
        head = _head(parts.heads, "label", path, outputs=len(LABELS))
        below = parts.settings.get("review_below")
        try:
            decision = read_decision(parts.settings)
        except ValueError:
            raise _damaged(path, "weights or thresholds of the labels") from None
        if not _is_number(below):
            raise _damaged(path, "weights or review_below")
        return Labeller(head, parts.vectors, decision, below)


def _denies(sentences: Sequence[Sentence], claim: Candidate) -> bool:
    """Whether the sentence of a claim refutes or states a limit and denies no danger: the rule
    that leans to revision is not for it."""
    kinds = {cue.category for cue in sentences[claim.sentence].cues}
    return not kinds.isdisjoint(_DENIALS) and kinds.isdisjoint(RECKLESS)


def _stored(heads: dict[str, Head]) -> dict[str, tuple[FeatureSpace, LinearLayer]]:
    return {name: (head.space, head.layer) for name, head in heads.items()}


def _head(
    heads: dict[str, tuple[FeatureSpace, LinearLayer]], name: str, path: Path, outputs: int
) -> Head:
    if name not in heads:
        raise ModelError(f"{path}: the part '{name}' is missing; train or copy the model again")
    if len(heads[name][1].bias) != outputs:
        raise ModelError(f"{path}: '{name}' must have {outputs} outputs; copy the model again")
    return Head(*heads[name])


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and isfinite(value)


def _damaged(path: Path, what: str) -> ModelError:
    return ModelError(
        f"{path / 'settings.json'}: {what} are missing or no numbers; copy the model again"
    )
