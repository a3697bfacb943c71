"""Formats that label whole texts: a document goes out as one row a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.corpus.formats.common import Exchange, Place
from claimcheck.corpus.sentences import sentence_labels, sentences_of
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import Label

Row = tuple[str, str, Label | None]
"""Id, text and label (None for no claim) of a row."""


def rows_of(document: LabelledDocument, exchange: Exchange) -> Iterator[Row]:
    """One row for a document that is one claim or none, else one a sentence.

    A row takes the most severe label of its sentence; what of the borders that loses is told.
    """
    if not document.spans or document.spans == whole_span(document.text, document.spans[0].label):
        yield document.id, document.text, document.spans[0].label if document.spans else None
        return
    sentences = sentences_of(document, exchange.split)
    exact = {(span.start, span.end) for span in document.spans}
    partial = len(exact - set(sentences)) or len(document.spans) - len(exact)
    if partial:
        lost = f"document '{document.id}': {partial} claims give up their borders for a row's"
        exchange.tell("", 0, lost)
    labels = sentence_labels(sentences, document.spans)
    for number, ((start, end), label) in enumerate(zip(sentences, labels, strict=True), 1):
        yield f"{document.id}-s{number:03}", document.text[start:end], label


def whole_span(text: str, label: Label | None) -> tuple[LabelledSpan, ...]:
    """A span over all of `text` but the blanks at its edges; none for no label or no text."""
    if label is None or not text.strip():
        return ()
    start = len(text) - len(text.lstrip())
    return (LabelledSpan(start, start + len(text.strip()), label),)


def row_label(names: Iterable[str], place: Place) -> Label | None:
    """The most severe of the labels named; None for none, 'none' or nothing but blanks."""
    found = [place.label(name) for name in names if name.strip().lower() not in ("", "none")]
    if len(found) > 1:
        place.tell(f"several labels ({', '.join(found)}); the most severe is taken")
    return max(found, key=lambda label: label.severity, default=None)
