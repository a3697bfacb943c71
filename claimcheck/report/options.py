"""What a report shows: chosen on the command line, the same for every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from claimcheck.datatypes import Finding, Review
from claimcheck.labels import LABELS, Label


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """`labels` are the labels shown; machine formats carry supported claims as well unless they
    were left out by name. Claims below `min_confidence` of their label are left out. `color` paints
    terminal formats, `why` adds probabilities and cues. `for_path` gives the choice of claims for
    an article where it is not the same for all."""

    labels: frozenset[Label] = frozenset(LABELS)
    min_confidence: Mapping[Label, float] = field(
        default_factory=lambda: dict.fromkeys(LABELS, 0.0)
    )
    show_supported: bool = False
    color: bool = False
    width: int = 100
    why: bool = False
    for_path: Callable[[str], ReportOptions] | None = None

    def shown(self, review: Review, *, for_people: bool = False) -> Iterator[Finding]:
        """The findings of a review that the report shows, in the order of the text.

        Suppressed ones stay in the formats for machines, with their justification.
        """
        chosen = self.for_path(review.path) if self.for_path else self
        for finding in review.findings:
            claim = finding.claim
            fine = claim.label == Label.SUPPORTED and not chosen.show_supported
            hidden = for_people and (fine or finding.suppressed is not None)
            if (
                claim.label in chosen.labels
                and claim.confidence >= chosen.min_confidence[claim.label]
                and not hidden
            ):
                yield finding
