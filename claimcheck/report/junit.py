"""JUnit XML: a suite an article, a case a finding; a clean article is a case that passes.

Unreadable articles are errors, suppressed findings are skipped with their justification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from claimcheck.datatypes import UNREADABLE, Article, Failure, Finding, Review
from claimcheck.reading import visible
from claimcheck.report.options import ReportOptions
from claimcheck.report.words import (
    details,
    failure_message,
    flat,
    headline,
    justification,
    line_span,
    message,
    relative_path,
    spot,
)

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


class JunitWriter:
    """Cases carry file and line, as GitLab, Jenkins and the test reporters of GitHub read them."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="claimcheck">\n'
        for result in results:
            path = relative_path(result.path)
            if isinstance(result, Failure):
                yield _failed_suite(path, result)
            else:
                yield _suite(path, result.article, list(self.options.reported(result)))
        yield "</testsuites>\n"


def _suite(path: str, article: Article, findings: list[Finding]) -> str:
    cases = [_finding_case(path, article, finding) for finding in findings]
    skipped = sum(finding.suppressed is not None for finding in findings)
    failures = len(findings) - skipped
    return _suite_of(path, cases or [_case(path, 1, "no findings")], failures, skipped=skipped)


def _failed_suite(path: str, failure: Failure) -> str:
    error = _element("error", failure_message(failure), type=failure.kind)
    return _suite_of(path, [_case(path, 1, UNREADABLE, error)], errors=1)


def _suite_of(
    path: str, cases: list[str], failures: int = 0, errors: int = 0, skipped: int = 0
) -> str:
    numbers = _attributes(
        name=path,
        tests=str(len(cases)),
        failures=str(failures),
        errors=str(errors),
        skipped=str(skipped),
        time="0",
    )
    return f"  <testsuite{numbers}>\n{''.join(cases)}  </testsuite>\n"


def _finding_case(path: str, article: Article, finding: Finding) -> str:
    name = f"{flat(spot(finding))} {finding.rule}"
    line, _ = line_span(finding)
    if finding.suppression:
        told = _attributes(message=justification(finding.suppression))
        return _case(path, line, name, f"<skipped{told}/>")
    told = f"{headline(finding)}: {message(finding)}"
    words = visible(article, finding.claim.start, finding.claim.end)
    body = "\n".join([f"“{flat(words)}”", *details(article, finding)])
    return _case(path, line, name, _element("failure", told, body, type=finding.rule))


def _case(path: str, line: int, name: str, outcome: str = "") -> str:
    head = _attributes(name=name, classname=path, file=path, line=str(line), time="0")
    return f"    <testcase{head}>{outcome}</testcase>\n"


def _element(tag: str, told: str, body: str = "", *, type: str) -> str:
    place = _attributes(type=type, message=told)
    return f"<{tag}{place}>{escape(_FORBIDDEN.sub('', body or told))}</{tag}>"


def _attributes(**values: str) -> str:
    return "".join(
        f" {name}={quoteattr(_FORBIDDEN.sub('', value))}" for name, value in values.items()
    )
