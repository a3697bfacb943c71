"""Words and places that several formats share."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.fingerprint import review_fingerprints
from claimcheck.labels import LABELS

WORST_FIRST = tuple(reversed(LABELS))
_KEPT_FORMATS = "\u200c\u200d"
"""Joiners: letters and emoji change their shape without them."""


def flat(text: str) -> str:
    """One line without what steers a display: control characters, lone surrogates, marks of
    direction."""
    return "".join(char for char in " ".join(text.split()) if _harmless(char))


def _harmless(char: str) -> bool:
    return char in _KEPT_FORMATS or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def title(finding: Finding) -> str:
    """'Unsafe claim', with a request to look where the model is not sure."""
    doubt = ", please check" if finding.claim.needs_review else ""
    return f"{finding.claim.label.value.capitalize()} claim{doubt}"


def message(finding: Finding) -> str:
    """Why and what to do, on one line."""
    why = flat(finding.why)
    return f"{why[:1].upper()}{why[1:]} {flat(finding.advice)}"


def notes(finding: Finding) -> list[str]:
    """What public sources say, a line each."""
    return [flat(f"{note.text} ({note.source}, {note.url})") for note in finding.notes]


def failure_message(failure: Failure) -> str:
    """That the article could not be read, and why."""
    return f"Could not be read, so nothing is known of its claims: {flat(failure.message)}"


def relative_path(path: str, root: str | None = None) -> str:
    """A path with slashes, as seen from `root` (default: this directory) where it lies below."""
    root = os.path.abspath(root or os.curdir)
    try:
        seen = os.path.relpath(path, root)
    except ValueError:  # another drive
        return PurePath(path).as_posix()
    outside = seen == os.pardir or seen.startswith(os.pardir + os.sep)
    return PurePath(path if outside else seen).as_posix()


def with_fingerprints(review: Review, findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Some findings of a review, each with its fingerprint among all of them."""
    prints = {
        id(finding): fingerprint
        for finding, fingerprint in zip(review.findings, review_fingerprints(review), strict=True)
    }
    for finding in findings:
        yield finding, prints[id(finding)]
