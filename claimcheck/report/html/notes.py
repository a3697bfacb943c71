"""What stands beside a claim, in the order in which an editor wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from claimcheck.datatypes import Cue, Note
from claimcheck.labels import LABELS, Label
from claimcheck.lexicon import default_categories
from claimcheck.report.html.marks import NumberedFinding
from claimcheck.report.html.shown import web_address


@dataclass(frozen=True, slots=True)
class CueGroup:
    """The wordings of one category; `tells` says that they speak for the claim's label."""

    category: str
    wordings: tuple[str, ...]
    tells: bool


@dataclass(frozen=True, slots=True)
class MarginNote:
    """One finding as the template takes it; percentages are whole numbers as text."""

    name: str
    number: int
    classes: str
    label: str
    sure: str
    place: str
    needs_review: bool
    why: str
    advice: str
    suppressed: str | None
    facts: tuple[tuple[Note, str | None], ...]
    cues: tuple[CueGroup, ...]
    scores: tuple[tuple[str, str], ...]


def margin_note(one: NumberedFinding) -> MarginNote:
    """The note of a finding; only addresses of the web become links."""
    finding, claim = one.finding, one.finding.claim
    return MarginNote(
        one.name,
        one.number,
        one.classes,
        claim.label.value,
        percent(claim.confidence),
        f"{finding.line}:{finding.column}",
        claim.needs_review,
        _sentence(finding.why),
        "" if claim.label == Label.SUPPORTED else finding.advice,
        finding.suppressed,
        tuple((note, web_address(note.url)) for note in finding.notes),
        tuple(cue_groups(claim.cues, claim.label)),
        tuple((label.value, percent(claim.scores[label])) for label in reversed(LABELS)),
    )


def percent(share: float) -> str:
    """A share of 1 as a whole percentage; only what is certain is called 0% or 100%."""
    whole = round(share * 100)
    if 0 < share < 1 and whole in (0, 100):
        return "under 1%" if whole == 0 else "over 99%"
    return f"{whole}%"


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
