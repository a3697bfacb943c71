"""What a suggestion changes in a claim, word by word, as an editor reads both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from claimcheck.datatypes import Article, Claim, Finding
from claimcheck.reading import visible

_PIECE = re.compile(r"(\s*)(\w+(?:['’]\w+)*|\S|\Z)")
"""A word or mark and the blanks before it; the blanks at the end stand before nothing."""


class Change(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"


def difference(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """The stretches of both texts in order: those kept, those gone and those put in their place.

    The kept and the old ones together are `old`, the kept and the new ones `new`.
    """
    for change, group in groupby(_stretches(old, new), key=itemgetter(0)):
        if text := "".join(part for _, part in group):
            yield change, text


def _stretches(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """Words are compared without the blanks before them, which may differ where a word stays."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    old_words, new_words = ([word for _, word in pieces] for pieces in (before, after))
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Change.OLD, _joined(before[start:end])
            yield Change.NEW, _joined(after[new_start:new_end])
            continue
        for (blank, word), (new_blank, _) in zip(
            before[start:end], after[new_start:new_end], strict=True
        ):
            if blank != new_blank:
                yield Change.OLD, blank
                yield Change.NEW, new_blank
                blank = ""
            yield Change.KEPT, blank + word


def _joined(pieces: Iterable[tuple[str, str]]) -> str:
    return "".join(blank + word for blank, word in pieces)


def spaced(changes: Iterable[tuple[Change, str]]) -> Iterator[tuple[Change, str]]:
    """The stretches with the blanks at their ends apart, and one between what goes and what comes.

    Marks around a stretch then hold words alone and do not touch.
    """
    before = Change.KEPT
    for change, text in changes:
        words = text.strip()
        left, right = text[: -len(text.lstrip()) or None], text[len(text.rstrip()) :]
        if not left and (before, change) == (Change.OLD, Change.NEW):
            left = " "
        parts = [(Change.KEPT, left), (change, words), (Change.KEPT, right if words else "")]
        yield from (part for part in parts if part[1])
        before = Change.KEPT if right else change


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
    words = visible(article, finding.claim.start, finding.claim.end)
    return list(spaced(difference(words, safer)))


def sides(
    article: Article, finding: Finding
) -> tuple[list[tuple[Change, str]], list[tuple[Change, str]]]:
    """The words of a claim with those marked that go, and the suggestion with those that come: each
    can be read by itself. Both are empty without a suggestion."""
    safer = safer_words(article, finding)
    if safer is None:
        return [], []
    words = visible(article, finding.claim.start, finding.claim.end)
    changes = list(difference(words, safer))
    old, new = (
        list(spaced(change for change in changes if change[0] != other))
        for other in (Change.NEW, Change.OLD)
    )
    return old, new


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
