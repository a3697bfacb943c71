"""Fine-tunes the encoder on labelled articles: every sentence and every token has its class.

One optimiser step reads about `tokens` wordpieces. Windows are cut anew in every epoch, at random
widths, so that a sentence is met in different surroundings. Needs `claimcheck[train]`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from claimcheck.classifier.encoder.loss import Batch, Said, joined, total_loss
from claimcheck.classifier.encoder.network import Heads, Network
from claimcheck.classifier.encoder.recipe import Recipe
from claimcheck.classifier.encoder.windows import WINDOW, Pieces, Window, Wordpieces, packed
from claimcheck.classifier.examples import TrainingArticle, gold_marks
from claimcheck.labels import N_CLASSES

Progress = Callable[[str], None]
_OUTSIDE = -100


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article as the network learns it: pieces and classes of its sentences and tokens.

    `mixed` tells of each sentence whether it holds claims of different labels; `said` is what a
    teacher says of the article.
    """

    pieces: Sequence[Pieces]
    sentences: Sequence[int]
    tokens: Sequence[Sequence[int]]
    mixed: Sequence[bool]
    weight: float
    said: Said | None = None


_COMPOSED_WEIGHT = 0.6
"""What a composed article counts for beside a real one; of 0.3, 0.6 about the better, measured on
weight-only articles that were left out."""


def lesson(article: TrainingArticle, wordpieces: Wordpieces) -> Lesson:
    """Class 0 is no claim, the labels follow in their order; a sentence has its most severe one."""
    pieces = wordpieces.cut(article.sentences)
    wholes, parts, mixed = [], [], []
    for item, marks in zip(pieces, gold_marks(article), strict=True):
        wholes.append(max((1 + label for _, _, label in marks), default=0))
        of_token = {at: 1 + label for first, last, label in marks for at in range(first, last)}
        parts.append([of_token.get(owner, 0) for owner in item.owners])
        mixed.append(len({label for _, _, label in marks}) > 1)
    worth = 1.0 if article.weight == 1.0 else _COMPOSED_WEIGHT
    return Lesson(pieces, wholes, parts, mixed, worth)


