"""What a report shows: chosen on the command line, the same for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.datatypes import Finding, Review
from claimcheck.labels import LABELS, Label

if TYPE_CHECKING:
    from claimcheck.report.statistics import Statistics


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """`labels` are the labels shown; machine formats carry supported claims as well unless they
    were left out by name. Claims below `min_confidence` of their label are left out. `color` paints
    terminal formats, `why` adds probabilities and cues. `for_path` gives the choice of claims for
    an article where it is not the same for all. `statistics`, where there are any, count the
    results before they come to the writer."""

    labels: frozenset[Label] = frozenset(LABELS)
    min_confidence: Mapping[Label, float] = field(
        default_factory=lambda: dict.fromkeys(LABELS, 0.0)
    )
    show_supported: bool = False
    color: bool = False
    width: int = 100
    why: bool = False
    for_path: Callable[[str], ReportOptions] | None = None
    statistics: Statistics | None = None

    def shown(self, review: Review, *, for_people: bool = False) -> Iterator[Finding]:
        """The findings of a review that the report shows, in the order of the text.

        Suppressed ones stay in the formats for machines, with their justification.
        """
        if for_people:
            yield from (found for found in self.reported(review) if found.suppressed is None)
            return
        chosen = self._for(review)
        for finding in review.findings:
            claim = finding.claim
            least = chosen.min_confidence[claim.label]
            if claim.label in chosen.labels and claim.confidence >= least:
                yield finding

    def reported(self, review: Review) -> Iterator[Finding]:
        """What a checker reports: supported claims on request only, suppressed ones as well."""
        supported_too = self._for(review).show_supported
        for finding in self.shown(review):
            if finding.claim.label != Label.SUPPORTED or supported_too:
                yield finding

    def silenced(self, review: Review) -> Iterator[Finding]:
        """What would be reported if nobody had suppressed it: the trail for those who audit."""
        yield from (found for found in self.reported(review) if found.suppressed is not None)

    def _for(self, review: Review) -> ReportOptions:
        """The options that hold for the article of a review."""
        return self.for_path(review.path) if self.for_path else self
