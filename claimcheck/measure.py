"""Measures models on labelled documents: where documents, pipeline and classifier meet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimcheck.classifier import changes
from claimcheck.classifier.changes import Changes
from claimcheck.classifier.evaluation import Report
from claimcheck.classifier.evaluation import evaluate as evaluate_judged
from claimcheck.classifier.judged import Judged, PredictedSpan, SentenceOdds
from claimcheck.classifier.measures import Measures
from claimcheck.classifier.measures import measure as measure_judged
from claimcheck.classifier.odds import sentence_odds
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import ConfigError, CorpusError
from claimcheck.labels import LABELS, Label
from claimcheck.pipeline.extensions import NEEDS_REVIEW, SCORES
from claimcheck.pipeline.factories import FINDER, LABELLER
from claimcheck.pipeline.finder import CLAIMS_KEY
from claimcheck.pipeline.views import sentences_of
from claimcheck.protocols import Sentence
from claimcheck.review import load, model_name


def predictions(
    documents: Iterable[LabelledDocument], nlp: Language, *, odds: bool = False
) -> Iterator[Judged]:
    """Gold and predicted claims of every document; without gold sentences, the segmenter's.

    `odds` are what curves need: what the model makes of every sentence.
    """
    pairs = ((document.text, document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True):
        sentences, _ = sentences_of(doc)
        yield Judged(
            document.sentences or [(item.start, item.end) for item in sentences],
            document.spans,
            _predicted(doc),
            document.id,
            document.text,
            str(document.meta.get("style") or ""),
            _odds(nlp, sentences) if odds else (),
        )


def _predicted(doc: Doc) -> list[PredictedSpan]:
    return [
        PredictedSpan(
            span.start_char,
            span.end_char,
            Label(span.label_),
            tuple(span._.get(SCORES)[label] for label in LABELS),
            bool(span._.get(NEEDS_REVIEW)),
        )
        for span in doc.spans.get(CLAIMS_KEY, ())
    ]


def _odds(nlp: Language, sentences: Sequence[Sentence]) -> list[SentenceOdds]:
    finder, labeller = nlp.get_pipe(FINDER), nlp.get_pipe(LABELLER)
    return sentence_odds(finder.finder, labeller.labeller, sentences)  # type: ignore[attr-defined]


def measure(documents: Iterable[LabelledDocument], nlp: Language) -> Measures:
    """All measures of a pipeline on labelled documents."""
    below = nlp.get_pipe(LABELLER).labeller.review_below  # type: ignore[attr-defined]
    return measure_judged(list(predictions(documents, nlp, odds=True)), below)


def evaluate(corpora: Sequence[Path], model: str | Path | None = None) -> Report:
    """Measure a model on labelled documents; CorpusError where there are none."""
    return evaluate_judged(predictions(_documents(corpora), load(model)))


def compare(
    corpora: Sequence[Path], model: str | Path | None, against: str | Path
) -> tuple[Report, Changes]:
    """Measure a model and tell what it does differently from the one it is held `against`."""
    documents, new, old = _documents(corpora), load(model), load(against)
    judged = list(predictions(documents, new))
    changed = changes.changes(predictions(documents, old), judged, (_named(old), _named(new)))
    return evaluate_judged(judged), changed


def _named(nlp: Language) -> str:
    """Name and version of a pipeline with the folder it came from, where it came from one."""
    return f"{model_name(nlp)} ({nlp.path})" if nlp.path else model_name(nlp)


def changed_from(
    old: str | Path, documents: Sequence[LabelledDocument], new: Language
) -> tuple[Report, Changes]:
    """The measures of an old model, and what a pipeline does differently from it.

    ModelError where the old one cannot be read.
    """
    before = load(old)
    judged = list(predictions(documents, before))
    found = changes.changes(judged, predictions(documents, new), (_named(before), "the new one"))
    return evaluate_judged(judged), found


@dataclass(frozen=True, slots=True)
class Measured:
    """A file that was only measured, never trained on; `stem` is what its plots are called by."""

    file: str
    stem: str
    sha256: str
    measures: Measures

    def as_dict(self) -> dict[str, Any]:
        about = {"file": self.file, "stem": self.stem, "sha256": self.sha256}
        return about | self.measures.as_dict()


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a new model: on held-out documents, and on files of real articles."""

    held_out: Measures
    measured: Sequence[Measured]


def measured_files(paths: Sequence[Path], nlp: Language) -> list[Measured]:
    """Measure a pipeline on each of some files."""
    return [
        Measured(
            path.name,
            _stem(path),
            hashlib.sha256(path.read_bytes()).hexdigest(),
            measure(_documents([path]), nlp),
        )
        for path in paths
    ]


def check_names(paths: Sequence[Path]) -> None:
    """ConfigError where two files have one stem: a model card calls its plots by it."""
    stems = [_stem(path) for path in paths]
    twice = [path for path, stem in zip(paths, stems, strict=True) if stems.count(stem) > 1]
    if twice:
        raise ConfigError(
            f"the files to measure {' and '.join(map(str, twice))} would get one name in the model "
            "card; rename one of them"
        )


def _stem(path: Path) -> str:
    """A file's name without its ending, in letters that need no quoting anywhere."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem)


def _documents(corpora: Sequence[Path]) -> list[LabelledDocument]:
    documents = [document for path in corpora for document in read_documents(path)]
    if not documents:
        raise CorpusError("holds no documents; nothing to measure", str(corpora[0]))
    return documents
