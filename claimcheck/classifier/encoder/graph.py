"""Looks at an ONNX file before onnxruntime builds a network from it.

An ONNX graph may name files to read, libraries to call, loops and other graphs to run. That of an
encoder needs none of it: only what stands in the tables below is let through, and every tensor must
be in the file itself and as large as it says. How much memory a graph takes when it runs cannot be
told from here. Field numbers: onnx.proto of ONNX 1.16 (https://github.com/onnx/onnx).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from pathlib import Path

from claimcheck.classifier.encoder.protobuf import (
    EIGHT_BYTES,
    count_numbers,
    fields,
    numbers,
    signed,
)
from claimcheck.errors import ModelError

MOST_NETWORK_BYTES = 64 * 2**20
_MOST_NODES = 5_000
_MOST_DIMENSIONS = 8
_MOST_NAME = 1_000
_OWN_DOMAIN = ("", "ai.onnx")
OPERATORS = frozenset(
    """Add Cast Concat Constant ConstantOfShape DequantizeLinear Div DynamicQuantizeLinear Equal Erf
    Expand Gather Gemm Gelu Identity LayerNormalization MatMul MatMulInteger Mul Pow QuantizeLinear
    ReduceMean Reshape Shape Slice Softmax Split Sqrt Squeeze Sub Tanh Transpose Unsqueeze
    Where""".split()
)
"""Arithmetic on tensors: what a transformer is made of, as PyTorch and onnxruntime write it."""
_SIZES = {1: 4, 2: 1, 3: 1, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8}
"""Bytes a number by type: float, uint8, int8, int32, int64, bool, float16, double."""
_FLOAT, _INT64 = 1, 7
_INPUTS = {"ids": (_INT64, 2), "mask": (_INT64, 2)}
_OUTPUT = "vectors"

Value = int | memoryview
Message = dict[int, list[Value]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A message: its name, the fields that it may have, and those of them that may repeat."""

    name: str
    known: frozenset[int]
    repeated: frozenset[int] = field(default_factory=frozenset)


def _kind(name: str, once: tuple[int, ...], repeated: tuple[int, ...] = ()) -> _Kind:
    return _Kind(name, frozenset(once + repeated), frozenset(repeated))


_MODEL = _kind("the model", (1, 2, 3, 4, 5, 6, 7), (8, 14))
_GRAPH = _kind("the graph", (2, 10), (1, 5, 11, 12, 13))
_NODE = _kind("a node", (3, 4, 6, 7), (1, 2, 5))
_ATTRIBUTE = _kind("an attribute", (1, 2, 3, 4, 5, 13, 20), (7, 8))
_TENSOR = _kind("a tensor", (2, 8, 9, 12, 14), (1, 4, 5, 7, 13))
_NAMED = _kind("an input or output", (1, 2, 3))
_TYPE = _kind("a type", (1, 6))
_TENSOR_TYPE = _kind("a tensor's type", (1, 2))
_SHAPE = _kind("a shape", (), (1,))
_DIMENSION = _kind("a dimension", (1, 2, 3))
_OPERATOR_SET = _kind("an operator set", (1, 2))


def check_graph(path: Path, data: bytes, width: int) -> None:
    """ModelError unless the file holds an encoder that gives vectors of `width` numbers."""
    try:
        if len(data) > MOST_NETWORK_BYTES:
            raise ValueError(f"is larger than {MOST_NETWORK_BYTES} bytes")
        _check_model(memoryview(data), width)
    except ValueError as error:
        raise ModelError(
            f"{path}: {error}; nothing was built from it, copy the model again from where it can "
            "be trusted"
        ) from None


def _check_model(data: memoryview, width: int) -> None:
    model = _read(data, _MODEL)
    for entry in _messages(model, 8):
        domain = _text(_read(entry, _OPERATOR_SET), 1)
        if domain not in _OWN_DOMAIN:
            raise ValueError(f"asks for the operators of {domain!r}, which no encoder needs")
    if 7 not in model:
        raise ValueError("holds no graph")
    graph = _read(_bytes(model[7][0]), _GRAPH)
    if len(graph.get(1, ())) > _MOST_NODES:
        raise ValueError(f"holds more than {_MOST_NODES} nodes")
    for node in _messages(graph, 1):
        _check_node(node)
    for tensor in _messages(graph, 5):
        _check_tensor(tensor)
    _check_ends(graph, width)


