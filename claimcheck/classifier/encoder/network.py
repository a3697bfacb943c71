"""MiniLM as a PyTorch module for training: bfloat16 where the machine computes in it, float32 else.

The architecture is BERT's (Devlin et al., 2019) in the size of all-MiniLM-L6-v2 (Wang et al.,
2020; Apache-2.0): 6 layers, width 384, 12 heads. The heads and the optimiser's copy of the weights
are float32.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from claimcheck.labels import N_CLASSES

WIDTH, N_HEADS, N_LAYERS, HIDDEN, POSITIONS = 384, 12, 6, 1536, 512
_EPSILON = 1e-12
_HIDDEN_FROM_VIEW = -1e4
_NAMES = {
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "last_norm": "output.LayerNorm",
}
"""Our names and those of the published weights."""


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each with its residual and norm."""

    def __init__(self) -> None:
        super().__init__()
        self.mixed = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.wide = nn.Linear(WIDTH, HIDDEN)
        self.narrow = nn.Linear(HIDDEN, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)

    def forward(self, vectors: Tensor, bias: Tensor) -> Tensor:
        n_windows, length, width = vectors.shape
        size = width // N_HEADS
        mixed = self.mixed(vectors).view(n_windows, length, 3, N_HEADS, size)
        query, key, value = (
            mixed.permute(2, 0, 3, 1, 4).reshape(3, n_windows * N_HEADS, length, size).unbind(0)
        )
        odds = torch.baddbmm(bias, query, key.transpose(1, 2), alpha=1 / math.sqrt(size))
        seen = torch.bmm(torch.softmax(odds, -1), value)
        seen = seen.view(n_windows, N_HEADS, length, size).transpose(1, 2)
        vectors = self.norm(vectors + self.out(seen.reshape(n_windows, length, width)))
        result: Tensor = self.last_norm(vectors + self.narrow(F.gelu(self.wide(vectors))))
        return result


class Network(nn.Module):
    """Token ids and mask in, shape (windows, length); token vectors out."""

    def __init__(self, n_pieces: int) -> None:
        super().__init__()
        self.words = nn.Embedding(n_pieces, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList([Layer() for _ in range(N_LAYERS)])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        length = ids.shape[1]
        vectors = self.norm(self.words(ids) + self.positions.weight[:length] + self.kind)
        hidden = (1 - mask.to(vectors.dtype)) * _HIDDEN_FROM_VIEW
        bias = hidden[:, None, None, :].expand(-1, N_HEADS, length, -1)
        bias = bias.reshape(-1, length, length)
        for layer in self.layers:
            vectors = layer(vectors, bias)
        return vectors

    def load(self, weights: Path, kept: list[int]) -> None:
        """Take the published weights (a safetensors file); `kept` are the pieces of the vocabulary
        that this network has, in its order."""
        from safetensors.torch import load_file

        stored = load_file(weights)
        with torch.no_grad():
            self.words.weight.copy_(stored["embeddings.word_embeddings.weight"][kept])
            self.positions.weight.copy_(stored["embeddings.position_embeddings.weight"])
            self.kind.copy_(stored["embeddings.token_type_embeddings.weight"][0])
            _copy(self.norm, stored, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                _load_layer(layer, stored, f"encoder.layer.{number}.")


class Heads(nn.Module):
    """Logits of sentences and of tokens from token vectors."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.sentence = nn.Linear(2 * WIDTH, N_CLASSES)
        self.token = nn.Linear(WIDTH, N_CLASSES)
        self.dropout = nn.Dropout(dropout)

    def forward(self, vectors: Tensor, places: Tensor, n_sentences: int) -> tuple[Tensor, Tensor]:
        """`places` (windows, length): the number of each piece's sentence in the batch, or -1."""
        flat = vectors.reshape(-1, WIDTH).float()
        owner = torch.where(places < 0, n_sentences, places).reshape(-1)
        sums = flat.new_zeros(n_sentences + 1, WIDTH).index_add(0, owner, flat)
        counts = flat.new_zeros(n_sentences + 1).index_add(0, owner, torch.ones_like(flat[:, 0]))
        means = sums / counts.clamp(min=1)[:, None]
        most = torch.full_like(sums, _HIDDEN_FROM_VIEW).scatter_reduce(
            0, owner[:, None].expand(-1, WIDTH), flat, "amax"
        )
        pooled = torch.cat([means, most], dim=1)[:-1]
        return self.sentence(self.dropout(pooled)), self.token(self.dropout(flat))


def _load_layer(layer: Any, stored: dict[str, Tensor], prefix: str) -> None:
    parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
    layer.mixed.weight.copy_(torch.cat([stored[f"{part}.weight"] for part in parts]))
    layer.mixed.bias.copy_(torch.cat([stored[f"{part}.bias"] for part in parts]))
    for ours, theirs in _NAMES.items():
        _copy(getattr(layer, ours), stored, prefix + theirs)


def _copy(module: Any, stored: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(stored[f"{name}.weight"])
    module.bias.copy_(stored[f"{name}.bias"])
