"""CSV for spreadsheets: a row a finding, RFC 4180, UTF-8 without a byte order mark.

Lines and columns count from 1 in code points; in a document that has none, `place` says where a
claim stands ("page 3"). No cell can become a formula: what a spreadsheet
might take for one begins with an apostrophe, as OWASP has it, and every cell is quoted.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from claimcheck.datatypes import UNREADABLE, Failure, Finding, Review
from claimcheck.report.options import ReportOptions
from claimcheck.report.words import failure_message, flat, justification, notes

COLUMNS = (
    *("path", "line", "column", "end_line", "end_column", "place"),
    *("rule", "label", "confidence", "needs_review", "claim"),
    *("why", "advice", "suggestion", "notes", "suppressed"),
)
_FORMULA = re.compile(r"(^|;)(?=[\s\"']*[=+\-@＝＋－﹣−＠])")
"""Where a cell starts, or would where ';' parts cells, and a formula could follow."""


class CsvWriter:
    """An article that could not be read is a row with the label 'unreadable'."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        yield _line(COLUMNS)
        for result in results:
            if isinstance(result, Failure):
                yield _line(_failure_row(result))
            else:
                for finding in self.options.reported(result):
                    yield _line(_row(result.path, finding))


def _row(path: str, finding: Finding) -> tuple[str, ...]:
    claim = finding.claim
    places = finding.line, finding.column, finding.end_line, finding.end_column
    return (
        path,
        *(("",) * len(places) if finding.place else map(str, places)),
        str(finding.place or ""),
        finding.rule,
        claim.label.value,
        f"{claim.confidence:.4f}",
        "yes" if claim.needs_review else "no",
        claim.text,
        finding.why,
        finding.advice,
        finding.suggestion or "",
        " ".join(notes(finding)),
        justification(finding.suppression) if finding.suppression else "",
    )


def _failure_row(failure: Failure) -> tuple[str, ...]:
    row = dict.fromkeys(COLUMNS, "") | {
        "path": failure.path,
        "rule": UNREADABLE,
        "label": "unreadable",
        "why": failure_message(failure),
    }
    return tuple(row[column] for column in COLUMNS)


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_FORMULA.sub(r"\1'", flat(cell)) for cell in cells])
    return buffer.getvalue()
