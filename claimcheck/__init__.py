"""claimcheck finds health claims in articles and labels each by how far it may be trusted.

import claimcheck

review = claimcheck.review_text("Kratom has no side effects.")
for finding in review.findings:
    print(finding.claim.label, finding.claim.text, finding.why)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimcheck.datatypes import Article, Claim, Cue, Finding, Review
from claimcheck.labels import Label

if TYPE_CHECKING:
    from claimcheck.batch import review_paths
    from claimcheck.review import load, review_text

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Claim",
    "Cue",
    "Finding",
    "Label",
    "Review",
    "load",
    "review_paths",
    "review_text",
]


def __getattr__(name: str) -> Any:
    """What needs spaCy is imported on first use, so that `import claimcheck` stays quick."""
    if name == "review_paths":
        from claimcheck import batch

        return batch.review_paths
    if name in {"load", "review_text"}:
        from claimcheck import review

        return getattr(review, name)
    raise AttributeError(f"module 'claimcheck' has no attribute '{name}'")
