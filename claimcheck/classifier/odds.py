"""What a model makes of every sentence, those below its thresholds too: for curves."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.classifier.judged import SentenceOdds
from claimcheck.classifier.models import Finder, Labeller
from claimcheck.protocols import Candidate, Sentence


def sentence_odds(
    finder: Finder, labeller: Labeller, sentences: Sequence[Sentence]
) -> list[SentenceOdds]:
    """One record a sentence; a text from outside the health domain holds no claim for certain."""
    if not sentences:
        return []
    claims = finder.odds(sentences)
    wholes = [Candidate(at, 0, len(item.tokens), 1.0) for at, item in enumerate(sentences)]
    return [
        SentenceOdds(item.start, item.end, float(claim), judged.scores)
        for item, claim, judged in zip(
            sentences, claims, labeller.label(sentences, wholes), strict=True
        )
    ]
