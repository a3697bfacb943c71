"""Annotations of GitHub Actions, and the Markdown report as the step's summary.

Lines and columns count from 1 in code points. GitHub shows ten annotations of a severity and step:
the rest is told on the tenth.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.labels import Label
from claimcheck.reading import visible
from claimcheck.report.markdown import MarkdownWriter
from claimcheck.report.options import ReportOptions
from claimcheck.report.words import (
    WORST_FIRST,
    details,
    flat,
    headline,
    message,
    relative_path,
)

MOST = 10
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
ROOT_VARIABLE = "GITHUB_WORKSPACE"
MOST_SUMMARY_BYTES = 1_000_000
"""GitHub refuses a summary of more than 1 MiB."""
COMMANDS = {
    Label.UNSAFE: "error",
    Label.OVERSTATED: "warning",
    Label.ANECDOTAL: "notice",
    Label.SUPPORTED: "notice",
}
_CUT = "\n\n*The report is too long for a summary: the rest is left out.*\n"


@dataclass(frozen=True, slots=True)
class _Annotation:
    """A workflow command: `properties` in their order."""

    command: str
    properties: tuple[tuple[str, str], ...]
    text: str

    def __str__(self) -> str:
        listed = ",".join(f"{name}={_property(value)}" for name, value in self.properties)
        return f"::{self.command} {listed}::{_data(self.text)}\n"


class GithubWriter:
    """What could not be read comes first, in one annotation; then unsafe, overstated, anecdotal."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        seen = list(results)
        annotations = [*_failures([each for each in seen if isinstance(each, Failure)])]
        annotations += self._findings([each for each in seen if isinstance(each, Review)])
        for command in dict.fromkeys(COMMANDS.values()):
            wanted = [each for each in annotations if each.command == command]
            yield from map(str, _at_most_ten(wanted))
        if summary := os.environ.get(SUMMARY_VARIABLE):
            _append_summary(Path(summary), "".join(MarkdownWriter(self.options).write(iter(seen))))

    def _findings(self, reviews: Sequence[Review]) -> Iterator[_Annotation]:
        for label in WORST_FIRST:
            for review in reviews:
                for finding in self.options.shown(review, for_people=True):
                    if finding.claim.label == label:
                        yield _annotation(review, finding)


def _annotation(review: Review, finding: Finding) -> _Annotation:
    properties = ("file", _path(review.path)), *_lines(finding)
    heading = ("title", headline(finding, finding.rule))
    claim = f"“{flat(visible(review.article, finding.claim.start, finding.claim.end))}”"
    text = "\n".join([claim, message(finding), *details(review.article, finding)])
    return _Annotation(COMMANDS[finding.claim.label], (*properties, heading), text)


def _lines(finding: Finding) -> Iterator[tuple[str, str]]:
    """Lines and columns; a document that has none is annotated as a whole."""
    if finding.place:
        return
    yield from (("line", str(finding.line)), ("endLine", str(finding.end_line)))
    if finding.line == finding.end_line:  # GitHub refuses columns across lines
        yield from (("col", str(finding.column)), ("endColumn", str(finding.end_column)))


def _failures(failures: Sequence[Failure]) -> Iterator[_Annotation]:
    if failures:
        count = f"{len(failures)} article" + "s" * (len(failures) != 1)
        lines = [f"{flat(each.path)}: {flat(each.message)}" for each in failures]
        place = ("file", _path(failures[0].path))
        heading = ("title", f"{count} could not be read (CC-unreadable)")
        yield _Annotation("error", (place, heading), "\n".join(lines))


def _at_most_ten(annotations: list[_Annotation]) -> Iterator[_Annotation]:
    if len(annotations) <= MOST:
        yield from annotations
        return
    yield from annotations[: MOST - 1]
    command = annotations[0].command
    rest = len(annotations) - MOST + 1
    heading = (("title", f"{rest} more"),)
    yield _Annotation(command, heading, f"{rest} more of this severity; see the step's summary.")


def _path(path: str) -> str:
    return flat(relative_path(path, os.environ.get(ROOT_VARIABLE)))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _append_summary(path: Path, report: str) -> None:
    data = report.encode("utf-8", "replace")
    if len(data) > MOST_SUMMARY_BYTES:
        kept = data[: MOST_SUMMARY_BYTES - len(_CUT)]
        data = kept[: kept.rfind(b"\n\n")] + _CUT.encode()
    with path.open("ab") as file:
        file.write(data)
