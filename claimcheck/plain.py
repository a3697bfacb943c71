"""Records to values that JSON can hold, and back, by the types of their fields.

For what is kept between runs: a field that is added to a record is kept without further ado.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_Reader = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """A record as lists of its fields in their order, tables as objects, labels as words."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {to_plain(key): to_plain(item) for key, item in value.items()}
    if is_dataclass(value):
        kind: Any = type(value)
        return [to_plain(getattr(value, name)) for name in _names(kind)]
    return value


def from_plain(kind: type[Record], plain: Any) -> Record:
    """The record of a kind that `to_plain` wrote; ValueError for what is no such record."""
    hint: Any = kind
    try:
        record: Record = _reader(hint)(plain)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"is no {kind.__name__}: {error}") from error
    return record


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(hint: Any) -> _Reader:
    """What reads a value of a type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_reader(parts)
    if origin in (Union, UnionType):
        return _union_reader(parts)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_reader(*parts)
    if is_dataclass(hint):
        return _record_reader(hint)
    if hint is bytes:
        return bytes.fromhex
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _checker(hint)


def _record_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = [_reader(hints[field.name]) for field in fields(kind)]

    def read(values: Any) -> Any:
        return kind(*[read(value) for read, value in zip(readers, values, strict=True)])

    return read


def _tuple_reader(parts: tuple[Any, ...]) -> _Reader:
    if len(parts) == 2 and parts[1] is ...:
        every = _reader(parts[0])
        return lambda values: tuple([every(value) for value in values])
    readers = [_reader(part) for part in parts]
    return lambda values: tuple([read(value) for read, value in zip(readers, values, strict=True)])


def _mapping_reader(key: Any, value: Any) -> _Reader:
    read_key, read_value = _reader(key), _reader(value)
    return lambda values: {read_key(one): read_value(other) for one, other in values.items()}


def _union_reader(parts: tuple[Any, ...]) -> _Reader:
    """Of several plain types, or of None and one other."""
    others = [part for part in parts if part is not NoneType]
    if len(others) > 1:
        return _checker(parts)
    read = _reader(others[0])
    return lambda value: None if value is None else read(value)


def _checker(kinds: Any) -> _Reader:
    def check(value: Any) -> Any:
        if not isinstance(value, kinds):
            raise TypeError(f"{value!r} is not of {kinds}")
        return value

    return check
