"""One line a finding, as compilers and linters print them: path:line:column: code message."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.report.options import ReportOptions
from claimcheck.report.style import painter, printable


class ConciseWriter:
    """A finding a line. Failures are told on stderr by the command, not here."""

    def __init__(self, options: ReportOptions) -> None:
        self.options, self._paint = options, painter(options.color)

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        for result in results:
            if isinstance(result, Review):
                for finding in self.options.shown(result, for_people=True):
                    yield self._line(result.path, finding)

    def _line(self, path: str, finding: Finding) -> str:
        label = finding.claim.label
        code = self._paint(finding.rule, label)
        place = f"{self._paint(printable(path), 'bold')}:{finding.line}:{finding.column}"
        return f"{place}: {code} {printable(finding.claim.text)} ({printable(finding.why)})\n"
