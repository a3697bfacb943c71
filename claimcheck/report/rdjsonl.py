"""Reviewdog's diagnostic format, one JSON object a line.

Lines count from 1; columns count from 1 in bytes of UTF-8; ends are exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claimcheck.datatypes import UNREADABLE, Failure, Finding, Review
from claimcheck.labels import Label
from claimcheck.report.options import ReportOptions
from claimcheck.report.words import failure_message, relative_path, whole_message

SEVERITIES = {
    Label.UNSAFE: "ERROR",
    Label.OVERSTATED: "WARNING",
    Label.ANECDOTAL: "INFO",
    Label.SUPPORTED: "INFO",
}

_WHOLE = {"start": {"line": 1}}
"""Where to show what concerns a file as a whole, or a document that has no lines."""


class RdjsonlWriter:
    """A diagnostic a line for every finding and every article that could not be read."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        for result in results:
            for diagnostic in self._diagnostics(result):
                yield json.dumps(diagnostic, ensure_ascii=False) + "\n"

    def _diagnostics(self, result: Review | Failure) -> Iterator[dict[str, Any]]:
        path = relative_path(result.path)
        if isinstance(result, Failure):
            place = {"path": path, "range": _WHOLE}
            yield _diagnostic(failure_message(result), place, "ERROR", UNREADABLE)
            return
        for finding in self.options.shown(result, for_people=True):
            text = whole_message(result.article, finding)
            stretch = _range(result.article.text, finding)
            place = {"path": path, "range": stretch}
            severity = SEVERITIES[finding.claim.label]
            yield _diagnostic(text, place, severity, finding.rule) | _suggestions(finding, stretch)


def _diagnostic(text: str, location: dict[str, Any], severity: str, rule: str) -> dict[str, Any]:
    return {
        "message": text,
        "location": location,
        "severity": severity,
        "source": {"name": "claimcheck"},
        "code": {"value": rule},
    }


def _suggestions(finding: Finding, stretch: dict[str, Any]) -> dict[str, Any]:
    """The safer wording in the place of the claim, in files that have lines."""
    if finding.suggestion is None or finding.place:
        return {}
    return {"suggestions": [{"range": stretch, "text": finding.suggestion}]}


def _range(text: str, finding: Finding) -> dict[str, Any]:
    if finding.place:
        return _WHOLE
    claim = finding.claim
    return {
        "start": _position(text, claim.start, finding.line, finding.column),
        "end": _position(text, claim.end, finding.end_line, finding.end_column),
    }


def _position(text: str, offset: int, line: int, column: int) -> dict[str, int]:
    before = text[offset - column + 1 : offset]
    return {"line": line, "column": 1 + len(before.encode("utf-8", "surrogatepass"))}
