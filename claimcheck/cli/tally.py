"""What went by in a review: for the exit code, the messages and the summary line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import click

from claimcheck.cli import EXIT_FINDINGS, EXIT_TROUBLE
from claimcheck.cli.streams import tell
from claimcheck.config.settings import Settings
from claimcheck.datatypes import Failure, Fault, Review, Suppression
from claimcheck.labels import LABELS, Label
from claimcheck.report.options import ReportOptions
from claimcheck.report.style import printable
from claimcheck.report.words import by_comment, justification, spot, standing


@dataclass
class Tally:
    """Counts results as they pass; `settings_for` a path decide what fails there."""

    settings_for: Callable[[str], Settings]
    counts: Counter[Label] = field(default_factory=Counter)
    articles: int = 0
    words: int = 0
    suppressed: int = 0
    failures: int = 0
    malformed: int = 0
    """Suppressions that could not be understood."""
    failing: int = 0
    """Claims at or above `fail-on` that nobody has suppressed: only they decide the exit code."""

    def watch(self, results: Iterator[Review | Failure], quiet: bool) -> Iterator[Review | Failure]:
        """Pass the results on; failures and empty articles are told on stderr as they come."""
        for result in results:
            if isinstance(result, Failure):
                self.failures += 1
                _tell("error", result.path, result.message)
            else:
                self._count(result)
                for warning in result.article.warnings:
                    _tell("warning", result.path, warning)
                _tell_remarks(result, quiet)
                if not result.words and not quiet:
                    _tell("warning", result.path, "holds no text to review")
            yield result

    def _count(self, review: Review) -> None:
        self.articles += 1
        self.words += review.words
        self.counts.update(review.standing)
        self.suppressed += review.n_suppressed
        self.malformed += sum(one.fault is Fault.MALFORMED for one in review.remarks)
        fail_on = self.settings_for(review.path).fail_on
        if fail_on == "never":
            return
        least = Label(fail_on).severity
        self.failing += sum(
            finding.claim.label.severity >= least and finding.suppressed is None
            for finding in review.findings
        )

    @property
    def troubled(self) -> bool:
        """Whether an article or a suppression could not be read."""
        return bool(self.failures or self.malformed)

    @property
    def exit_code(self) -> int:
        """2 where an article or a suppression could not be read, 1 where findings reach `fail-on`,
        else 0."""
        if self.troubled:
            return EXIT_TROUBLE
        return EXIT_FINDINGS if self.failing else 0

    def tell(self, verbose: bool) -> None:
        """What people want to know at the end, on stderr; a summary where one is looking."""
        if not self.articles and not self.failures:
            click.echo("warning: nothing was reviewed: every path given is excluded", err=True)
        if sys.stderr.isatty() or verbose:
            click.echo(self.summary(), err=True)

    def summary(self) -> str:
        """A line for people: articles, words and claims, the worst first."""
        found = [f"{self.counts[label]} {label.value}" for label in reversed(LABELS)]
        found += [f"{self.suppressed} suppressed"] if self.suppressed else []
        articles = f"{self.articles} article" + "s" * (self.articles != 1)
        failed = f"; {self.failures} could not be read" if self.failures else ""
        return f"{articles}, {self.words} words: {', '.join(found)}{failed}"


def name_articles(results: Iterator[Review | Failure]) -> Iterator[Review | Failure]:
    """Tell every article on stderr as it passes."""
    for result in results:
        if isinstance(result, Review):
            click.echo(
                f"reviewed {printable(result.path)}: {len(result.findings)} claims", err=True
            )
        yield result


def tell_suppressed(
    results: Iterator[Review | Failure], shown: ReportOptions
) -> Iterator[Review | Failure]:
    """Tell on stderr what comments suppress, and why, as it passes; count what a baseline does."""
    by_baseline = 0
    for result in results:
        for finding in shown.silenced(result) if isinstance(result, Review) else ():
            if by_comment(finding):
                why = justification(finding.suppression or Suppression())
                place = f"{result.path}:{spot(finding)}"
                _tell("suppressed", place, f"{finding.rule} “{finding.claim.text}”: {why}")
            else:
                by_baseline += 1
        yield result
    if by_baseline:
        tell(f"suppressed: {standing(by_baseline)}")


def _tell_remarks(review: Review, quiet: bool) -> None:
    """What is wrong with the suppressions of an article; the quiet hear of errors only."""
    for remark in review.remarks:
        if remark.fault is Fault.MALFORMED or not quiet:
            kind = "error" if remark.fault is Fault.MALFORMED else "warning"
            place = remark.place or f"{remark.line}:{remark.column}"
            _tell(kind, f"{review.path}:{place}", remark.message)


def _tell(kind: str, path: str, message: str) -> None:
    tell(f"{kind}: {printable(path) or repr(path)}: {printable(message)}")
