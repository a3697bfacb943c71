"""A vocabulary cut down to the pieces that English articles on health are made of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from claimcheck.protocols import Sentence

MOST_PIECES = 14_000
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def pruned(path: Path, articles: Iterable[Sequence[Sentence]]) -> str:
    """The tokenizer (as JSON) with at most MOST_PIECES pieces.

    Kept are the special pieces, single characters, the pieces that the articles use, commonest
    first, and then the ones that the published vocabulary has first: it is ordered by use.
    """
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = record["model"]["vocab"]
    used = _used(Tokenizer.from_file(str(path)), articles)
    single = [piece for piece in vocabulary if len(piece.removeprefix("##")) == 1]
    by_use = [piece for piece, _ in used.most_common() if piece in vocabulary]
    readable = [piece for piece in vocabulary if piece.isascii() and "[unused" not in piece]
    chosen = list(dict.fromkeys([*_SPECIAL, *single, *by_use, *readable]))[:MOST_PIECES]
    record["model"]["vocab"] = {piece: number for number, piece in enumerate(chosen)}
    for added in record.get("added_tokens", []):
        added["id"] = chosen.index(added["content"])
    record["truncation"] = record["padding"] = record["post_processor"] = None
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    Tokenizer.from_str(text)
    return text


def _used(tokenizer: Tokenizer, articles: Iterable[Sequence[Sentence]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for sentences in articles:
        words = [[token.text for token in sentence.tokens] for sentence in sentences]
        for item in tokenizer.encode_batch(words, is_pretokenized=True, add_special_tokens=False):
            counts.update(item.tokens)
    return counts
