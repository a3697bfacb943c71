"""Stretches that lie over one another, cut into pieces that each lie under the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layer(Generic[T]):
    """Something that is true of text[start:end]."""

    start: int
    end: int
    what: T


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """A stretch of text with all that is true of the whole of it."""

    start: int
    end: int
    over: tuple[T, ...]


def cut(start: int, end: int, layers: Iterable[Layer[T]]) -> Iterator[Piece[T]]:
    """The pieces of [start, end) in order; layers reach in from outside or not at all."""
    clipped = [
        Layer(max(layer.start, start), min(layer.end, end), layer.what)
        for layer in layers
        if layer.start < end and start < layer.end and layer.start < layer.end
    ]
    clipped.sort(key=lambda layer: layer.start)
    edges = sorted({start, end, *(edge for one in clipped for edge in (one.start, one.end))})
    over: list[Layer[T]] = []
    at = 0
    for first, last in pairwise(edges):
        while at < len(clipped) and clipped[at].start <= first:
            over.append(clipped[at])
            at += 1
        over = [layer for layer in over if layer.end > first]
        yield Piece(first, last, tuple(layer.what for layer in over))
