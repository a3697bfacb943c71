"""Skims an article without a neural network: a linear layer's word on every sentence.

In a model without an encoder it stands in its place, so that sentences are judged knowing what
their neighbours and their article are like; in one with an encoder it stands beside that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from claimcheck.classifier.domain import about_health
from claimcheck.classifier.encoded import unread
from claimcheck.classifier.features import DocumentFeatures
from claimcheck.classifier.linear import Array
from claimcheck.classifier.models import Head
from claimcheck.classifier.overview import Overview
from claimcheck.classifier.store import load_parts, save_parts
from claimcheck.classifier.vectors import WordVectors
from claimcheck.errors import ModelError
from claimcheck.labels import N_CLASSES
from claimcheck.protocols import Encoding, Sentence

_NAME = "class"


class Skimmer:
    """A head with one output a class, on whole sentences, and the overview on what it says."""

    def __init__(self, head: Head, overview: Overview | None = None) -> None:
        self.head, self.overview = head, overview

    def encode(self, sentences: Sequence[Sentence]) -> list[Encoding]:
        """One encoding a sentence; all zeros in a text from outside health."""
        about = about_health(sentences)
        found = self.read(sentences) if about else list(map(unread, sentences))
        return found if self.overview is None else self.overview.of(sentences, found)

    def read(self, sentences: Sequence[Sentence]) -> list[Encoding]:
        """One encoding a sentence, whatever the text is about, without the overview.

        It has nothing to say of single tokens: their logits are zeros.
        """
        found = zip(sentences, self.logits(sentences), strict=True)
        return [replace(unread(sentence), sentence=own) for sentence, own in found]

    def logits(self, sentences: Sequence[Sentence]) -> Array:
        """What it says of every sentence, shape (sentences, classes)."""
        nothing = np.zeros((len(sentences), 0), dtype=np.float32)
        if not sentences:
            return np.zeros((0, N_CLASSES), dtype=np.float32)
        features = DocumentFeatures(sentences)
        rows = self.head.rows([features.sentence_row(at) for at in range(len(sentences))])
        return logits_of(self.head.layer.softmax(rows, nothing))

    def to_disk(self, path: Path) -> None:
        """Write the head and the overview into a folder."""
        heads = {_NAME: (self.head.space, self.head.layer)}
        save_parts(path, heads, WordVectors.empty(), {})
        if self.overview is not None:
            self.overview.to_disk(path)

    @classmethod
    def from_disk(cls, path: Path) -> Skimmer:
        """Read a folder; ModelError where something is missing, damaged or does not fit."""
        return cls(cls.without_overview(path).head, Overview.from_disk(path))

    @classmethod
    def without_overview(cls, path: Path) -> Skimmer:
        """That of a folder whose overview is of more than it says."""
        space, layer = load_parts(path).heads.get(_NAME) or (None, None)
        if space is None or layer is None or layer.bias.size != N_CLASSES or layer.dense.size:
            raise ModelError(
                f"{path}: '{_NAME}' must have {N_CLASSES} outputs on terms alone; "
                "copy the model again"
            )
        return cls(Head(space, layer))


def logits_of(odds: np.ndarray) -> Array:
    """Logits that stand for probabilities, shape (sentences, classes): those with the mean 0, as a
    network's about have."""
    logits = np.log(np.maximum(odds, np.finfo(np.float32).tiny))
    result: Array = (logits - logits.mean(axis=1, keepdims=True)).astype(np.float32)
    return result
