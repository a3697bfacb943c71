"""Makes and measures models: where labelled documents, pipeline and classifier meet."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from claimcheck.classifier.evaluation import Judged, Report
from claimcheck.classifier.evaluation import evaluate as measure
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.training import Trained, train_models
from claimcheck.classifier.vectors import WordVectors
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label
from claimcheck.pipeline.factories import COMPONENTS
from claimcheck.pipeline.finder import CLAIMS_KEY
from claimcheck.pipeline.views import sentences_of

VERSION = "1.0.0"
Progress = Callable[[str], None]


def reading_pipeline() -> Language:
    """Sentences and cues only: what a document needs before it can train or be measured."""
    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    for name in COMPONENTS[:2]:
        nlp.add_pipe(name)
    return nlp


def training_articles(
    documents: Iterable[LabelledDocument], nlp: Language, *, weights_only: bool, natural: bool
) -> Iterator[TrainingArticle]:
    """Labelled documents as the classifier reads them."""
    for document in documents:
        sentences, _ = sentences_of(nlp(document.text))
        if sentences:
            yield TrainingArticle(document.id, sentences, document.spans, weights_only, natural)
