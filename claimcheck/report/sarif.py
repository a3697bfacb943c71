"""SARIF 2.1.0, for code scanning and SARIF viewers.

Lines and columns count from 1 in code points; ends are exclusive. An article that could not be read
is a result of its own and a notification, and makes the run an unsuccessful one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from claimcheck import __version__
from claimcheck.datatypes import UNREADABLE, Article, Failure, Fault, Finding, Remark, Review
from claimcheck.fingerprint import VERSION
from claimcheck.labels import Label
from claimcheck.report.difference import safer_words
from claimcheck.report.options import ReportOptions
from claimcheck.report.rules import Rule, all_rules
from claimcheck.report.sarif_places import (
    ROOT,
    artifact,
    literal,
    physical,
    place_of_finding,
    place_of_remark,
    region_of,
)
from claimcheck.report.words import failure_message, flat, whole_message, with_fingerprints

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {
    Label.UNSAFE: "error",
    Label.OVERSTATED: "warning",
    Label.ANECDOTAL: "note",
    Label.SUPPORTED: "none",
}
REMARK_LEVELS = dict.fromkeys(Fault, "warning") | {Fault.MALFORMED: "error"}
_FINGERPRINT = f"claimFingerprint/v{VERSION}"


class SarifWriter:
    """One run: its results as they come, then what sums them up."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n'
        for name, value in _head().items():
            yield f'"{name}": {_dumps(value)},\n'
        yield '"results": ['
        summary = _Summary()
        separator = "\n"
        for result in results:
            summary.add(result)
            for item in self._results(result):
                yield separator + _dumps(item)
                separator = ",\n"
        yield "\n]"
        for name, value in summary.properties().items():
            yield f',\n"{name}": {_dumps(value)}'
        yield "\n}]}\n"

    def _results(self, result: Review | Failure) -> Iterator[dict[str, Any]]:
        if isinstance(result, Failure):
            yield _failure_result(result)
            return
        findings = self.options.reported(result)
        for finding, fingerprint in with_fingerprints(result, findings):
            yield _result(result.article, finding, fingerprint)
        for remark in result.remarks:
            yield _remark_result(result.path, remark)


class _Summary:
    """What is known of a run only at its end; each article and failure once, as SARIF asks."""

    def __init__(self) -> None:
        self._paths: dict[str, None] = {}
        self._failures: dict[Failure, None] = {}
        self._models: dict[str, None] = {}

    def add(self, result: Review | Failure) -> None:
        if isinstance(result, Failure):
            self._failures[result] = None
        else:
            self._paths[result.path] = None
            self._models[result.model] = None

    def properties(self) -> dict[str, Any]:
        """The articles that were read, what could not be, and the model."""
        return {
            "artifacts": [
                {"location": artifact(path), "roles": ["analysisTarget"]} for path in self._paths
            ],
            "invocations": [
                {
                    "executionSuccessful": not self._failures,
                    "toolExecutionNotifications": [_notification(each) for each in self._failures],
                }
            ],
            "properties": {"models": list(self._models)},
        }


def _head() -> dict[str, Any]:
    driver = {
        "name": "claimcheck",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in all_rules()],
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The directory in which claimcheck was run."}}
        },
    }


def _rule(rule: Rule) -> dict[str, Any]:
    level = _rule_level(rule)
    tags = (
        ["health", rule.label.value]
        if rule.label
        else ["suppression" if rule.fault else "unreadable"]
    )
    problem = {"error": "error", "warning": "warning"}.get(level, "recommendation")
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.short},
        "fullDescription": {"text": rule.full},
        "help": {
            "text": f"{rule.full} What to do: {rule.advice}",
            "markdown": f"{rule.full}\n\n**What to do:** {rule.advice}",
        },
        "defaultConfiguration": {"level": level},
        "properties": {"tags": tags, "problem.severity": problem},
    }


def _rule_level(rule: Rule) -> str:
    if rule.label:
        return LEVELS[rule.label]
    return REMARK_LEVELS[rule.fault] if rule.fault else "error"


def _result(article: Article, finding: Finding, fingerprint: str) -> dict[str, Any]:
    claim = finding.claim
    supported = claim.label == Label.SUPPORTED
    return {
        **_rule_reference(finding.rule),
        "kind": "pass" if supported else "fail",
        "level": LEVELS[claim.label],
        "message": {"text": literal(whole_message(article, finding))},
        "locations": [place_of_finding(article.source, finding)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "rank": round(100 * claim.confidence, 1),
        "suppressions": _suppressions(article.source, finding),
        **_fixes(article, finding),
        "properties": {"needsReview": claim.needs_review},
    }


def _rule_reference(code: str) -> dict[str, Any]:
    places = {rule.code: place for place, rule in enumerate(all_rules())}
    return {"ruleId": code} | ({"ruleIndex": places[code]} if code in places else {})


def _fixes(article: Article, finding: Finding) -> dict[str, Any]:
    """The safer wording as a fix, in files that have lines. A viewer applies it when asked to."""
    safer = safer_words(article, finding)
    if safer is None or finding.place:
        return {}
    replacement = {
        "deletedRegion": region_of(finding),
        "insertedContent": {"text": finding.suggestion},
    }
    change = {"artifactLocation": artifact(article.source), "replacements": [replacement]}
    told = f"A safer wording, for an editor to take or leave: “{flat(safer)}”"
    return {"fixes": [{"description": {"text": literal(told)}, "artifactChanges": [change]}]}


def _suppressions(path: str, finding: Finding) -> list[dict[str, Any]]:
    said = finding.suppression
    if said is None:
        return []
    until = said.until.isoformat() if said.until else ""
    known = {
        "justification": said.reason,
        "location": physical(path, {"startLine": said.line}) if said.line else {},
        "properties": {
            key: value for key, value in (("author", said.author), ("until", until)) if value
        },
    }
    given = {key: value for key, value in known.items() if value}
    return [{"kind": said.kind, "status": "accepted"} | given]


def _remark_result(path: str, remark: Remark) -> dict[str, Any]:
    return {
        **_rule_reference(remark.rule),
        "kind": "fail",
        "level": REMARK_LEVELS[remark.fault],
        "message": {"text": literal(flat(remark.message))},
        "locations": [place_of_remark(path, remark)],
        "suppressions": [],
    }


def _failure_result(failure: Failure) -> dict[str, Any]:
    return {
        **_rule_reference(UNREADABLE),
        "kind": "fail",
        "level": "error",
        "message": {"text": literal(failure_message(failure))},
        "locations": [physical(failure.path, {"startLine": 1})],
        "suppressions": [],
    }


def _notification(failure: Failure) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": literal(failure_message(failure))},
        "locations": [physical(failure.path)],
        "associatedRule": {"id": UNREADABLE},
    }


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
