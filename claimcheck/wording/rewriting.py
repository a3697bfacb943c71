"""Rewrites of single wordings, as the lines of `rewrites.jsonl` have them.

    {"id": "cures", "category": "cure", "from": ["cures"], "to": "has been studied for",
     "not_after": ["the"], "examples": [["Onion tea cures hiccups.", "Onion tea has ..."]]}

`from` is in the notation of cue files. A rewrite with a category needs a cue of that category at
its place, so that a negated wording stays. `to` may hold {first}, {last} or {1} for words of the
match; an empty one drops it. Guards: `after` and `not_after` list words that must or must not stand
before the match, `next` the only words that may follow in its clause, `follows` says that some word
must.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from claimcheck.datatypes import Claim
from claimcheck.errors import LexiconError
from claimcheck.lexicon import (
    Place,
    default_categories,
    expect_keys,
    read_records,
    texts_of,
    wordings_of,
)
from claimcheck.phrasebook import Phrasebook, Word, words_of
from claimcheck.wording.edits import Edit, edited

REWRITES_FILE = "rewrites.jsonl"
_GAP = re.compile(r"[\s‐‑-]*")
_MARKS = frozenset(",;:!?()")
_MARKUP = frozenset("*_`[]<>")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What one of several wordings turns into, and where it may."""

    id: str
    category: str | None
    wordings: tuple[str, ...]
    to: str
    after: frozenset[str] | None
    not_after: frozenset[str]
    next: frozenset[str] | None
    needs_word: bool
    examples: tuple[tuple[str, str], ...]


class Rewriter:
    """Rewrites the wordings of a claim from left to right, the longest first."""

    def __init__(self, rewrites: Sequence[Rewrite]) -> None:
        self._book = Phrasebook((wording, rule) for rule in rewrites for wording in rule.wordings)

    def rewrite(self, claim: Claim) -> str:
        """The text of a claim with every rewrite made that fits."""
        words = words_of(claim.text)
        edits: list[Edit] = []
        first = 0
        while first < len(words):
            last, rule = self._rule_at(words, first, claim)
            if rule:
                match = words[first:last]
                edits.append(Edit(match[0].start, match[-1].end, _filled(rule.to, match, claim)))
            first = last
        return edited(claim.text, edits)

    def _rule_at(
        self, words: Sequence[Word], first: int, claim: Claim
    ) -> tuple[int, Rewrite | None]:
        for last, rules in self._book.at(words, first):
            for rule in rules:
                if _fits(rule, words, first, last, claim):
                    return last, rule
        return first + 1, None


def _fits(rule: Rewrite, words: Sequence[Word], first: int, last: int, claim: Claim) -> bool:
    before = words[first - 1].text if first else ""
    behind = words[last].text if last < len(words) else ""
    clause_ends = not behind or behind in _MARKS
    return (
        _unbroken(words[first:last], claim.text)
        and (bool(rule.to) or not _marked_up(words[first:last], claim.text))
        and (rule.after is None or before in rule.after)
        and before not in rule.not_after
        and (rule.next is None or clause_ends or behind in rule.next)
        and not (rule.needs_word and clause_ends)
        and (rule.category is None or _has_cue(claim, rule.category, words[first], words[last - 1]))
    )


def _unbroken(words: Sequence[Word], text: str) -> bool:
    """Whether nothing but blanks and hyphens stands between the words."""
    return all(
        _GAP.fullmatch(text, one.end, other.start)
        for one, other in zip(words, words[1:], strict=False)
    )


def _marked_up(words: Sequence[Word], text: str) -> bool:
    """Whether markup stands right before or behind the words."""
    start, end = words[0].start, words[-1].end
    return bool(_MARKUP & {*text[max(0, start - 1) : start], *text[end : end + 1]})


def _has_cue(claim: Claim, category: str, first: Word, last: Word) -> bool:
    start, end = claim.start + first.start, claim.start + last.end
    return any(
        cue.category == category and cue.start < end and start < cue.end for cue in claim.cues
    )


def _filled(to: str, match: Sequence[Word], claim: Claim) -> str:
    texts = [claim.text[word.start : word.end] for word in match]
    first = texts[0].removesuffix("n't").removesuffix("n’t")
    return to.format(*texts, first=first, last=texts[-1])


@cache
def default_rewriter() -> Rewriter:
    """The rewriter of the file that comes with the package."""
    return Rewriter(read_rewrites(files("claimcheck") / "wording" / REWRITES_FILE))


def read_rewrites(file: Traversable) -> tuple[Rewrite, ...]:
    """The rewrites of a file; LexiconError names file, line, fault and remedy."""
    return tuple(_rewrite(record, place) for place, record in read_records(file))


def _rewrite(record: Mapping[str, object], place: Place) -> Rewrite:
    expect_keys(
        record,
        {"id", "from", "to", "examples"},
        {"category", "after", "not_after", "next", "follows"},
        place,
    )
    category = str(record["category"]) if "category" in record else None
    if category and category not in default_categories():
        raise LexiconError(f"no category '{category}' among the cue files; mend it", *place)
    examples = record["examples"]
    if not isinstance(examples, list) or not all(len(texts_of(pair)) == 2 for pair in examples):
        raise LexiconError("'examples' holds pairs of texts: [[before, after], ...]", *place)
    return Rewrite(
        str(record["id"]),
        category,
        wordings_of(record["from"], place),
        str(record["to"]),
        _words(record.get("after")),
        _words(record.get("not_after", [])) or frozenset(),
        _words(record.get("next")),
        record.get("follows") == "word",
        tuple((str(before), str(after)) for before, after in examples),
    )


def _words(value: object) -> frozenset[str] | None:
    return None if value is None else frozenset(texts_of(value))
