"""How far annotators of the same documents agree, over sentences and over spans.

A sentence's category is the most severe label on it, or none: five categories.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any
from zlib import crc32

from claimcheck.corpus.coefficients import (
    MISSING,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    observed,
)
from claimcheck.corpus.documents import read_documents
from claimcheck.corpus.matching import SpanScore, exact_matches, overlap_matches
from claimcheck.corpus.sentences import (
    Borders,
    Splitter,
    default_splitter,
    sentence_labels,
    sentences_of,
)
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import LABELS

MATCHES: dict[str, Callable[[Sequence[LabelledSpan], Sequence[LabelledSpan]], int]] = {
    "exact": exact_matches,
    "overlap": lambda one, two: overlap_matches(one, two, with_label=True),
    "overlap_any_label": lambda one, two: overlap_matches(one, two, with_label=False),
}
Annotation = tuple[str, LabelledDocument]
"""An annotator and a document as that annotator marked it."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A document whose sentences are not labelled alike, with the spans of each annotator."""

    document: LabelledDocument
    sentences: Borders
    spans: dict[str, tuple[LabelledSpan, ...]]
    labels: dict[str, list[Any]]


@dataclass(slots=True)
class Agreement:
    """The counts of a comparison and the figures made from them."""

    annotators: tuple[str, ...]
    documents: int = 0
    alone: int = 0
    ratings: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    spans: dict[tuple[str, str], dict[str, SpanScore]] = field(default_factory=dict)

    @property
    def sentences(self) -> int:
        return self.ratings.total()

    def pair(self, one: str, two: str) -> Counter[tuple[Any, ...]]:
        """The ratings of two annotators alone."""
        first, second = self.annotators.index(one), self.annotators.index(two)
        ratings: Counter[tuple[Any, ...]] = Counter()
        for rating, count in self.ratings.items():
            ratings[rating[first], rating[second]] += count
        return ratings

    def as_json(self) -> dict[str, Any]:
        """The figures; `alone` counts documents of one annotator, which take no part."""
        return {
            "annotators": list(self.annotators),
            "documents": self.documents,
            "documents_of_one_annotator": self.alone,
            "sentences": self.sentences,
            "observed_agreement": observed(self.ratings),
            "fleiss_kappa": fleiss_kappa(self.ratings),
            "krippendorff_alpha": krippendorff_alpha(self.ratings),
            "pairs": [self._pair_json(one, two) for one, two in combinations(self.annotators, 2)],
        }

    def _pair_json(self, one: str, two: str) -> dict[str, Any]:
        ratings, scores = self.pair(one, two), self.spans.get((one, two), {})
        told = {name: scores.get(name, SpanScore()).f1 for name in MATCHES}
        return {
            "annotators": [one, two],
            "observed_agreement": observed(ratings),
            "cohen_kappa": cohen_kappa(ratings),
            "span_f1": told,
            "span_f1_by_label": {
                label.value: scores.get(f"overlap {label}", SpanScore()).f1 for label in LABELS
            },
        }


def annotations_of(paths: Sequence[str | Path]) -> Callable[[], Iterator[Annotation]]:
    """Starts reading the annotations of one file by ``meta.annotator``, of several by file.

    Where the files of several annotators have the same name, the whole path names them.
    """
    names = [Path(path).stem for path in paths]
    if len(set(names)) < len(names):
        names = [str(path) for path in paths]

    def read() -> Iterator[Annotation]:
        for path, name in zip(paths, names, strict=True):
            for document in read_documents(path):
                yield (name if len(paths) > 1 else _annotator(document, path)), document

    return read


def _annotator(document: LabelledDocument, path: str | Path) -> str:
    name = document.meta.get("annotator")
    if name is None:
        raise CorpusError(
            f"document '{document.id}' has no 'meta.annotator'; give one file for each annotator, "
            "or name them in the meta",
            path,
        )
    return str(name)


