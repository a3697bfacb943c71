"""One line a finding, as compilers and linters print them: path:line:column: code message."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.reading import visible
from claimcheck.report.options import ReportOptions
from claimcheck.report.style import painter, printable
from claimcheck.report.words import spot


class ConciseWriter:
    """A finding a line. Failures are told on stderr by the command, not here."""

    def __init__(self, options: ReportOptions) -> None:
        self.options, self._paint = options, painter(options.color)

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        for result in results:
            if isinstance(result, Review):
                for finding in self.options.shown(result, for_people=True):
                    yield self._line(result, finding)

    def _line(self, review: Review, finding: Finding) -> str:
        label = finding.claim.label
        code = self._paint(finding.rule, label)
        place = f"{self._paint(printable(review.path), 'bold')}:{printable(spot(finding))}"
        words = visible(review.article, finding.claim.start, finding.claim.end)
        return f"{place}: {code} {printable(words)} ({printable(finding.why)})\n"
