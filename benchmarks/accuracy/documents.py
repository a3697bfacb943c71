"""What systems are given: documents cut into sentences, and labelled sentences to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language

from claimcheck.build import COMPOSED_WEIGHT
from claimcheck.classifier.evaluation import CLASSES, label_of
from claimcheck.classifier.training import WEB_SHARES
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError
from claimcheck.pipeline.views import sentences_of

Numbers = npt.NDArray[np.float64]
Targets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """A labelled document with the borders of its sentences: the gold ones where it states them,
    else those of claimcheck's segmenter."""

    document: LabelledDocument
    sentences: tuple[tuple[int, int], ...]

    @property
    def texts(self) -> list[str]:
        """The wording of every sentence, line breaks and runs of blanks made one blank."""
        return [" ".join(self.document.text[start:end].split()) for start, end in self.sentences]

    @property
    def words(self) -> int:
        return len(self.document.text.split())


@dataclass(frozen=True, slots=True)
class TrainingSentences:
    """Sentences with the number of their class in CLASSES, the most severe label on each.

    documents: the number of the document that each stands in. weights: what each counts for in the
    fit. shares: what each counts for when thresholds are chosen, so that the classes have the
    shares of the web; 0 for composed sentences where there are real ones.
    """

    texts: list[str]
    targets: Targets
    documents: Targets
    weights: Numbers
    shares: Numbers


def segmenter() -> Language:
    """Tokens and sentences only."""
    nlp = spacy.blank("en")
    nlp.add_pipe("claimcheck_segmenter")
    return nlp


def split_documents(
    documents: Iterable[LabelledDocument], nlp: Language
) -> Iterator[SplitDocument]:
    """The documents with their sentences; without any sentence a document is left out."""
    for document in documents:
        borders = document.sentences or tuple(
            (sentence.start, sentence.end) for sentence in sentences_of(nlp(document.text))[0]
        )
        if borders:
            yield SplitDocument(document, borders)


def read_split(paths: Iterable[Path]) -> list[SplitDocument]:
    """All documents of some files; CorpusError where one of them is faulty."""
    nlp = segmenter()
    return [item for path in paths for item in split_documents(read_documents(path), nlp)]


def training_sentences(
    own: Sequence[SplitDocument], real: Sequence[SplitDocument]
) -> TrainingSentences:
    """The sentences that `claimcheck train` learns from, weighted as it weights them.

    `own` are documents of the corpus, `real` weight-only articles. CorpusError where one of the
    five classes is missing.
    """
    weight = COMPOSED_WEIGHT if real else 1.0
    texts: list[str] = []
    rows: list[tuple[int, int, float]] = []
    for number, item in enumerate([*own, *real]):
        texts += item.texts
        counts = weight if number < len(own) else 1.0
        for sentence in item.sentences:
            target = CLASSES.index(label_of(sentence, item.document.spans))
            rows.append((target, number, counts))
    targets = np.array([row[0] for row in rows], dtype=np.int64)
    if set(targets) != set(range(len(CLASSES))):
        raise CorpusError("the training documents do not hold all four labels; give more of them")
    numbers = np.array([row[1] for row in rows], dtype=np.int64)
    weights = np.array([row[2] for row in rows])
    return TrainingSentences(
        texts, targets, numbers, weights, _shares(targets, numbers >= (len(own) if real else 0))
    )


def _shares(targets: Targets, among: npt.NDArray[np.bool_]) -> Numbers:
    counts = np.bincount(targets[among], minlength=len(CLASSES))
    goal = np.array([WEB_SHARES[name] for name in CLASSES])
    return np.where(among, (goal * counts.sum() / np.maximum(counts, 1))[targets], 0.0)
