"""Is an article about health at all? What is not costs next to nothing and yields no claims."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.protocols import Sentence

_HEALTH = frozenset(
    """alternative_practice care_avoidance caution condition cure dangerous_practice discredited
    herb mechanism medicine procedure risk_denial self_dosing serious_disease substitution
    supplement vaccine wellness""".split()
)
_ENOUGH_SENTENCES = 8
_LEAST_SHARE = 0.03


def about_health(sentences: Sequence[Sentence]) -> bool:
    """Whether at least 3 % of the sentences hold a cue that belongs to health.

    A text of fewer than eight sentences gets the benefit of the doubt.
    """
    if len(sentences) < _ENOUGH_SENTENCES:
        return bool(sentences)
    speaking = sum(any(cue.category in _HEALTH for cue in item.cues) for item in sentences)
    return speaking >= _LEAST_SHARE * len(sentences)
