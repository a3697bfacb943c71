"""Makes the static word vectors of en_claimcheck_sm: `python benchmarks/word_vectors.py OUT`.

Every whole word of MiniLM's vocabulary and every word that the corpus holds twice goes through
all-MiniLM-L6-v2 (Apache-2.0) by itself; the mean of its token vectors is centred, cut down to its
principal components and weighted by rarity (smooth inverse frequency, Arora et al., 2017). Needs
torch, transformers and the weights' folder; nothing of that is needed to train or to review.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

from claimcheck.classifier.store import write_vectors
from claimcheck.classifier.vectors import WordVectors

_WORD = re.compile(r"[a-z][a-z'-]*")
_RARITY = 1e-3


def main() -> None:
    """Write `vectors.npz` and `words.json` into the folder OUT."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--corpus", type=Path, default=Path("corpus/train.jsonl"))
    parser.add_argument("--dimensions", type=int, default=96)
    options = parser.parse_args()
    counts = corpus_counts(options.corpus)
    pieces = (options.weights / "vocab.txt").read_text(encoding="utf-8").split("\n")
    whole = [
        piece for piece in pieces if _WORD.fullmatch(piece) and (len(piece) > 1 or piece in "ai")
    ]
    words = list(dict.fromkeys([*whole, *(word for word, n in counts.items() if n >= 2)]))
    table = reduce(embed(words, options.weights), options.dimensions)
    total = sum(counts.values())
    table *= np.array([[_RARITY / (_RARITY + counts[word] / total)] for word in words])
    scale = float(np.abs(table).max()) / 127
    options.out.mkdir(parents=True, exist_ok=True)
    write_vectors(options.out, WordVectors(words, np.round(table / scale), scale))
    print(f"{options.out}: {len(words)} words, {options.dimensions} dimensions")


def corpus_counts(path: Path) -> Counter[str]:
    """How often each word stands in the documents."""
    counts: Counter[str] = Counter()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            counts.update(_WORD.findall(json.loads(line)["text"].lower().replace("’", "'")))
    return counts


def embed(words: list[str], weights: Path) -> np.ndarray:
    """The encoder's mean token vector of every word, shape (words, 384)."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(weights)
    model = AutoModel.from_pretrained(weights, dtype=torch.float32).eval()
    found = []
    with torch.no_grad():
        for at in range(0, len(words), 512):
            batch = tokenizer(
                words[at : at + 512],
                padding=True,
                truncation=True,
                max_length=12,
                return_tensors="pt",
            )
            mask = batch["attention_mask"][..., None]
            states = model(**batch).last_hidden_state
            found.append(((states * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(found)


def reduce(table: np.ndarray, dimensions: int) -> np.ndarray:
    """The principal components, every row brought to length one."""
    table = table - table.mean(axis=0)
    axes = np.linalg.svd(table.T @ table)[0][:, :dimensions]
    table = table @ axes
    return table / np.linalg.norm(table, axis=1, keepdims=True)


if __name__ == "__main__":
    main()
