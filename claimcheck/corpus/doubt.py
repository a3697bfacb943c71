"""Labels that look wrong to a model which has not seen them, ranked, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod
from typing import Any, Protocol

from claimcheck.corpus.matching import iou
from claimcheck.corpus.spill import Ranked
from claimcheck.datatypes import Claim, LabelledDocument, LabelledSpan
from claimcheck.errors import ConfigError
from claimcheck.labels import Label

Documents = Callable[[], Iterable[LabelledDocument]]
"""Starts reading the same documents from the beginning."""
THIN_MARGIN = 0.15
"""Two labels closer than this in probability are a coin tossed."""
_UNFOUND, _THIN, _CUE = 0.45, 0.3, 0.25


class OutOfFold(Protocol):
    """Predicts every document with a model trained on the other folds.

    Gives each document with the claims found in it, in any order.
    """

    def __call__(
        self, documents: Documents, *, folds: int, seed: int
    ) -> Iterable[tuple[LabelledDocument, Sequence[Claim]]]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a label is in doubt; `weight` from 0 to 1, higher is graver."""

    kind: str
    weight: float
    message: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a document whose label (None: left unmarked) is likely wrong."""

    id: str
    start: int
    end: int
    text: str
    label: Label | None
    suggestion: Label | None
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """0 to 1, higher is more doubtful; several reasons add up (noisy or)."""
        return 1 - prod(1 - reason.weight for reason in self.reasons)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "label": self.label,
            "suggestion": self.suggestion,
            "score": round(self.score, 4),
            "reasons": [
                {"kind": reason.kind, "message": reason.message} for reason in self.reasons
            ],
        }


def find_doubts(
    documents: Documents,
    out_of_fold: OutOfFold,
    leanings: Mapping[str, Label] | None = None,
    folds: int = 5,
    seed: int = 0,
) -> Iterator[list[Doubt]]:
    """The doubts about each document; `leanings` says which label a category of cues speaks for."""
    enough = sum(1 for _ in islice(documents(), max(folds, 2)))
    if not 2 <= folds <= enough:
        raise ConfigError(f"folds must be 2 or more, each with a document of its own: {folds}")
    for document, claims in out_of_fold(documents, folds=folds, seed=seed):
        yield list(document_doubts(document, claims, leanings or {}))


class DoubtRanking:
    """Doubts and documents, gravest first; all but those asked for stays on disk.

    A document's score is the sum of those of its doubts: how many labels one expects to mend in it.
    """

    def __init__(self, doubted: Iterable[Iterable[Doubt]]) -> None:
        self._doubts, self._documents = Ranked(), Ranked()
        for doubts in doubted:
            self._add(list(doubts))

    def _add(self, doubts: Sequence[Doubt]) -> None:
        for doubt in doubts:
            self._doubts.add(doubt.score, doubt.id, doubt.start, doubt.as_json())
        if doubts:
            name, score = doubts[0].id, sum(doubt.score for doubt in doubts)
            told = {"id": name, "score": round(score, 4), "doubts": len(doubts)}
            self._documents.add(score, name, 0, told)

    def as_json(self, most: int | None = None) -> dict[str, Any]:
        """The `most` gravest of each (None: all), as iterators; `all` counts what there is."""
        return {
            "doubts": self._doubts.best(most),
            "documents": self._documents.best(most),
            "all": {"doubts": self._doubts.count, "documents": self._documents.count},
        }


def document_doubts(
    document: LabelledDocument, claims: Sequence[Claim], leanings: Mapping[str, Label]
) -> Iterator[Doubt]:
    """The doubts about one document, given the claims a model found without having seen it."""
    for span in document.spans:
        yield from _span_doubt(document, span, claims, leanings)
    for claim in claims:
        if not any(_overlap(span, claim) for span in document.spans):
            message = f"unmarked, but the model finds a claim here, {_told(claim)}"
            reason = Reason("unmarked", 0.5 * claim.confidence, message)
            yield Doubt(
                document.id, claim.start, claim.end, claim.text, None, claim.label, (reason,)
            )


def _span_doubt(
    document: LabelledDocument,
    span: LabelledSpan,
    claims: Sequence[Claim],
    leanings: Mapping[str, Label],
) -> Iterator[Doubt]:
    claim = max(claims, key=lambda claim: _overlap(span, claim), default=None)
    if claim is None or not _overlap(span, claim):
        message = f"marked {span.label}, but the model finds no claim here"
        reasons, suggestion = [Reason("unfound", _UNFOUND, message)], None
    else:
        suggestion = claim.label
        reasons = [*_label_reasons(span, claim), *_cue_reasons(span, claim, leanings)]
    if reasons:
        text = document.text[span.start : span.end]
        yield Doubt(document.id, span.start, span.end, text, span.label, suggestion, tuple(reasons))


def _label_reasons(span: LabelledSpan, claim: Claim) -> Iterator[Reason]:
    own = claim.scores.get(span.label, 0.0)
    if claim.label != span.label:
        lead = max(claim.confidence - own, 0.0)
        message = f"marked {span.label} ({own:.2f}), but the model says {_told(claim)}"
        yield Reason("label", 0.4 + 0.6 * lead, message)
        return
    runner_up = max(
        (label for label in claim.scores if label != span.label),
        key=lambda label: claim.scores[label],
        default=None,
    )
    if runner_up is not None and own - claim.scores[runner_up] < THIN_MARGIN:
        margin = max(own - claim.scores[runner_up], 0.0)
        message = f"{span.label} ({own:.2f}) is hardly ahead of {runner_up}, by {margin:.2f}"
        yield Reason("margin", _THIN * (1 - margin / THIN_MARGIN), message)


def _cue_reasons(
    span: LabelledSpan, claim: Claim, leanings: Mapping[str, Label]
) -> Iterator[Reason]:
    inside = [cue for cue in claim.cues if cue.start < span.end and span.start < cue.end]
    if any(leanings.get(cue.category) == span.label for cue in inside):
        return
    for cue in inside:
        leaning = leanings.get(cue.category)
        if leaning is not None:
            message = f"'{cue.text}' ({cue.category}) speaks for {leaning}, not {span.label}"
            yield Reason("cue", _CUE, message)
            return


def _overlap(span: LabelledSpan, claim: Claim) -> float:
    """How much a claim speaks of a span, 0 where it is another stretch of text.

    Detection counts half of the shorter of the two; IoU chooses between several.
    """
    shared = min(span.end, claim.end) - max(span.start, claim.start)
    shorter = min(span.end - span.start, claim.end - claim.start)
    if shared <= 0 or shared < 0.5 * shorter:
        return 0.0
    return iou(span, LabelledSpan(claim.start, claim.end, claim.label))


def _told(claim: Claim) -> str:
    return f"{claim.label} ({claim.confidence:.2f})"
