"""What is known of the things whose danger a sentence plays down or that it puts in place of care.

"A lower risk of bleeding" is a finding where it is said of a tested medicine; of a substance that
regulators warn of, the same words deny a risk. Words alone do not tell, so the gazetteer does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.gazetteer import Intervention, default_gazetteer
from claimcheck.protocols import Sentence

RECKLESS = ("risk_denial", "substitution", "self_dosing", "care_avoidance")
"""Categories of cues that put readers at risk by what they deny or advise."""
_UNNAMED = ("unnamed",)


def known_terms(
    sentence: Sentence, categories: Iterable[str], before: Sequence[Sentence]
) -> dict[str, float]:
    """Each kind of reckless cue in the sentence, with the standing of every intervention or
    exposure that it names, else of those that its heading or the sentences before name."""
    kinds = [kind for kind in RECKLESS if kind in set(categories)]
    if not kinds:
        return {}
    standings = _standings(sentence) or _around(sentence, before) or _UNNAMED
    return {f"{kind} {standing}": 1.0 for kind in kinds for standing in standings}


def _standings(sentence: Sentence) -> list[str]:
    mentions = default_gazetteer().mentions([token.text for token in sentence.tokens])
    return _of(entry for entry, _, _ in mentions)


def _around(sentence: Sentence, before: Sequence[Sentence]) -> list[str]:
    for other in reversed(before):
        if found := _standings(other):
            return found
    return _of(default_gazetteer().named_in(sentence.heading))


def _of(entries: Iterable[object]) -> list[str]:
    standings = [entry.standing for entry in entries if isinstance(entry, Intervention)]
    return list(dict.fromkeys(standings))
