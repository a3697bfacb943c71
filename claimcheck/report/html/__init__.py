"""One self-contained HTML page: the articles as their readers see them, with the claims marked.

The articles go through a temporary file, so that memory holds one at a time and the page can still
begin with what could not be read and the index, the worst article first.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.datatypes import Failure, Review
from claimcheck.report.html.page import pieces
from claimcheck.report.options import ReportOptions


class HtmlWriter:
    """Yields nothing before the last review has come: the order of the page depends on all."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        yield from pieces(results, self.options)
