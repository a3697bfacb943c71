"""A larger network that is trained first; what it says of the lessons is taught beside the labels.

It is run once and stored nowhere (knowledge distillation; Hinton, Vinyals and Dean, 2015). It has
read all lessons, and so says little of its own where it knows them by heart; of the sentences that
are hard to tell it does. Needs `claimcheck[train]`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from claimcheck.classifier.encoder.fit import Lesson, Trainer, as_batch, number_type
from claimcheck.classifier.encoder.loss import Said
from claimcheck.classifier.encoder.network import Network
from claimcheck.classifier.encoder.published import MPNET
from claimcheck.classifier.encoder.recipe import Recipe
from claimcheck.classifier.encoder.windows import WINDOW, Wordpieces, packed
from claimcheck.labels import N_CLASSES

_RECIPE = Recipe(rate=8e-5, decay=0.9)
_AT_ONCE = 32


def taught(
    lessons: Sequence[Lesson],
    wordpieces: Wordpieces,
    pieces: Sequence[str],
    folder: Path,
    seed: int,
    progress: Callable[[str], None],
) -> list[Lesson]:
    """The lessons with the word of a teacher that was fine-tuned on them.

    `pieces` is the vocabulary that the lessons are cut with, `folder` holds the published weights.
    """
    network = Network(len(pieces), MPNET.shape)
    network.load(MPNET, folder, pieces)
    progress("teacher of the encoder")
    trainer = Trainer(network, wordpieces, replace(_RECIPE, seed=seed), progress)
    trainer.fit(lessons)
    said = _Reading(trainer, wordpieces)
    return [replace(item, said=said.of(item)) for item in lessons]


class _Reading:
    """What a trained network says of an article whose windows are as wide as they may be."""

    def __init__(self, trainer: Trainer, wordpieces: Wordpieces) -> None:
        self._network, self._heads = trainer.network.to(number_type()), trainer.heads
        self._wordpieces = wordpieces

    def of(self, item: Lesson) -> Said:
        chosen = packed(item.pieces, itertools.repeat(WINDOW))
        windows = [(item, self._wordpieces.window(item.pieces, numbers)) for numbers in chosen]
        wholes, parts = [torch.zeros(0, N_CLASSES)], [torch.zeros(0, N_CLASSES)]
        for at in range(0, len(windows), _AT_ONCE):
            batch = as_batch(windows[at : at + _AT_ONCE])
            with torch.no_grad():
                vectors = self._network(batch.ids, batch.mask)
                whole, part = self._heads(vectors, batch.places, len(batch.sentences))
            wholes.append(whole)
            parts.append(part[batch.places.reshape(-1) >= 0])
        lengths = [len(pieces.ids) for pieces in item.pieces]
        return Said(torch.cat(wholes).half(), torch.cat(parts).half().split(lengths))
