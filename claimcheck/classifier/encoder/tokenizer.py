"""Looks at `tokenizer.json` before the tokenizers package builds anything from it.

Such a file may name patterns, templates and models of many kinds. An encoder of ours cuts words as
BERT does, and holds nothing but a list of wordpieces.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.errors import ModelError

MOST_TOKENIZER_BYTES = 8 * 2**20
_MOST_PIECES = 100_000
_MOST_ADDED = 100
_LONGEST_PIECE = 200
_LONGEST_WORD = 1_000
_KEYS = frozenset(
    """version truncation padding added_tokens normalizer pre_tokenizer post_processor decoder
    model""".split()
)
_PARTS = {
    "normalizer": "BertNormalizer",
    "pre_tokenizer": "BertPreTokenizer",
    "decoder": "WordPiece",
    "post_processor": None,
    "truncation": None,
    "padding": None,
}
"""The kind that each part must have where it is there at all; None: it must not be."""
_MODEL_KEYS = frozenset(
    "type unk_token continuing_subword_prefix max_input_chars_per_word vocab".split()
)


def check_tokenizer(path: Path, data: bytes) -> str:
    """The text of the file; ModelError unless it is a list of wordpieces and BERT's way to cut."""
    try:
        if len(data) > MOST_TOKENIZER_BYTES:
            raise ValueError(f"is larger than {MOST_TOKENIZER_BYTES} bytes")
        text = data.decode("utf-8")
        _check(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error}); nothing was built from it, copy the model again"
        ) from None
    return text


def _check(record: Any) -> None:
    if not isinstance(record, dict) or not _KEYS.issuperset(record):
        raise ValueError("it is no tokenizer of an encoder")
    for name, kind in _PARTS.items():
        part = record.get(name)
        found = part.get("type") if isinstance(part, dict) else part
        if found not in (None, kind) or (part is not None and found is None):
            raise ValueError(f"the {name} {found!r} is not what an encoder needs")
    model = record.get("model")
    if not isinstance(model, dict) or not _MODEL_KEYS.issuperset(model):
        raise ValueError("it holds no wordpieces")
    if model.get("type") != "WordPiece":
        raise ValueError(f"the model {model.get('type')!r} is not 'WordPiece'")
    longest = model.get("max_input_chars_per_word")
    if type(longest) is not int or not 0 < longest <= _LONGEST_WORD:
        raise ValueError(f"words may have at most {_LONGEST_WORD} letters, not {longest!r}")
    _check_vocabulary(model.get("vocab"))
    _check_added(record.get("added_tokens", []), model["vocab"])


def _check_vocabulary(vocabulary: Any) -> None:
    if not isinstance(vocabulary, dict) or not 0 < len(vocabulary) <= _MOST_PIECES:
        raise ValueError(f"the vocabulary holds no pieces, or more than {_MOST_PIECES}")
    if not all(type(number) is int for number in vocabulary.values()) or sorted(
        vocabulary.values()
    ) != list(range(len(vocabulary))):
        raise ValueError("the pieces of the vocabulary are not numbered from 0 without a gap")
    if max(map(len, vocabulary)) > _LONGEST_PIECE:
        raise ValueError(f"a piece has more than {_LONGEST_PIECE} letters")


def _check_added(added: Any, vocabulary: Mapping[str, int]) -> None:
    if not isinstance(added, list) or len(added) > _MOST_ADDED:
        raise ValueError(f"'added_tokens' is no list of at most {_MOST_ADDED} pieces")
    for piece in added:
        content = piece.get("content") if isinstance(piece, dict) else None
        if not isinstance(content, str) or vocabulary.get(content) != piece.get("id"):
            raise ValueError(f"the added piece {content!r} does not stand in the vocabulary so")
