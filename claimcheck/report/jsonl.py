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
    """One JSON object a line for every article, in the order given; then the statistics, if any."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        for result in results:
            yield _dumps(record(result, self.options)) + "\n"
        if self.options.statistics:
            yield _dumps({"schema": SCHEMA, "statistics": self.options.statistics.record()}) + "\n"


class JsonWriter:
    """One JSON object that holds all articles: {"schema": 1, "articles": [...]}."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        yield f'{{"schema": {SCHEMA}, "articles": ['
        for number, result in enumerate(results):
            yield (",\n" if number else "\n") + _dumps(record(result, self.options))
        yield "\n]"
        if self.options.statistics:
            yield f',\n"statistics": {_dumps(self.options.statistics.record())}'
        yield "}\n"


def record(result: Review | Failure, options: ReportOptions) -> dict[str, Any]:
    """An article as schema 1 has it. `counts` count every claim, shown or not.

    `suppression_problems` is there where a suppression is not as it should be, `warnings` where the
    article's bytes had to be guessed at, a claim's `place` where the text comes from a document
    without lines: {"page": 3} or {"file": "a.xhtml", "paragraph": 2}.
    """
    if isinstance(result, Failure):
        error = {"kind": result.kind, "message": result.message}
        return {"schema": SCHEMA, "path": result.path, "error": error}
    warnings = {"warnings": list(result.article.warnings)} if result.article.warnings else {}
    return {
        "schema": SCHEMA,
        "path": result.path,
        **warnings,
        "model": result.model,
        "words": result.words,
        "claims": [claim_record(finding) for finding in options.shown(result)],
        "counts": {label.value: count for label, count in result.counts.items()},
        **_problems(result),
    }


def claim_record(finding: Finding) -> dict[str, Any]:
    """A finding as schema 1 has it; `scores` are rounded so that they still sum to 1."""
    claim = finding.claim
    scores = _rounded([claim.scores[label] for label in LABELS])
    place = {"place": dict(finding.place.parts)} if finding.place else {}
    return {
        "start": claim.start,
        "end": claim.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        **place,
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
        **_suppression(finding),
    }


def _suppression(finding: Finding) -> dict[str, Any]:
    """Who said that the claim may stand, where somebody did; what is not known is null."""
    said = finding.suppression
    if said is None:
        return {}
    record = {
        "kind": said.kind,
        "reason": said.reason or None,
        "author": said.author or None,
        "until": said.until.isoformat() if said.until else None,
        "line": said.line,
    }
    return {"suppression": record}


def _problems(review: Review) -> dict[str, Any]:
    found = [
        {
            "fault": remark.fault.value,
            "message": remark.message,
            "line": remark.line,
            "column": remark.column,
            "end_line": remark.end_line,
            "end_column": remark.end_column,
            **({"place": dict(remark.place.parts)} if remark.place else {}),
        }
        for remark in review.remarks
    ]
    return {"suppression_problems": found} if found else {}


def _rounded(scores: list[float]) -> list[float]:
    rounded = [round(score, _PLACES) for score in scores]
    largest = rounded.index(max(rounded))
    rest = sum(score for at, score in enumerate(rounded) if at != largest)
    rounded[largest] = round(1 - rest, _PLACES)
    return rounded


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
