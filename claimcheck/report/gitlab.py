"""GitLab Code Quality: one JSON array, shown in merge requests. Lines count from 1."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from claimcheck.datatypes import UNREADABLE, Article, Failure, Finding, Review
from claimcheck.labels import Label
from claimcheck.reading import visible
from claimcheck.report.options import ReportOptions
from claimcheck.report.words import (
    details,
    failure_message,
    flat,
    headline,
    line_span,
    message,
    relative_path,
    with_fingerprints,
)

ROOT_VARIABLE = "CI_PROJECT_DIR"
SEVERITIES = {
    Label.UNSAFE: "critical",
    Label.OVERSTATED: "major",
    Label.ANECDOTAL: "minor",
    Label.SUPPORTED: "info",
}


class GitlabWriter:
    """Fingerprints are unique in the report and stay when a paragraph moves in its article."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        root = os.environ.get(ROOT_VARIABLE)
        seen: Counter[str] = Counter()
        separator = "[\n"
        for result in results:
            for issue in self._issues(result, relative_path(result.path, root)):
                content = f"{issue['location']['path']}\n{issue['fingerprint']}"
                issue["fingerprint"] = _digest(f"{content}\n{seen[content]}")
                seen[content] += 1
                yield separator + json.dumps(issue, ensure_ascii=False)
                separator = ",\n"
        yield "[]\n" if separator == "[\n" else "\n]\n"

    def _issues(self, result: Review | Failure, path: str) -> Iterator[dict[str, Any]]:
        if isinstance(result, Failure):
            text = failure_message(result)
            yield _issue(UNREADABLE, "blocker", text, path, UNREADABLE, 1, 1)
            return
        findings = self.options.shown(result, for_people=True)
        for finding, fingerprint in with_fingerprints(result, findings):
            severity = SEVERITIES[finding.claim.label]
            text = _text(result.article, finding)
            yield _issue(finding.rule, severity, text, path, fingerprint, *line_span(finding))


def _text(article: Article, finding: Finding) -> str:
    words = visible(article, finding.claim.start, finding.claim.end)
    claim = f"{headline(finding)} “{flat(words)}”."
    return " ".join([claim, message(finding), *details(article, finding)])


def _issue(
    rule: str, severity: str, text: str, path: str, fingerprint: str, begin: int, end: int
) -> dict[str, Any]:
    return {
        "description": text,
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": begin, "end": end}},
    }


def _digest(content: str) -> str:
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
