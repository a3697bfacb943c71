"""ONNX files made to harm: each is refused by name before onnxruntime sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import AttributeProto, ModelProto, TensorProto, helper, numpy_helper

from claimcheck.classifier.encoder import graph
from claimcheck.classifier.encoder.graph import check_graph
from claimcheck.errors import ModelError
from tests.classifier.encoder.made import network

PATH = Path("md/encoder.onnx")
SHIPPED = Path(__file__).parents[3] / "models/en_claimcheck_md/claimcheck_encoder/encoder.onnx"


def refused(data: bytes, width: int = 2) -> str:
    with pytest.raises(ModelError) as caught:
        check_graph(PATH, data, width)
    assert str(caught.value).startswith(f"{PATH}: ")
    assert "copy the model again" in str(caught.value)
    return str(caught.value)


def changed(change: Callable[[ModelProto], object]) -> bytes:
    model = onnx.load_from_string(network())
    change(model)
    return bytes(model.SerializeToString())


def test_the_shipped_encoder_and_the_tiny_one_pass() -> None:
    check_graph(SHIPPED, SHIPPED.read_bytes(), 384)
    check_graph(PATH, network(), 2)


def lies_elsewhere(model: ModelProto) -> None:
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": "../../etc/passwd", "length": "88"}.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value


def says_where_only(model: ModelProto) -> None:
    entry = model.graph.initializer[0].external_data.add()
    entry.key, entry.value = "location", "../../etc/passwd"


def constant_elsewhere(model: ModelProto) -> None:
    tensor = TensorProto(data_type=1, dims=[1], data_location=TensorProto.EXTERNAL, name="far")
    model.graph.node.append(helper.make_node("Constant", [], ["far"], value=tensor))


def branch(model: ModelProto) -> None:
    body = helper.make_graph([], "body", [], [])
    model.graph.node.append(helper.make_node("If", ["ids"], ["x"], then_branch=body))


def hidden_graph(model: ModelProto) -> None:
    attribute = AttributeProto(name="body", type=AttributeProto.GRAPH)
    attribute.g.CopyFrom(helper.make_graph([], "body", [], []))
    model.graph.node[0].attribute.append(attribute)


def foreign(model: ModelProto) -> None:
    model.graph.node[0].domain = "com.evil"


def foreign_set(model: ModelProto) -> None:
    model.opset_import.append(helper.make_opsetid("com.microsoft.extensions", 1))


def function(model: ModelProto) -> None:
    model.functions.append(helper.make_function("ai.onnx", "Add", [], [], [], model.opset_import))


def huge(model: ModelProto) -> None:
    model.graph.initializer[0].dims[:] = [2**40, 2**20]


def short(model: ModelProto) -> None:
    model.graph.initializer[0].dims[:] = [11, 3]


def backwards(model: ModelProto) -> None:
    model.graph.initializer[0].dims[:] = [-11, -2]


def deep(model: ModelProto) -> None:
    model.graph.initializer[0].dims[:] = [11, 2, *[1] * 9]


def texts(model: ModelProto) -> None:
    model.graph.initializer.append(numpy_helper.from_array(np.array([b"x"], object), "words"))


def odd_numbers(model: ModelProto) -> None:
    model.graph.initializer[0].data_type = TensorProto.COMPLEX128


def sparse(model: ModelProto) -> None:
    model.graph.sparse_initializer.add()


def training(model: ModelProto) -> None:
    model.training_info.add()


def more_inputs(model: ModelProto) -> None:
    model.graph.input.append(helper.make_tensor_value_info("path", TensorProto.INT64, ["w", "l"]))


def an_input_twice(model: ModelProto) -> None:
    model.graph.input.append(model.graph.input[0])


def fixed_input(model: ModelProto) -> None:
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 10**9


def float_input(model: ModelProto) -> None:
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.FLOAT


def flat_input(model: ModelProto) -> None:
    del model.graph.input[0].type.tensor_type.shape.dim[1]


def shapeless(model: ModelProto) -> None:
    model.graph.input[0].type.tensor_type.ClearField("shape")


def a_sequence(model: ModelProto) -> None:
    model.graph.input[0].type.sequence_type.elem_type.tensor_type.elem_type = 1


def other_output(model: ModelProto) -> None:
    model.graph.output[0].name = "words"


def no_output(model: ModelProto) -> None:
    del model.graph.output[:]


HOSTILE = {
    "data in another file": (lies_elsewhere, "'table' lies in another file"),
    "a place in another file alone": (says_where_only, "'table' lies in another file"),
    "a constant in another file": (constant_elsewhere, "'far' lies in another file"),
    "a branch": (branch, "operator 'If'"),
    "a graph in an attribute": (hidden_graph, "an attribute holds the field 6"),
    "an operator of somebody else": (foreign, "operator 'com.evil::Gather'"),
    "operators of somebody else": (foreign_set, "operators of 'com.microsoft.extensions'"),
    "a function of its own": (function, "the model holds the field 25"),
    "a tensor larger than its data": (huge, "says that it holds 1152921504606846976 numbers"),
    "a tensor of another shape": (short, "says that it holds 33 numbers, not 22"),
    "a negative shape": (backwards, "has the shape [-11, -2]"),
    "a shape of many dimensions": (deep, "has the shape [11, 2, 1"),
    "a tensor of texts": (texts, "a tensor holds the field 6"),
    "a tensor of numbers of another kind": (odd_numbers, "'table' holds no numbers"),
    "a sparse tensor": (sparse, "the graph holds the field 15"),
    "training": (training, "the model holds the field 20"),
    "another input": (more_inputs, "not the numbers 'ids' and 'mask'"),
    "an input twice": (an_input_twice, "not the numbers 'ids' and 'mask'"),
    "an input of a fixed size": (fixed_input, "not the numbers 'ids' and 'mask'"),
    "an input of floats": (float_input, "not the numbers 'ids' and 'mask'"),
    "an input of one dimension": (flat_input, "not the numbers 'ids' and 'mask'"),
    "an input without a shape": (shapeless, "has no shape"),
    "an input that is no tensor": (a_sequence, "a type holds the field 4"),
    "another output": (other_output, "not 'vectors' of 2 numbers a token"),
    "no output": (no_output, "not 'vectors' of 2 numbers a token"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_encoder_needs_is_refused(name: str) -> None:
    change, message = HOSTILE[name]
    assert message in refused(changed(change))


def test_vectors_of_another_width_than_the_heads_are_refused() -> None:
    assert "not 'vectors' of 3 numbers" in refused(network(), width=3)


def test_a_graph_in_two_pieces_is_refused() -> None:
    """protobuf joins a message that is given twice: what each piece says alone tells nothing."""
    model = onnx.load_from_string(network())
    graph_alone = ModelProto(graph=model.graph).SerializeToString()
    assert "the field 7 twice" in refused(network() + graph_alone)


def test_too_many_nodes_and_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "_MOST_NODES", 0)
    assert "more than 0 nodes" in refused(network())
    monkeypatch.setattr(graph, "MOST_NETWORK_BYTES", 100)
    assert "larger than 100 bytes" in refused(network())


def test_no_graph_at_all_is_refused() -> None:
    assert "holds no graph" in refused(b"")
    assert "holds no graph" in refused(ModelProto(ir_version=8).SerializeToString())


@pytest.mark.parametrize("at", range(1, len(network()), 7))
def test_a_file_cut_off_anywhere_is_refused(at: int) -> None:
    refused(network()[:at])


@settings(max_examples=200)
@given(st.integers(0, len(network()) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_leaves_an_encoder(at: int, byte: int) -> None:
    """Whatever comes in, the answer is our error or a file that onnx reads as an encoder's."""
    data = bytearray(network())
    data[at] = byte
    try:
        check_graph(PATH, bytes(data), 2)
    except ModelError:
        return
    model = onnx.load_from_string(bytes(data))
    assert {node.op_type for node in model.graph.node} <= graph.OPERATORS
    assert not [tensor for tensor in model.graph.initializer if tensor.external_data]
