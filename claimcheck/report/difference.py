"""What a suggestion changes in a claim, word by word, as an editor reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

from claimcheck.datatypes import Article, Claim, Finding
from claimcheck.reading import visible

_PIECE = re.compile(r"\w+(?:['’]\w+)*\s*|\W")


class Change(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"


def difference(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """The stretches of both texts in order: those kept, those gone and those put in their place.

    The kept and the old ones together are `old`, the kept and the new ones `new`.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Change.KEPT, "".join(before[start:end])
            continue
        if end > start:
            yield Change.OLD, "".join(before[start:end])
        if new_end > new_start:
            yield Change.NEW, "".join(after[new_start:new_end])


def safer_words(article: Article, finding: Finding) -> str | None:
    """The suggestion without the markup that stands in the claim; None where there is none."""
    claim, suggestion = finding.claim, finding.suggestion
    if suggestion is None or visible(article, claim.start, claim.end) == claim.text:
        return suggestion
    return "".join(_read(article, claim, suggestion))


def proposed(article: Article, finding: Finding) -> list[tuple[Change, str]]:
    """The difference that a suggestion makes to the words of its claim; empty without one."""
    safer = safer_words(article, finding)
    if safer is None:
        return []
    return list(difference(visible(article, finding.claim.start, finding.claim.end), safer))


def _read(article: Article, claim: Claim, suggestion: str) -> Iterator[str]:
    """The words of a suggestion: what stays of the claim is read in the article."""
    at = claim.start
    for change, part in difference(claim.text, suggestion):
        if change == Change.NEW:
            yield part
            continue
        if change == Change.KEPT:
            yield visible(article, at, at + len(part))
        at += len(part)
