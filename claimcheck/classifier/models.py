"""The finder's and the labeller's models as the pipeline runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeGuard

import numpy as np

from claimcheck.classifier import clauses
from claimcheck.classifier.decision import UNTOLD, Decision, read_decision
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
        found = []
        for index in np.flatnonzero(scores >= self.thresholds["sentence"]):
            score = float(scores[index])
            found += self._parts(int(index), score, features, vectors)
        return found

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
        self, index: int, score: float, features: DocumentFeatures, vectors: DocumentVectors
    ) -> list[Candidate]:
        tokens = features.sentences[index].tokens
        parts = clauses.units(tokens, self._splits(index, features, vectors))
        keep = self._kept(index, parts, features, vectors)
        found = []
        for (first, last), kept in zip(parts, keep, strict=True):
            first, last = clauses.trim(tokens, first, last, inner=first > 0)
            if kept and first < last:
                found.append(Candidate(index, first, last, score))
        return found

    def _splits(
        self, index: int, features: DocumentFeatures, vectors: DocumentVectors
    ) -> list[int]:
        tokens = features.sentences[index].tokens
        places = clauses.boundaries(tokens)
        if not places:
            return []
        rows = [features.border_row(index, at, clauses.is_strong(tokens, at)) for at in places]
        dense = np.stack([vectors.border(index, at) for at in places])
        changes = self.border.layer.sigmoid(self.border.rows(rows), dense)
        return [at for at, p in zip(places, changes, strict=True) if p >= self.thresholds["border"]]

    def _kept(
        self,
        index: int,
        parts: Sequence[tuple[int, int]],
        features: DocumentFeatures,
        vectors: DocumentVectors,
    ) -> list[bool]:
        """Which parts of a claim sentence are claims: at least the likeliest is."""
        if len(parts) == 1:
            return [True]
        rows = self.part.rows([features.span_row(index, *part) for part in parts])
        dense = np.stack([vectors.span(index, *part) for part in parts])
        odds = self.part.layer.sigmoid(rows, dense)
        best = int(odds.argmax())
        return [at == best or p >= self.thresholds["part"] for at, p in enumerate(odds)]

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

    def _scored(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> tuple[SparseRows, Array]:
        """The rows of the candidates, and their probabilities, shape (candidates, labels).

        Those of a sentence's only claim are the geometric mean of what its own words say and of
        what the whole sentence does: a lead-in outside the claim ("studies show that") speaks for
        its label.
        """
        features, vectors = DocumentFeatures(sentences), DocumentVectors(sentences, self.vectors)

        def scores(places: Sequence[tuple[int, int, int]]) -> tuple[SparseRows, Array]:
            rows = self.head.rows([features.span_row(*place) for place in places])
            dense = np.stack([vectors.span(*place) for place in places])
            return rows, self.head.layer.softmax(rows, dense)

        rows, found = scores([(item.sentence, item.first, item.last) for item in candidates])
        counts = Counter(item.sentence for item in candidates)
        alone = [at for at, item in enumerate(candidates) if counts[item.sentence] == 1]
        if alone:
            within = [candidates[at].sentence for at in alone]
            _, whole = scores([(at, 0, len(sentences[at].tokens)) for at in within])
            both = np.sqrt(found[alone] * whole)
            found[alone] = both / both.sum(axis=1, keepdims=True)
        return rows, found

    def _terms(self, rows: SparseRows, number: int, output: int) -> tuple[str, ...]:
        """Words of the claim itself that spoke for the label, strongest first."""
        parts = self.head.layer.strongest(rows, number, output)
        terms = [(self.head.space.terms[at], value) for at, value in parts if value > 0]
        return tuple(name[2:] for name, _ in terms if name.startswith("w:"))[:_TERMS_TOLD]

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
