"""A trained network as an ONNX graph with 8-bit weights: a quarter of the size, quick on a CPU."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch

from claimcheck.classifier.encoder.network import Heads, Network
from claimcheck.classifier.encoder.runtime import Encoder

_OPSET = 17


def exported(network: Network, heads: Heads, tokenizer: str) -> Encoder:
    """The encoder as it is stored and run."""
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder, "plain.onnx"), Path(folder, "small.onnx")
        _write_graph(network, plain)
        _shrink(plain, small)
        graph = tidied(small.read_bytes())
    arrays = {
        "sentence": heads.sentence.weight,
        "sentence_bias": heads.sentence.bias,
        "token": heads.token.weight,
        "token_bias": heads.token.bias,
    }
    weights = {name: array.detach().numpy().astype(np.float32) for name, array in arrays.items()}
    return Encoder(graph, tokenizer, weights)


def tidied(graph: bytes) -> bytes:
    """The graph without what can be computed beforehand, such as constants that PyTorch reshapes:
    it is read faster, and its results are the same to the bit.

    The operators stay those of ONNX itself; "basic" is the last of onnxruntime's levels for that.
    """
    import onnx
    from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

    with tempfile.TemporaryDirectory() as folder:
        options = SessionOptions()
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(Path(folder, "tidied.onnx"))
        InferenceSession(graph, options, ["CPUExecutionProvider"])
        model = onnx.load(options.optimized_model_filepath)
    needed = [entry for entry in model.opset_import if entry.domain in ("", "ai.onnx")]
    del model.opset_import[:]
    model.opset_import.extend(needed)
    return bytes(model.SerializeToString())


def _write_graph(network: Network, path: Path) -> None:
    example = torch.ones((2, 9), dtype=torch.long), torch.ones((2, 9), dtype=torch.long)
    axes = {0: "windows", 1: "length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.float().eval(),
            example,
            str(path),
            input_names=["ids", "mask"],
            output_names=["vectors"],
            dynamic_axes={"ids": axes, "mask": axes, "vectors": axes},
            opset_version=_OPSET,
            dynamo=False,
        )


def _shrink(plain: Path, small: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().setLevel(logging.ERROR)
    quantize_dynamic(
        plain,
        small,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )
