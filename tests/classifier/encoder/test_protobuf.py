"""Fields of protobuf messages, by the examples of its documentation and by the onnx package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto

from claimcheck.classifier.encoder.protobuf import (
    BYTES,
    FOUR_BYTES,
    NUMBER,
    count_numbers,
    fields,
    numbers,
    signed,
)


def read(data: bytes) -> list[tuple[int, int, object]]:
    return [
        (number, kind, value if isinstance(value, int) else bytes(value))
        for number, kind, value in fields(memoryview(data))
    ]


def test_a_number_and_a_text() -> None:
    assert read(b"\x08\x96\x01") == [(1, NUMBER, 150)]
    assert read(b"\x12\x07testing") == [(2, BYTES, b"testing")]


def test_a_float_has_four_bytes() -> None:
    assert read(b"\x15\x00\x00\x80\x3f") == [(2, FOUR_BYTES, b"\x00\x00\x80\x3f")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x08", "cut off"),
        (b"\x08\x96", "cut off"),
        (b"\x12\x07test", "cut off"),
        (b"\x12\xff\xff\xff\xff\x7f", "cut off"),
        (b"\x15\x00", "cut off"),
        (b"\x0b", "kind 3"),
        (b"\x0f", "kind 7"),
        (b"\x08" + b"\xff" * 10 + b"\x01", "more than ten bytes"),
    ],
)
def test_what_is_no_message_is_told(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read(data)


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_numbers_come_back(wanted: list[int]) -> None:
    stored = TensorProto(int64_data=wanted).SerializeToString()
    for number, kind, value in fields(memoryview(stored)):
        assert (number, kind) == (7, BYTES)
        assert not isinstance(value, int)
        assert numbers(value) == wanted
        assert count_numbers(value) == len(wanted)


def test_a_negative_number_fills_64_bits() -> None:
    assert signed(2**64 - 1) == -1
    assert signed(2**63 - 1) == 2**63 - 1


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = read(data)
    except ValueError:
        return
    assert all(number >= 0 for number, _, _ in found)
    assert np.isin([kind for _, kind, _ in found], [0, 1, 2, 5]).all()
