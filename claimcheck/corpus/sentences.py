"""Sentences of labelled documents and the label each carries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from importlib import import_module

from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import Label

Borders = Sequence[tuple[int, int]]
Splitter = Callable[[str], Borders]
"""Text to half-open borders of its sentences, in order and without overlaps."""


def default_splitter() -> Splitter:
    """The segmenter of the pipeline, loaded only when it is asked for."""
    splitter: Splitter = import_module("claimcheck.pipeline").sentences
    return splitter


def sentences_of(document: LabelledDocument, split: Splitter) -> Borders:
    """The document's own gold borders where it states them, else what `split` makes of it."""
    return document.sentences or split(document.text)


def sentence_labels(sentences: Borders, spans: Sequence[LabelledSpan]) -> list[Label | None]:
    """The most severe label on each sentence, None where there is no claim.

    Spans may nest and cross sentences; a span marks every sentence it shares a character with.
    """
    labels: list[Label | None] = [None] * len(sentences)
    starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
    for span in spans:
        for number in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
            known = labels[number]
            if known is None or known.severity < span.label.severity:
                labels[number] = span.label
    return labels
