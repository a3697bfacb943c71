"""Reads protobuf messages field by field, without building anything from them.

https://protobuf.dev/programming-guides/encoding/: a message is a row of tags, each the number of a
field and the kind of its value, and the value behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

NUMBER, EIGHT_BYTES, BYTES, FOUR_BYTES = 0, 1, 2, 5
"""Kinds of values, protobuf's wire types. Groups (3 and 4) have been out of use since 2008."""
_LONGEST_NUMBER = 10
_SIGN, _RANGE = 2**63, 2**64

Field = tuple[int, int, int | memoryview]
"""Number of the field, kind of the value, and the value: an integer or its bytes."""


def fields(data: memoryview) -> Iterator[Field]:
    """The fields of a message in their order; ValueError where it is cut off or no message."""
    at = 0
    while at < len(data):
        tag, at = _number(data, at)
        kind = tag & 7
        if kind == NUMBER:
            value, at = _number(data, at)
            yield tag >> 3, kind, value
            continue
        size, at = _size(data, at, kind)
        if at + size > len(data):
            raise ValueError(f"is cut off: a field of {size} bytes has {len(data) - at}")
        yield tag >> 3, kind, data[at : at + size]
        at += size


def signed(value: int) -> int:
    """An int64 as its field holds it."""
    return value - _RANGE if value >= _SIGN else value


def numbers(data: memoryview) -> list[int]:
    """Packed int64 numbers."""
    found, at = [], 0
    while at < len(data):
        value, at = _number(data, at)
        found.append(signed(value))
    return found


def count_numbers(data: memoryview) -> int:
    """How many numbers are packed: each ends with a byte below 128."""
    return int((np.frombuffer(data, dtype=np.uint8) < 128).sum())


def _size(data: memoryview, at: int, kind: int) -> tuple[int, int]:
    if kind == BYTES:
        return _number(data, at)
    if kind in (EIGHT_BYTES, FOUR_BYTES):
        return (8 if kind == EIGHT_BYTES else 4), at
    raise ValueError(f"holds a field of kind {kind}, which is not in use")


def _number(data: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the place behind it."""
    value = 0
    for place in range(_LONGEST_NUMBER):
        if at + place >= len(data):
            raise ValueError("is cut off inside a number")
        byte = data[at + place]
        value |= (byte & 127) << (7 * place)
        if byte < 128:
            return value % _RANGE, at + place + 1
    raise ValueError("holds a number of more than ten bytes")