def agreement(
    annotations: Callable[[], Iterable[Annotation]],
    split: Splitter | None = None,
    disagreed: Callable[[Disagreement], object] | None = None,
) -> Agreement:
    """Compare all annotators on the documents that two or more of them marked.

    Reads the annotations twice and keeps only offsets in between, on disk. `disagreed` is called
    for each document on whose sentences they differ.
    """
    with closing(_Readings()) as readings:
        for annotator, document in annotations():
            readings.add(annotator, document)
        found = Agreement(tuple(sorted(readings.annotators)))
        if len(found.annotators) < 2:
            raise CorpusError(f"agreement needs two annotators; found {list(found.annotators)}")
        split = split or default_splitter()
        for _, document in annotations():
            marked = readings.take(document.id)
            if len(marked) == 1:
                found.alone += 1
            elif marked:
                _compare(found, document, marked, split, disagreed)
    if not found.documents:
        raise CorpusError("the annotators have no document in common; are the ids the same?")
    return found


def _compare(
    found: Agreement,
    document: LabelledDocument,
    marked: dict[str, tuple[LabelledSpan, ...]],
    split: Splitter,
    disagreed: Callable[[Disagreement], object] | None,
) -> None:
    sentences = sentences_of(document, split)
    labels = {name: sentence_labels(sentences, spans) for name, spans in marked.items()}
    blank = [MISSING] * len(sentences)
    rows = list(zip(*(labels.get(name, blank) for name in found.annotators), strict=True))
    found.documents += 1
    found.ratings.update(rows)
    for pair in combinations(sorted(marked), 2):
        _score(found.spans.setdefault((pair[0], pair[1]), {}), marked[pair[0]], marked[pair[1]])
    if disagreed and any(len(set(row) - {MISSING}) > 1 for row in rows):
        disagreed(Disagreement(document, sentences, marked, labels))


def _score(
    scores: dict[str, SpanScore], one: Sequence[LabelledSpan], two: Sequence[LabelledSpan]
) -> None:
    for name, matches in MATCHES.items():
        scores.setdefault(name, SpanScore()).add(matches(one, two), len(one), len(two))
    for label in LABELS:
        first = [span for span in one if span.label == label]
        second = [span for span in two if span.label == label]
        matches_of = overlap_matches(first, second, with_label=True)
        score = scores.setdefault(f"overlap {label}", SpanScore())
        score.add(matches_of, len(first), len(second))


class _Readings:
    """The spans of every document by annotator, kept on disk."""

    def __init__(self) -> None:
        self.annotators: set[str] = set()
        self._base = sqlite3.connect("")
        self._base.execute(
            "CREATE TABLE readings (id TEXT, annotator TEXT, text INTEGER, spans BLOB, "
            "PRIMARY KEY (id, annotator)) WITHOUT ROWID"
        )

    def add(self, annotator: str, document: LabelledDocument) -> None:
        self.annotators.add(annotator)
        text = crc32(document.text.encode("utf-8", "surrogatepass"))
        known = self._base.execute(
            "SELECT annotator, text FROM readings WHERE id = ?", (document.id,)
        ).fetchall()
        if any(other != text for _, other in known):
            raise CorpusError(
                f"document '{document.id}' of {annotator} has another text than before; "
                "annotators can only be compared on the same text"
            )
        if any(name == annotator for name, _ in known):
            raise CorpusError(f"document '{document.id}' of {annotator} comes twice; remove one")
        packed = array(
            "q",
            (n for span in document.spans for n in (span.start, span.end, span.label.severity)),
        )
        row = (document.id, annotator, text, packed.tobytes())
        self._base.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", row)

    def take(self, identity: str) -> dict[str, tuple[LabelledSpan, ...]]:
        """The spans of a document by annotator, once; afterwards nothing."""
        rows = self._base.execute(
            "DELETE FROM readings WHERE id = ? RETURNING annotator, spans", (identity,)
        ).fetchall()
        return {name: _unpacked(spans) for name, spans in sorted(rows)}

    def close(self) -> None:
        self._base.close()


def _unpacked(spans: bytes) -> tuple[LabelledSpan, ...]:
    packed = array("q", spans)
    return tuple(
        LabelledSpan(packed[at], packed[at + 1], LABELS[packed[at + 2]])
        for at in range(0, len(packed), 3)
    )
