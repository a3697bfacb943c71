"""What a comment to claimcheck says, and who says it.

    claimcheck ignore                                        the next block, whatever its labels
    claimcheck ignore[overstated, anecdotal]: cited in ref 4
    claimcheck ignore (by=M. Kay until=2027-01-31): cited in ref 4
    claimcheck off ... claimcheck on                         everything between
    claimcheck off-file                                      the whole article

Case plays no part and a colon may follow the first word: Word capitalises what one types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from claimcheck.labels import LABELS, Label
from claimcheck.suggest import did_you_mean

_NAME = re.compile(r"\s*claimcheck(?::\s*|\s+|\s*$)", re.IGNORECASE)
_VERB = re.compile(r"[^\s\[(:]*")
_LABELS = re.compile(r"\s*\[([^\]]*)\]")
_DETAILS = re.compile(r"\(\s*(?=(?:by|until)\s*=)([^()]*)\)", re.IGNORECASE)
_DETAIL = re.compile(r"(\w+)\s*=\s*(.*?)[\s,;]*(?=\w+\s*=|$)", re.DOTALL)
_REASON = re.compile(r"\s*(?::\s*(.*))?", re.DOTALL)
_STRAY = re.compile(r"\buntil\s*=", re.IGNORECASE)
_KEYS = ("by", "until")
_LONGEST = 2000


class Verb(StrEnum):
    """What a comment asks for."""

    IGNORE = "ignore"
    OFF = "off"
    ON = "on"
    OFF_FILE = "off-file"


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that was understood; `labels` are those it speaks of, all where it names none."""

    verb: Verb
    labels: frozenset[Label] = frozenset(LABELS)
    reason: str = ""
    author: str = ""
    until: date | None = None

    def __str__(self) -> str:
        named = [label for label in LABELS if label in self.labels]
        return self.verb + (f"[{', '.join(named)}]" if len(named) < len(LABELS) else "")


def speaks_to_us(comment: str) -> bool:
    """Whether a comment, without its markup, is meant for claimcheck."""
    return _NAME.match(comment) is not None


def parse_directive(comment: str) -> Directive:
    """What a comment for claimcheck says; ValueError tells what is wrong with it and what to do."""
    if len(comment) > _LONGEST:
        raise ValueError(f"a comment of more than {_LONGEST} characters; shorten the reason")
    said = _NAME.sub("", comment, count=1).strip()
    word = _VERB.match(said)
    verb = _verb(word[0] if word else "")
    if verb is Verb.ON and said.lower() != verb:
        raise ValueError("'on' stands alone; labels, reason and date belong to 'off'")
    rest, author, until = _details(said[len(verb) :])
    named = _LABELS.match(rest)
    reason = _REASON.fullmatch(rest, named.end() if named else 0)
    if reason is None:
        raise ValueError(f"'{rest.strip()}' is not understood; a reason stands behind a colon")
    why = " ".join((reason[1] or "").split())
    if _STRAY.search(why):
        raise ValueError("'until=' stands in brackets of its own: (by=NAME until=2027-01-31)")
    labels = _labels(named[1]) if named else frozenset(LABELS)
    return Directive(verb, labels, why, author, until)


def _verb(word: str) -> Verb:
    try:
        return Verb(word.lower())
    except ValueError:
        hint = did_you_mean(word, Verb)
        raise ValueError(f"'{word}' is not one of {', '.join(Verb)}{hint}") from None


def _labels(names: str) -> frozenset[Label]:
    return frozenset(Label.parse(name.strip().lower()) for name in names.split(","))


def _details(rest: str) -> tuple[str, str, date | None]:
    """The text without '(by=... until=...)', and what that says."""
    found = _DETAILS.findall(rest)
    if len(found) > 1:
        raise ValueError("'(by=... until=...)' is given twice; keep one")
    given: dict[str, str] = {}
    for key, value in _DETAIL.findall(found[0]) if found else ():
        if key.lower() not in _KEYS:
            raise ValueError(f"'{key}' is not one of by, until{did_you_mean(key, _KEYS)}")
        given[key.lower()] = " ".join(value.split())
    until = parse_day(given["until"]) if "until" in given else None
    return _DETAILS.sub("", rest), given.get("by", ""), until


def parse_day(text: str, key: str = "until") -> date:
    """The day that `text` names as 2027-01-31; ValueError for anything else names the `key`."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(f"{key} '{text}' is no day; write it as 2027-01-31") from None
