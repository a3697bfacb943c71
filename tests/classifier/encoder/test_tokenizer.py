"""A tokenizer made to harm is refused before anything is built from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimcheck.classifier.encoder import tokenizer as checks
from claimcheck.classifier.encoder.tokenizer import check_tokenizer
from claimcheck.errors import ModelError
from tests.classifier.encoder.made import tokenizer

PATH = Path("md/tokenizer.json")
SHIPPED = Path(__file__).parents[3] / "models/en_claimcheck_md/claimcheck_encoder/tokenizer.json"
RECORD: dict[str, Any] = json.loads(tokenizer())
MODEL: dict[str, Any] = RECORD["model"]
SPLIT = {"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated", "invert": False}


def refused(data: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        check_tokenizer(PATH, data)
    assert str(caught.value).startswith(f"{PATH}: cannot be read (")
    assert str(caught.value).endswith("copy the model again")
    return str(caught.value)


def test_the_shipped_tokenizer_and_the_tiny_one_pass() -> None:
    assert check_tokenizer(SHIPPED, SHIPPED.read_bytes()) == SHIPPED.read_text(encoding="utf-8")
    assert check_tokenizer(PATH, tokenizer().encode()) == tokenizer()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pre_tokenizer": SPLIT}, "the pre_tokenizer 'Split' is not what an encoder needs"),
        ({"normalizer": {"type": "Replace"}}, "the normalizer 'Replace'"),
        ({"normalizer": {}}, "the normalizer None"),
        ({"decoder": 3}, "the decoder 3"),
        ({"post_processor": {"type": "TemplateProcessing"}}, "'TemplateProcessing'"),
        ({"truncation": {"max_length": 3}}, "the truncation None"),
        ({"plugin": "x.so"}, "no tokenizer of an encoder"),
        ({"model": None}, "holds no wordpieces"),
        ({"model": MODEL | {"merges": []}}, "holds no wordpieces"),
        ({"model": MODEL | {"type": "BPE"}}, "'BPE' is not 'WordPiece'"),
        ({"model": MODEL | {"max_input_chars_per_word": 10**9}}, "at most 1000 letters"),
        ({"model": MODEL | {"max_input_chars_per_word": True}}, "at most 1000 letters"),
        ({"model": MODEL | {"vocab": {}}}, "holds no pieces"),
        ({"model": MODEL | {"vocab": ["tea"]}}, "holds no pieces"),
        ({"model": MODEL | {"vocab": {"tea": 1}}}, "from 0 without a gap"),
        ({"model": MODEL | {"vocab": {"tea": 0, "cure": 0}}}, "from 0 without a gap"),
        ({"model": MODEL | {"vocab": {"tea": "0"}}}, "from 0 without a gap"),
        ({"model": MODEL | {"vocab": {"a" * 201: 0}}}, "more than 200 letters"),
        ({"added_tokens": {}}, "no list of at most 100"),
        ({"added_tokens": [{}] * 101}, "no list of at most 100"),
        ({"added_tokens": [{"content": "x", "id": 5}]}, "'x' does not stand in the vocabulary"),
        ({"added_tokens": [{"content": "tea", "id": 6}]}, "'tea' does not stand"),
        ({"added_tokens": ["tea"]}, "None does not stand"),
    ],
)
def test_what_no_encoder_needs_is_refused(change: dict[str, Any], message: str) -> None:
    assert message in refused(json.dumps(RECORD | change).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"3", b"\xff\xfe", b"{" * 9, b"[" * 100_000])
def test_what_is_no_record_is_refused(data: bytes) -> None:
    refused(data)


def test_a_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MOST_TOKENIZER_BYTES", 10)
    assert "larger than 10 bytes" in refused(tokenizer().encode())
