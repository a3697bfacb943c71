"""Published networks as PyTorch modules for training.

bfloat16 where the machine computes in it, float32 else. The heads and the optimiser's copy of the
weights are float32.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from claimcheck.classifier.encoder.published import WEIGHTS, Published, Shape
from claimcheck.labels import N_CLASSES

_HIDDEN_FROM_VIEW = -1e4
_FARTHEST = 128
"""Pieces that are farther apart than this have one distance (Raffel et al., 2020)."""


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each with its residual and norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.n_heads = shape.n_heads
        self.mixed = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.wide = nn.Linear(shape.width, shape.hidden)
        self.narrow = nn.Linear(shape.hidden, shape.width)
        self.last_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, vectors: Tensor, bias: Tensor) -> Tensor:
        n_windows, length, width = vectors.shape
        size = width // self.n_heads
        mixed = self.mixed(vectors).view(n_windows, length, 3, self.n_heads, size)
        query, key, value = (
            mixed.permute(2, 0, 3, 1, 4)
            .reshape(3, n_windows * self.n_heads, length, size)
            .unbind(0)
        )
        odds = torch.baddbmm(bias, query, key.transpose(1, 2), alpha=1 / math.sqrt(size))
        seen = torch.bmm(torch.softmax(odds, -1), value)
        seen = seen.view(n_windows, self.n_heads, length, size).transpose(1, 2)
        vectors = self.norm(vectors + self.out(seen.reshape(n_windows, length, width)))
        result: Tensor = self.last_norm(vectors + self.narrow(F.gelu(self.wide(vectors))))
        return result


class Network(nn.Module):
    """Token ids and mask in, shape (windows, length); token vectors out."""

    def __init__(self, n_pieces: int, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(n_pieces, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.distances = nn.Embedding(shape.buckets, shape.n_heads) if shape.buckets else None
        self.layers = nn.ModuleList([Layer(shape) for _ in range(shape.n_layers)])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        length, first = ids.shape[1], self.shape.first_position
        places = self.positions.weight[first : first + length]
        vectors = self.norm(self.words(ids) + places + self.kind)
        hidden = (1 - mask.to(vectors.dtype)) * _HIDDEN_FROM_VIEW
        bias = hidden[:, None, None, :].expand(-1, self.shape.n_heads, length, -1)
        if self.distances is not None:
            apart = self.distances(buckets(length, self.shape.buckets))
            bias = bias + apart.permute(2, 0, 1)
        bias = bias.reshape(-1, length, length)
        for layer in self.layers:
            vectors = layer(vectors, bias)
        return vectors

    def load(self, published: Published, folder: Path, pieces: Sequence[str]) -> None:
        """Take the published weights; `pieces` is the vocabulary of this network."""
        from safetensors.torch import load_file

        stored = load_file(folder / WEIGHTS)
        rows = published.rows(folder, pieces)
        with torch.no_grad():
            self.words.weight.copy_(stored["embeddings.word_embeddings.weight"][rows])
            self.positions.weight.copy_(stored["embeddings.position_embeddings.weight"])
            if "embeddings.token_type_embeddings.weight" in stored:
                self.kind.copy_(stored["embeddings.token_type_embeddings.weight"][0])
            _copy(self.norm, stored, "embeddings.LayerNorm")
            if self.distances is not None:
                self.distances.weight.copy_(stored["encoder.relative_attention_bias.weight"])
            for number, layer in enumerate(self.layers):
                _load_layer(layer, published, stored, f"encoder.layer.{number}.")


class Heads(nn.Module):
    """Logits of sentences and of tokens from token vectors."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.sentence = nn.Linear(2 * width, N_CLASSES)
        self.token = nn.Linear(width, N_CLASSES)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, places: Tensor, n_sentences: int) -> tuple[Tensor, Tensor]:
        """`places` (windows, length): the number of each piece's sentence in the batch, or -1."""
        width = vectors.shape[-1]
        flat = vectors.reshape(-1, width).float()
        owner = torch.where(places < 0, n_sentences, places).reshape(-1)
        sums = flat.new_zeros(n_sentences + 1, width).index_add(0, owner, flat)
        counts = flat.new_zeros(n_sentences + 1).index_add(0, owner, torch.ones_like(flat[:, 0]))
        means = sums / counts.clamp(min=1)[:, None]
        most = torch.full_like(sums, _HIDDEN_FROM_VIEW).scatter_reduce(
            0, owner[:, None].expand(-1, width), flat, "amax"
        )
        pooled = torch.cat([means, most], dim=1)[:-1]
        return self.sentence(self.dropout(pooled)), self.token(self.dropout(flat))


def buckets(length: int, n_buckets: int) -> Tensor:
    """The bucket of the distance from every piece to every other, shape (length, length).

    Half of the buckets are for pieces that come later. In each half the smaller distances have a
    bucket each, the larger ones share them by their logarithm.
    """
    at = torch.arange(length)
    ahead = at[None, :] - at[:, None]
    half = n_buckets // 2
    exact = half // 2
    far = ahead.abs().clamp(min=1).float()
    shared = exact + torch.log(far / exact) / math.log(_FARTHEST / exact) * (half - exact)
    found = torch.where(ahead.abs() < exact, ahead.abs(), shared.long().clamp(max=half - 1))
    return found + half * (ahead > 0)


def _load_layer(layer: Any, published: Published, stored: dict[str, Tensor], prefix: str) -> None:
    parts = [prefix + name for name in published.queries]
    layer.mixed.weight.copy_(torch.cat([stored[f"{part}.weight"] for part in parts]))
    layer.mixed.bias.copy_(torch.cat([stored[f"{part}.bias"] for part in parts]))
    for ours, theirs in published.parts.items():
        _copy(getattr(layer, ours), stored, prefix + theirs)


def _copy(module: Any, stored: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(stored[f"{name}.weight"])
    module.bias.copy_(stored[f"{name}.bias"])