class Trainer:
    """Fits a network and its heads on lessons."""

    def __init__(
        self, network: Network, wordpieces: Wordpieces, recipe: Recipe, progress: Progress
    ) -> None:
        self.recipe, self.progress, self._wordpieces = recipe, progress, wordpieces
        self._lot = random.Random(recipe.seed)
        torch.manual_seed(recipe.seed)
        self.heads = Heads(network.shape.width, recipe.dropout)
        self.network = network.to(number_type())
        for name, weights in network.named_parameters():
            weights.requires_grad = name.startswith("layers.")
        self._learned = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        self._master = [p.detach().float().clone().requires_grad_() for _, p in self._learned]

    def fit(self, lessons: Sequence[Lesson]) -> None:
        """Run through the lessons `epochs` times, the learning rate rising first, then falling."""
        recipe = self.recipe
        weights = _class_weights(lessons, recipe.balance)
        optimizer = torch.optim.AdamW(self._groups(), fused=True)
        total = max(1, int(len(self._batches(lessons)) * recipe.epochs))
        step, lost = 0, 0.0
        self.network.train()
        self.heads.train()
        while step < total:
            for batch in self._batches(lessons)[: total - step]:
                share = step / total
                factor = min(share / recipe.warm_up, 1.0) if share < recipe.warm_up else 1 - share
                for group in optimizer.param_groups:
                    group["lr"] = group["base"] * factor
                lost += self._step(batch, weights, optimizer)
                step += 1
                if step % 100 == 0:
                    self.progress(f"encoder: step {step} of {total}, loss {lost / 100:.3f}")
                    lost = 0.0
        with torch.no_grad():
            self.network.float()
            for master, (_, weight) in zip(self._master, self._learned, strict=True):
                weight.copy_(master)
        self.network.eval()
        self.heads.eval()

    def _groups(self) -> list[dict[str, Any]]:
        recipe = self.recipe
        groups: dict[tuple[float, bool], list[Tensor]] = {}
        for (name, _), weight in zip(self._learned, self._master, strict=True):
            below = self.network.shape.n_layers - 1 - int(name.split(".")[1])
            groups.setdefault((recipe.rate * recipe.decay**below, weight.ndim < 2), []).append(
                weight
            )
        for weight in self.heads.parameters():
            groups.setdefault((recipe.rate * recipe.heads_rate, weight.ndim < 2), []).append(weight)
        return [
            {"params": params, "base": rate, "lr": 0.0, "weight_decay": 0.0 if thin else 0.02}
            for (rate, thin), params in groups.items()
        ]

    def _batches(self, lessons: Sequence[Lesson]) -> list[list[tuple[Lesson, Window]]]:
        """Windows of like length together, about `tokens` wordpieces a batch, in random order."""
        items = [
            (item, self._wordpieces.window(item.pieces, chosen, opened=self._opened()))
            for item in lessons
            for chosen in packed(item.pieces, self._widths())
        ]
        self._lot.shuffle(items)
        found: list[list[tuple[Lesson, Window]]] = []
        for at in range(0, len(items), 600):
            chunk = sorted(items[at : at + 600], key=lambda item: len(item[1].ids))
            batch: list[tuple[Lesson, Window]] = []
            for item in chunk:
                if batch and len(item[1].ids) * (len(batch) + 1) > self.recipe.tokens:
                    found.append(batch)
                    batch = []
                batch.append(item)
            found.append(batch)
        self._lot.shuffle(found)
        return found

    def _widths(self) -> Iterator[int]:
        while True:
            alone = self._lot.random() < self.recipe.alone
            yield 1 if alone else self._lot.randint(WINDOW // 2, WINDOW)

    def _opened(self) -> bool:
        return self._lot.random() >= self.recipe.unopened

    def _step(
        self, batch: Sequence[tuple[Lesson, Window]], weights: Tensor, optimizer: Any
    ) -> float:
        found = as_batch(batch)
        wholes, parts = self.heads(
            self.network(found.ids, found.mask), found.places, len(found.sentences)
        )
        total = total_loss(wholes, parts, found, weights, self.recipe)
        total.backward()
        for master, (_, weight) in zip(self._master, self._learned, strict=True):
            master.grad = weight.grad.float() if weight.grad is not None else None
            weight.grad = None
        nn.utils.clip_grad_norm_([*self._master, *self.heads.parameters()], 1.0)
        optimizer.step()
        self.heads.zero_grad()
        with torch.no_grad():
            for master, (_, weight) in zip(self._master, self._learned, strict=True):
                weight.copy_(master)
        return float(total.detach())


def as_batch(batch: Sequence[tuple[Lesson, Window]]) -> Batch:
    """The windows as tensors, padded to the longest."""
    longest = max(len(window.ids) for _, window in batch)
    shape = len(batch), longest
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    places = torch.full(shape, -1)
    tokens = torch.full(shape, _OUTSIDE)
    sentences: list[int] = []
    worths: list[float] = []
    mixed: list[bool] = []
    for row, (item, window) in enumerate(batch):
        length = len(window.ids)
        ids[row, :length] = torch.tensor(window.ids)
        mask[row, :length] = 1
        own = torch.tensor(window.places)
        places[row, :length] = torch.where(own < 0, -1, own + len(sentences))
        classes = torch.tensor([c for index in window.sentences for c in item.tokens[index]])
        tokens[row, :length][own >= 0] = classes
        sentences += [item.sentences[index] for index in window.sentences]
        worths += [item.weight] * len(window.sentences)
        mixed += [item.mixed[index] for index in window.sentences]
    found = torch.tensor(sentences), torch.tensor(worths), torch.tensor(mixed)
    said = [item.said.of(window.sentences) for item, window in batch if item.said is not None]
    return Batch(
        ids, mask, places, tokens, *found, joined(said) if len(said) == len(batch) else None
    )


def _class_weights(lessons: Sequence[Lesson], balance: float) -> Tensor:
    classes = torch.tensor([found for item in lessons for found in item.sentences])
    counts = torch.bincount(classes, minlength=N_CLASSES).clamp(min=1)
    return (counts.sum() / (N_CLASSES * counts)) ** balance


def number_type() -> torch.dtype:
    """bfloat16 where the processor has matrix instructions for it, else float32."""
    able = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    return torch.bfloat16 if able() else torch.float32
