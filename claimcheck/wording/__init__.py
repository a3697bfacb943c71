"""Safer wordings: a claim in its own terms, as far as it can be mended without inventing anything.

A suggestion is for an editor to take or leave; nothing applies it. None means that no safe wording
is known: above all where a serious disease, a dangerous practice or proven care is at stake, since
a toned-down sentence would only look fine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.datatypes import Claim, Cue, Note
from claimcheck.labels import REVISE, Label
from claimcheck.lexicon import default_categories
from claimcheck.phrasebook import words_of
from claimcheck.wording.hedging import default_verbs, hedged
from claimcheck.wording.rewriting import default_rewriter

BEYOND_REPAIR = frozenset(
    """substitution care_avoidance dangerous_practice self_dosing discredited alarm serious_disease
    vulnerable""".split()
)
"""Categories of cues with which no rewording makes a claim safe."""
_LONGEST_REMARKED = 25
_REMARKS = {
    "testimony": "; this is experience, not evidence",
    "tradition": "; long use does not show that it works",
    "popularity": "; that many say so is not evidence",
}
_TURNED = frozenset({"negation", "honest_limit", "debunking", "caution"})
_FIRST_PERSON = frozenset("i i'm i've i'd me my mine myself we we've our us".split())
_SENTENCE_END = re.compile(r"[*_\s]*(?:[.!]|\Z)|[*_ \t]*[\r\n]")
_QUOTES = re.compile('["“”«»„‘]')
_CARE = frozenset(
    """throw stop quit ditch drop replace skip refuse instead tablets pills prescription prescribed
    doctor doctors insulin chemo chemotherapy vaccine vaccines""".split()
)
"""Words of an unsafe claim that may bear on somebody's treatment."""


def suggest(claim: Claim, text: str, notes: Sequence[Note] = ()) -> str | None:
    """The whole claim in safer words, or None; `text` is that of its article.

    What stands in quotation marks is somebody's words and stays. An overstated claim that carries a
    note is left to the note: 'may' would be too kind to a known poison.
    """
    kinds = {cue.category for cue in claim.cues}
    if claim.label == Label.SUPPORTED or kinds & BEYOND_REPAIR or _is_quoted(claim, text):
        return None
    if claim.label == Label.OVERSTATED and notes:
        return None
    if claim.label == Label.ANECDOTAL:
        return _remarked(claim, kinds, text[claim.end :])
    found = default_rewriter().rewrite(claim)
    if claim.label == Label.UNSAFE and (found == claim.text or _CARE & _words(claim.text)):
        return None
    found = hedged(found, claim.text, _kinds_beside_offences(claim))
    return found if found != claim.text and not _still_says(found, claim) else None


def _is_quoted(claim: Claim, text: str) -> bool:
    """Whether the claim holds a quotation mark or one is open before it in its paragraph."""
    paragraph = text.rfind("\n", 0, claim.start) + 1
    marks = _QUOTES.findall(text, paragraph, claim.start)
    return bool(_QUOTES.search(claim.text)) or len(marks) % 2 == 1


def _remarked(claim: Claim, kinds: set[str], following: str) -> str | None:
    """The claim with a remark on what its ground is worth, where a sentence ends with it."""
    remark = next((told for kind, told in _REMARKS.items() if kind in kinds), None)
    if (
        remark is None
        or _offending(claim)
        or kinds & _TURNED
        or len(words_of(claim.text)) > _LONGEST_REMARKED
        or _FIRST_PERSON & _words(claim.text)
        or "?" in claim.text
        or not claim.text[-1].isalnum()
        or not _SENTENCE_END.match(following)
        or any(known in claim.text for known in _REMARKS.values())
    ):
        return None
    return claim.text + remark


def _words(text: str) -> set[str]:
    return {word.text for word in words_of(text)}


def _offending(claim: Claim) -> list[Cue]:
    """The cues that speak for revising the claim."""
    categories = default_categories()
    return [
        cue
        for cue in claim.cues
        if (about := categories.get(cue.category)) and about.leans in REVISE
    ]


def _kinds_beside_offences(claim: Claim) -> set[str]:
    """Categories of the other cues: the 'no' in 'no doubt' negates nothing else."""
    offences = _offending(claim)
    return {
        cue.category
        for cue in claim.cues
        if not any(cue.start < other.end and other.start < cue.end for other in offences)
    }


def _still_says(text: str, claim: Claim) -> bool:
    said = f" {_flat(text)} "
    return any(
        f" {_flat(claim.text[max(0, cue.start - claim.start) : cue.end - claim.start])} " in said
        for cue in _offending(claim)
    )


def _flat(text: str) -> str:
    """The words of a text, verbs of benefit in their base form."""
    base_of = default_verbs().base_of
    return " ".join(base_of.get(word.text, word.text) for word in words_of(text))