def _check_node(data: memoryview) -> None:
    node = _read(data, _NODE)
    domain, operator = _text(node, 7), _text(node, 4)
    if domain not in _OWN_DOMAIN or operator not in OPERATORS:
        name = f"{domain}::{operator}" if domain else operator
        raise ValueError(f"asks for the operator {name!r}, which no encoder needs")
    for entry in _messages(node, 5):
        attribute = _read(entry, _ATTRIBUTE)
        for tensor in _messages(attribute, 5):
            _check_tensor(tensor)


def _check_tensor(data: memoryview) -> None:
    """Its numbers must be here (no external data) and as many as its shape says."""
    tensor = _read(data, _TENSOR)
    name, size = _text(tensor, 8), _SIZES.get(_integer(tensor, 2))
    if 13 in tensor or _integer(tensor, 14):
        raise ValueError(f"the tensor {name!r} lies in another file, which no encoder needs")
    if size is None:
        raise ValueError(f"the tensor {name!r} holds no numbers that an encoder needs")
    shape = list(_integers(tensor, 1))
    if len(shape) > _MOST_DIMENSIONS or any(length < 0 for length in shape):
        raise ValueError(f"the tensor {name!r} has the shape {shape[:9]}")
    wanted = prod(shape)
    if 9 in tensor:
        found = len(_bytes(tensor[9][0])) / size
    else:
        found = sum(_n_numbers(tensor, number) for number in (4, 5, 7))
    if found != wanted:
        raise ValueError(f"the tensor {name!r} says that it holds {wanted} numbers, not {found:g}")


def _n_numbers(tensor: Message, number: int) -> int:
    """How many numbers a repeated field holds, packed or one by one."""
    floats = number == 4
    return sum(
        1
        if isinstance(value, int) or (floats and len(value) == 4)
        else len(value) // 4
        if floats
        else count_numbers(value)
        for value in tensor.get(number, ())
    )


def _check_ends(graph: Message, width: int) -> None:
    """Inputs and outputs: token numbers and mask of any length in, a vector a token out."""
    inputs = dict(map(_end, _messages(graph, 11)))
    outputs = dict(map(_end, _messages(graph, 12)))
    free = {name: (kind, [None] * rank) for name, (kind, rank) in _INPUTS.items()}
    if inputs != free or len(graph.get(11, ())) != len(free):
        raise ValueError(f"takes {inputs}, not the numbers 'ids' and 'mask' of any length")
    if outputs != {_OUTPUT: (_FLOAT, [None, None, width])} or len(graph[12]) != 1:
        raise ValueError(f"gives {outputs}, not {_OUTPUT!r} of {width} numbers a token")


def _end(data: memoryview) -> tuple[str, tuple[int, list[int | None]]]:
    """Name, type of the numbers and shape; a dimension without a fixed length is None."""
    named = _read(data, _NAMED)
    kind = _read(_only(named, 2), _TYPE)
    tensor = _read(_only(kind, 1), _TENSOR_TYPE)
    shape = _read(_only(tensor, 2), _SHAPE)
    lengths = [_read(entry, _DIMENSION) for entry in _messages(shape, 1)]
    return _text(named, 1), (
        _integer(tensor, 1),
        [_integer(length, 1) if 1 in length else None for length in lengths],
    )


def _read(data: memoryview, kind: _Kind) -> Message:
    """The fields of a message; ValueError where it has one that is not in the table, or twice."""
    found: Message = {}
    for number, wire, value in fields(data):
        if number not in kind.known or wire == EIGHT_BYTES:
            raise ValueError(f"{kind.name} holds the field {number}, which no encoder needs")
        if number in found and number not in kind.repeated:
            raise ValueError(f"{kind.name} holds the field {number} twice")
        found.setdefault(number, []).append(value)
    return found


def _messages(message: Message, number: int) -> Iterator[memoryview]:
    return map(_bytes, message.get(number, ()))


def _only(message: Message, number: int) -> memoryview:
    if number not in message:
        raise ValueError("an input or output has no shape")
    return _bytes(message[number][0])


def _bytes(value: Value) -> memoryview:
    if isinstance(value, int):
        raise ValueError("holds a number where a message belongs")
    return value


def _text(message: Message, number: int) -> str:
    if number not in message:
        return ""
    return bytes(_bytes(message[number][0])[:_MOST_NAME]).decode("utf-8", "replace")


def _integer(message: Message, number: int) -> int:
    value = message.get(number, [0])[0]
    if not isinstance(value, int):
        raise ValueError("holds a message where a number belongs")
    return signed(value)


def _integers(message: Message, number: int) -> Iterator[int]:
    """The numbers of an integer field, packed or one by one."""
    for value in message.get(number, ()):
        if isinstance(value, int):
            yield signed(value)
        else:
            yield from numbers(value)
