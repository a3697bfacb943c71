"""What stands beside the claims of an article, in the order in which an editor wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from claimcheck.datatypes import Article, Cue, Finding, Note, Remark, Suppression
from claimcheck.labels import LABELS, Label
from claimcheck.lexicon import default_categories
from claimcheck.report.difference import Change, proposed
from claimcheck.report.html.marks import NumberedFinding
from claimcheck.report.html.shown import web_address
from claimcheck.report.words import percent


@dataclass(frozen=True, slots=True)
class CueGroup:
    """The wordings of one category; `tells` says that they speak for the claim's label."""

    category: str
    wordings: tuple[str, ...]
    tells: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """What a public source says, the address that may be a link, and the number of the claim at
    which the page has told it before."""

    note: Note
    address: str | None
    told_at: int | None


@dataclass(frozen=True, slots=True)
class MarginNote:
    """One finding as the template takes it; percentages are whole numbers as text."""

    name: str
    number: int
    classes: str
    label: str
    sure: str
    needs_review: bool
    suppression: Suppression | None
    why: str
    advice: str
    changes: tuple[tuple[Change, str], ...]
    facts: tuple[Fact, ...]
    rule: str
    place: str
    cues: tuple[CueGroup, ...]
    scores: tuple[tuple[str, str], ...]


class Margin:
    """Makes the notes of one article, in the order of the page."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._told: dict[Note, int] = {}

    def note(self, one: NumberedFinding) -> MarginNote:
        """The note of a finding; only addresses of the web become links."""
        finding, claim = one.finding, one.finding.claim
        return MarginNote(
            one.name,
            one.number,
            one.classes,
            claim.label.value,
            percent(claim.confidence),
            claim.needs_review,
            finding.suppression,
            _sentence(finding.why),
            "" if claim.label == Label.SUPPORTED else finding.advice,
            tuple(proposed(self._article, finding)),
            tuple(self._fact(note, one.number) for note in finding.notes),
            finding.rule,
            place_in_words(finding),
            tuple(cue_groups(claim.cues, claim.label)),
            tuple((label.value, percent(claim.scores[label])) for label in reversed(LABELS)),
        )

    def _fact(self, note: Note, number: int) -> Fact:
        first = self._told.setdefault(note, number)
        return Fact(note, web_address(note.url), None if first == number else first)


def place_in_words(one: Finding | Remark) -> str:
    """'line 12, column 7', or the place in a document that has no lines: 'page 3'."""
    return str(one.place or f"line {one.line}, column {one.column}")


def cue_groups(cues: Sequence[Cue], label: Label) -> list[CueGroup]:
    """The cues by category, those first that speak for the label; each wording once."""
    categories = default_categories()
    ordered = sorted(cues, key=lambda cue: cue.category)
    groups = []
    for category, group in groupby(ordered, key=lambda cue: cue.category):
        about = categories.get(category)
        wordings = tuple(dict.fromkeys(" ".join(cue.text.split()) for cue in group))
        tells = bool(about and about.leans == label)
        groups.append(CueGroup(category.replace("_", " "), wordings, tells))
    return sorted(groups, key=lambda group: not group.tells)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
