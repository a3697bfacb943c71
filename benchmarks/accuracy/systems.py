"""What is measured: anything that finds labelled spans in documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.documents import SplitDocument
from claimcheck.classifier.evaluation import NONE
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import Label

Spans = list[LabelledSpan]
Judge = Callable[[Sequence[str]], Sequence[str]]
"""One of CLASSES for every sentence, judged by its wording alone."""


@dataclass(frozen=True, slots=True)
class System:
    """One row of the table.

    `predict` gives the spans of each document, in their order. `splits`: it divides the text into
    sentences by itself, so that the time for that is in its own.
    """

    name: str
    about: str
    predict: Callable[[Sequence[SplitDocument]], list[Spans]]
    splits: bool = False


def by_sentence(name: str, about: str, judge: Judge) -> System:
    """A system that judges sentence by sentence; its spans are whole sentences."""

    def predict(documents: Sequence[SplitDocument]) -> list[Spans]:
        found = iter(judge([text for item in documents for text in item.texts]))
        return [
            [
                LabelledSpan(start, end, Label(name))
                for (start, end), name in zip(item.sentences, found, strict=False)
                if name != NONE
            ]
            for item in documents
        ]

    return System(name, about, predict)
