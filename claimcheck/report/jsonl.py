"""JSON Lines (one article a line) and JSON (one object): schema 1 of the project's design."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.labels import LABELS
from claimcheck.report.options import ReportOptions

SCHEMA = 1
_PLACES = 4


class JsonlWriter:
    """One JSON object a line for every article, in the order given."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        for result in results:
            yield _dumps(record(result, self.options)) + "\n"


class JsonWriter:
    """One JSON object that holds all articles: {"schema": 1, "articles": [...]}."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        yield f'{{"schema": {SCHEMA}, "articles": ['
        for number, result in enumerate(results):
            yield (",\n" if number else "\n") + _dumps(record(result, self.options))
        yield "\n]}\n"


def record(result: Review | Failure, options: ReportOptions) -> dict[str, Any]:
    """An article as schema 1 has it. `counts` count every claim, shown or not."""
    if isinstance(result, Failure):
        error = {"kind": result.kind, "message": result.message}
        return {"schema": SCHEMA, "path": result.path, "error": error}
    return {
        "schema": SCHEMA,
        "path": result.path,
        "model": result.model,
        "words": result.words,
        "claims": [claim_record(finding) for finding in options.shown(result)],
        "counts": {label.value: count for label, count in result.counts.items()},
    }


def claim_record(finding: Finding) -> dict[str, Any]:
    """A finding as schema 1 has it; `scores` are rounded so that they still sum to 1."""
    claim = finding.claim
    scores = _rounded([claim.scores[label] for label in LABELS])
    return {
        "start": claim.start,
        "end": claim.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "text": claim.text,
        "label": claim.label.value,
        "confidence": scores[LABELS.index(claim.label)],
        "scores": {label.value: score for label, score in zip(LABELS, scores, strict=True)},
        "needs_review": claim.needs_review,
        "cues": [
            {"start": cue.start, "end": cue.end, "text": cue.text, "category": cue.category}
            for cue in claim.cues
        ],
        "why": finding.why,
        "advice": finding.advice,
        "notes": [
            {"text": note.text, "source": note.source, "url": note.url} for note in finding.notes
        ],
        "suppressed": finding.suppressed,
        "suggestion": finding.suggestion,
    }


def _rounded(scores: list[float]) -> list[float]:
    rounded = [round(score, _PLACES) for score in scores]
    largest = rounded.index(max(rounded))
    rest = sum(score for at, score in enumerate(rounded) if at != largest)
    rounded[largest] = round(1 - rest, _PLACES)
    return rounded


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
