"""Word documents in which each claim carries a comment: copies of the articles, or made anew.

The original of a Word document is read and never written to.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.datatypes import Failure, Review
from claimcheck.protocols import ReportFile
from claimcheck.readers.extra import need
from claimcheck.report.options import ReportOptions
from claimcheck.report.word.clean import clean_copy
from claimcheck.report.word.copies import commented_copy, original
from claimcheck.report.word.seal import sealed


class WordWriter:
    """A `.docx` for every article, claims or no claims; InputError where python-docx is missing."""

    suffix = ".docx"

    def __init__(self, options: ReportOptions) -> None:
        need("docx.comments", "comments in Word documents")
        self.options = options

    def files(self, results: Iterator[Review | Failure]) -> Iterator[ReportFile]:
        for result in results:
            if isinstance(result, Review):
                yield ReportFile(result.path, sealed(self._document(result)))

    def _document(self, review: Review) -> bytes:
        findings = list(self.options.shown(review, for_people=True))
        data = original(review.article)
        if data is None:
            return clean_copy(review.article, findings)
        return commented_copy(review.article, data, findings)
