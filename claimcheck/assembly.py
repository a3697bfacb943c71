"""Puts pipelines together: the part that reads, and the whole with trained models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.skim import Skimmer
from claimcheck.classifier.training import Trained
from claimcheck.datatypes import LabelledDocument
from claimcheck.pipeline.factories import ENCODER, FINDER, LABELLER, READING
from claimcheck.pipeline.views import sentences_of

VERSION = "1.0.0"


def reading_pipeline(model: Path | None = None) -> Language:
    """Sentences and cues only: what a document needs before it can train or be measured.

    Reads as the installed claimcheck does, or as a model folder that has been inspected.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    for name in READING:
        component = nlp.add_pipe(name)
        if model is not None and (model / name).is_dir():
            component.from_disk(model / name)  # type: ignore[attr-defined]
    return nlp


def training_articles(
    documents: Iterable[LabelledDocument],
    nlp: Language,
    *,
    weights_only: bool,
    natural: bool,
    weight: float = 1.0,
) -> Iterator[TrainingArticle]:
    """Labelled documents as the classifier reads them."""
    for document in documents:
        sentences, _ = sentences_of(nlp(document.text))
        if sentences:
            yield TrainingArticle(
                document.id, sentences, document.spans, weights_only, natural, weight
            )


def assemble(
    trained: Trained,
    name: str,
    encoder: Encoder | Skimmer | None = None,
    reading: Language | None = None,
) -> Language:
    """The whole pipeline with trained models, behind one that reads."""
    nlp = reading or reading_pipeline()
    if encoder is not None:
        nlp.add_pipe(ENCODER).encoder = encoder  # type: ignore[attr-defined]
    nlp.add_pipe(FINDER).finder = trained.finder  # type: ignore[attr-defined]
    nlp.add_pipe(LABELLER).labeller = trained.labeller  # type: ignore[attr-defined]
    nlp.meta.update(
        name=name.removeprefix("en_"),
        version=VERSION,
        description="Finds health claims and labels each by how far it may be trusted",
        license="MIT",
        author="the claimcheck authors",
    )
    return nlp
