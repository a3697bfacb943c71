"""What a report shows: chosen on the command line, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.datatypes import Finding, Review
from claimcheck.labels import LABELS, Label


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """`labels` are the labels shown; machine formats carry supported claims as well unless they
    were left out by name. `color` paints terminal formats."""

    labels: frozenset[Label] = frozenset(LABELS)
    min_confidence: float = 0.0
    show_supported: bool = False
    color: bool = False
    width: int = 100

    def shown(self, review: Review, *, for_people: bool = False) -> Iterator[Finding]:
        """The findings of a review that the report shows, in the order of the text.

        Suppressed ones stay in the formats for machines, with their justification.
        """
        for finding in review.findings:
            claim = finding.claim
            fine = claim.label == Label.SUPPORTED and not self.show_supported
            hidden = for_people and (fine or finding.suppressed is not None)
            if (
                claim.label in self.labels
                and claim.confidence >= self.min_confidence
                and not hidden
            ):
                yield finding
