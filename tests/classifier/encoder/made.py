"""A vocabulary and a network small enough to compute by hand."""

from __future__ import annotations

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from claimcheck.classifier.encoder.published import Shape
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.encoder.windows import Wordpieces

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "tea", "cure", "##s", "colds", "hot", "."]
SMALL = Shape(width=8, n_heads=2, n_layers=1, hidden=16)


def tokenizer() -> str:
    made = Tokenizer(models.WordPiece({p: n for n, p in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return str(json.dumps(json.loads(made.to_str())))


def wordpieces() -> Wordpieces:
    return Wordpieces(Tokenizer.from_str(tokenizer()))


def network() -> bytes:
    """Vector of a piece: its number and its square; what stands around it changes nothing."""
    table = np.array([[n, n * n] for n in range(len(PIECES))], dtype=np.float32)
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "ids"], ["vectors"])],
        "tiny",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["w", "l"]),
            helper.make_tensor_value_info("mask", TensorProto.INT64, ["w", "l"]),
        ],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["w", "l", 2])],
        [numpy_helper.from_array(table, "table")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    return bytes(made.SerializeToString())


def encoder() -> Encoder:
    """Sentence logit: mean number of its pieces; token logit: its number. All classes alike."""
    heads = {
        "sentence": np.tile(np.array([[1, 0, 0, 0]], dtype=np.float32), (5, 1)),
        "sentence_bias": np.zeros(5, dtype=np.float32),
        "token": np.tile(np.array([[1, 0]], dtype=np.float32), (5, 1)),
        "token_bias": np.zeros(5, dtype=np.float32),
    }
    return Encoder(network(), tokenizer(), heads)
