"""Words and places that several formats share."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from claimcheck.datatypes import IN_SOURCE, Article, Failure, Finding, Review, Suppression
from claimcheck.fingerprint import review_fingerprints
from claimcheck.labels import LABELS
from claimcheck.report.difference import safer_words

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


def headline(finding: Finding, *details: str) -> str:
    """The title with more about the finding behind it, last of all its place in a document that has
    no lines: 'Unsafe claim (page 3)'."""
    told = [*details, *([flat(str(finding.place))] if finding.place else [])]
    return title(finding) + (f" ({', '.join(told)})" if told else "")


def percent(share: float) -> str:
    """A share of 1 as a whole percentage; only what is certain is called 0% or 100%."""
    whole = round(share * 100)
    if 0 < share < 1 and whole in (0, 100):
        return "under 1%" if whole == 0 else "over 99%"
    return f"{whole}%"


def spot(finding: Finding) -> str:
    """Where a finding stands, in short: '12:7' or 'page 3'."""
    return str(finding.place or f"{finding.line}:{finding.column}")


def line_span(finding: Finding) -> tuple[int, int]:
    """First and last line in the file; of a document that has no lines (1, 1), for consumers that
    must have one."""
    return (1, 1) if finding.place else (finding.line, finding.end_line)


def message(finding: Finding) -> str:
    """Why and what to do, on one line."""
    why = flat(finding.why)
    return f"{why[:1].upper()}{why[1:]} {flat(finding.advice)}"


def notes(finding: Finding) -> list[str]:
    """What public sources say, a line each."""
    return [flat(f"{note.text} ({note.source}, {note.url})") for note in finding.notes]


def details(article: Article, finding: Finding) -> list[str]:
    """What an editor may want beyond why and what to do, a line each: safer words, the notes."""
    safer = safer_words(article, finding)
    told = [] if safer is None else [f"You could say: “{flat(safer)}”"]
    return told + notes(finding)


def whole_message(article: Article, finding: Finding) -> str:
    """All that is to be said of a finding, for consumers that quote the claim themselves."""
    told = f"{headline(finding)}: {message(finding)}"
    return "\n".join([told, *details(article, finding)])


def justification(said: Suppression) -> str:
    """Why a finding may stand, and who said so until when: 'ref 4 (M. Kay, until 2027-01-31)'."""
    until = [f"until {said.until.isoformat()}"] if said.until else []
    told = ", ".join([*([said.author] if said.author else []), *until])
    return (said.reason or "no reason given") + (f" ({told})" if told else "")


def by_comment(finding: Finding) -> bool:
    """Whether a comment in the article suppresses the finding."""
    return finding.suppression is not None and finding.suppression.kind == IN_SOURCE


def standing(count: int) -> str:
    """How many findings a baseline suppresses; itself it says why."""
    return f"{count} claim{'s stand' if count != 1 else ' stands'} by the baseline"


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
