"""JSON for stdout whose long lists need not be in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def json_pieces(told: Mapping[str, Any]) -> Iterator[str]:
    """`told` as `json.dumps(told, indent=1)` would have it, in pieces; iterators are lists."""
    yield "{"
    for number, (key, value) in enumerate(told.items()):
        yield f"{',' if number else ''}\n {json.dumps(key, ensure_ascii=False)}: "
        if isinstance(value, Iterator):
            yield from _list(value)
        else:
            yield _value(value, 1)
    yield "\n}" if told else "}"


def _list(values: Iterator[Any]) -> Iterator[str]:
    empty = True
    for value in values:
        yield ("[" if empty else ",") + "\n  " + _value(value, 2)
        empty = False
    yield "[]" if empty else "\n ]"


def _value(value: Any, depth: int) -> str:
    """A value whose further lines are set in by `depth`; texts hold no line ends in JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)
