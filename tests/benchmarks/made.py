"""Documents and sentences to learn from, made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.documents import SplitDocument, TrainingSentences
from claimcheck.classifier.evaluation import CLASSES
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import Label

WORDS = {
    "none": "shop",
    "supported": "trial",
    "anecdotal": "aunt",
    "overstated": "miracle",
    "unsafe": "stop",
}
"""A word that gives each class away."""


def document(sentences: Sequence[tuple[str, str]], name: str = "a") -> SplitDocument:
    """A document of (sentence, class) pairs, a blank apart; claims are whole sentences."""
    borders, spans, start = [], [], 0
    for text, label in sentences:
        borders.append((start, start + len(text)))
        if label != "none":
            spans.append(LabelledSpan(start, start + len(text), Label(label)))
        start += len(text) + 1
    text = " ".join(text for text, _ in sentences)
    meta = {"sentences": [list(border) for border in borders]}
    return SplitDocument(LabelledDocument(name, text, tuple(spans), meta), tuple(borders))


def telling_sentences(documents: int) -> TrainingSentences:
    """One sentence of each class a document, told by its word in WORDS."""
    rows = [(at, number) for number in range(documents) for at in range(len(CLASSES))]
    texts = [f"{WORDS[CLASSES[at]]} number {number}" for at, number in rows]
    targets = np.array([at for at, _ in rows])
    ones = np.ones(len(rows))
    return TrainingSentences(texts, targets, np.array([at for _, at in rows]), ones, ones)
