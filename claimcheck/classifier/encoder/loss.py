"""What a network is told: the classes of sentences and pieces, and a teacher's word on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from claimcheck.classifier.encoder.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Said:
    """A teacher's logits: of sentences, shape (sentences, classes), and for each sentence of its
    pieces, shape (pieces, classes)."""

    sentences: Tensor
    pieces: Sequence[Tensor]

    def of(self, chosen: Sequence[int]) -> Said:
        """What it says of these sentences."""
        return Said(self.sentences[list(chosen)], [self.pieces[index] for index in chosen])


def joined(said: Sequence[Said]) -> Said:
    """One after the other."""
    return Said(
        torch.cat([item.sentences for item in said]),
        [pieces for item in said for pieces in item.pieces],
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows to learn from.

    ids, mask, places (numbers of sentences in the batch, or -1) and tokens (classes of pieces):
    shape (windows, longest); sentences (classes), worths (what each counts for) and mixed (whether
    it holds claims of different labels): shape (sentences,); said: what a teacher says of all.
    """

    ids: Tensor
    mask: Tensor
    places: Tensor
    tokens: Tensor
    sentences: Tensor
    worths: Tensor
    mixed: Tensor
    said: Said | None = None


def total_loss(
    wholes: Tensor, parts: Tensor, batch: Batch, weights: Tensor, recipe: Recipe
) -> Tensor:
    """The loss of sentences and, `token_loss` times, that of pieces.

    `wholes`: logits of the sentences; `parts`: of all places, one after the other.
    """
    read = batch.places >= 0
    parts = parts[read.reshape(-1)]
    worth = batch.worths * torch.where(batch.mixed, recipe.mixed, 1.0)
    by_piece, by_sentence = worth[batch.places[read]], batch.worths * weights[batch.sentences]
    loss = F.cross_entropy(
        wholes, batch.sentences, reduction="none", label_smoothing=recipe.smoothing
    )
    piece_loss = F.cross_entropy(parts, batch.tokens[read], reduction="none")
    if batch.said is not None:
        loss = torch.lerp(loss, _apart(wholes, batch.said.sentences, recipe.warmth), recipe.taught)
        pieces = torch.cat(list(batch.said.pieces))
        piece_loss = torch.lerp(piece_loss, _apart(parts, pieces, recipe.warmth), recipe.taught)
    return (loss * by_sentence).sum() / by_sentence.sum() + recipe.token_loss * (
        piece_loss * by_piece
    ).sum() / by_piece.sum()


def _apart(own: Tensor, teacher: Tensor, warmth: float) -> Tensor:
    """How far the softened words of both are apart (Kullback-Leibler), shape (items,)."""
    found = F.kl_div(
        F.log_softmax(own / warmth, -1),
        F.log_softmax(teacher.float() / warmth, -1),
        reduction="none",
        log_target=True,
    )
    return found.sum(-1) * warmth**2
