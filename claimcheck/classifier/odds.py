"""What a model makes of every sentence, those below its thresholds too: for curves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimcheck.classifier.domain import about_health
from claimcheck.classifier.features import DocumentFeatures
from claimcheck.classifier.judged import SentenceOdds
from claimcheck.classifier.linear import Array
from claimcheck.classifier.models import Finder, Labeller
from claimcheck.classifier.vectors import DocumentVectors
from claimcheck.protocols import Candidate, Sentence


def sentence_odds(
    finder: Finder, labeller: Labeller, sentences: Sequence[Sentence]
) -> list[SentenceOdds]:
    """One record a sentence; a text from outside the health domain holds no claim for certain."""
    if not sentences:
        return []
    claims = claim_odds(finder, sentences)
    wholes = [Candidate(at, 0, len(item.tokens), 1.0) for at, item in enumerate(sentences)]
    return [
        SentenceOdds(item.start, item.end, float(claim), judged.scores)
        for item, claim, judged in zip(
            sentences, claims, labeller.label(sentences, wholes), strict=True
        )
    ]


def claim_odds(finder: Finder, sentences: Sequence[Sentence]) -> Array:
    """Probability that a sentence holds a claim, shape (sentences,)."""
    if not about_health(sentences):
        return np.zeros(len(sentences), dtype=np.float32)
    features, vectors = DocumentFeatures(sentences), DocumentVectors(sentences, finder.vectors)
    everything = range(len(sentences))
    rows = finder.sentence.rows([features.sentence_row(at) for at in everything])
    dense = np.stack([vectors.sentence(at) for at in everything])
    return finder.sentence.layer.sigmoid(rows, dense)
