"""Why a claim has its label, and what to do about it, in words for an editor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcheck.datatypes import Cue
from claimcheck.labels import TEXTS, Label
from claimcheck.lexicon import Category

_MOST_CUES = 2
_MOST_TERMS = 3
_PLAIN_REASONS = {
    Label.SUPPORTED: "states no more than is established or reported",
    Label.ANECDOTAL: "rests on experience or hearsay",
    Label.OVERSTATED: "states a benefit or harm as settled, with no source or limit",
    Label.UNSAFE: "could lead a reader to harm: it plays down a risk or steers from proper care",
}
_EDGES = re.compile(r"^\W+|\W+$")
"""Marks around a wording, which weigh with it and are nothing to quote."""
_DULL = frozenset(
    """the a an of to and or in on at for with is are was were be been it this that as by from i
    you your they he she we its their his her has have had can will more also not but which so
    if than when these those there all any some into""".split()
)


def deciding_cues(
    label: Label, cues: Sequence[Cue], categories: Mapping[str, Category]
) -> list[Cue]:
    """The cues that speak for the label, the longest first, one a category."""
    fitting = [
        cue for cue in cues if (about := categories.get(cue.category)) and about.leans == label
    ]
    fitting.sort(key=lambda cue: (-len(cue.text), cue.start))
    found: dict[str, Cue] = {}
    for cue in fitting:
        found.setdefault(cue.category, cue)
    return list(found.values())[:_MOST_CUES]


def why(
    label: Label,
    cues: Sequence[Cue],
    terms: Sequence[str],
    text: str,
    categories: Mapping[str, Category],
) -> str:
    """One sentence: the wordings that decided and what is the matter with them.

    Without a cue that fits, the words of the claim that weighed most stand in for it.
    """
    deciding = deciding_cues(label, cues, categories)
    if deciding:
        parts = [
            f"says '{_flat(cue.text)}', which {categories[cue.category].says}" for cue in deciding
        ]
        return "; ".join(parts) + "."
    words = telling_terms(terms, text)
    if words:
        return f"{_PLAIN_REASONS[label]} (wording that weighed: {', '.join(words)})."
    return f"{_PLAIN_REASONS[label]}."


def advice(label: Label, cues: Sequence[Cue], categories: Mapping[str, Category]) -> str:
    """What to do: the deciding cue's advice, else the label's."""
    deciding = deciding_cues(label, cues, categories)
    return categories[deciding[0].category].advice if deciding else TEXTS[label].advice


def telling_terms(terms: Sequence[str], text: str) -> list[str]:
    """The terms as the claim spells them, quoted; little words and repetitions left out."""
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    lowered = lowered.replace("’", "'")
    found: list[str] = []
    for term in terms:
        words = term.split()
        at = lowered.find(term)
        if at < 0 or all(word in _DULL or not word[0].isalpha() for word in words):
            continue
        if any(term in other or other in term for other in found):
            continue
        found.append(_EDGES.sub("", _flat(text[at : at + len(term)])))
    return [f"'{word}'" for word in found[:_MOST_TERMS]]


def _flat(text: str) -> str:
    return " ".join(text.split())
