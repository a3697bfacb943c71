"""Trains the encoder of a model and encodes its training articles by encoders that never saw them.

An encoder knows the articles it was trained on too well: estimators fitted on what it says of them
would trust it too much. So every article is encoded by an encoder of the other folds, and the
estimators are fitted on that (stacking; Wolpert, 1992). Needs `claimcheck[train]`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.classifier.encoder.published import MINILM, MPNET
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.overview_fit import overviewed
from claimcheck.classifier.skim import Skimmer
from claimcheck.classifier.skim_fit import cross_worded
from claimcheck.errors import ModelError

FOLDS = 3


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoder, and the articles with encodings of their sentences."""

    encoder: Encoder
    articles: list[TrainingArticle]


def cross_encoded(
    articles: Sequence[TrainingArticle],
    weights: Path,
    *,
    seed: int,
    progress: Callable[[str], None],
    teacher: Path | None = None,
) -> Encoded:
    """Train on all articles, and on all but a fold for each fold; ModelError without the extra.

    `weights` is a folder of all-MiniLM-L6-v2. `teacher`, if any, one of all-mpnet-base-v2: it is
    fine-tuned on all articles, and its word is taught beside the labels.
    """
    MINILM.check(weights)
    if teacher is not None:
        MPNET.check(teacher)
    try:
        from claimcheck.classifier.encoder.school import School
    except ImportError as error:
        raise ModelError(
            f"training an encoder needs {error.name}; install it with "
            "pip install 'claimcheck[train]'"
        ) from None
    school = School(articles, weights, seed, progress, teacher)
    found: dict[int, TrainingArticle] = {}
    for fold in range(FOLDS):
        progress(f"encoder without fold {fold + 1} of {FOLDS}")
        inside = {at for at, item in enumerate(articles) if _fold(item.id, seed) == fold}
        encoder = school.train([at for at in range(len(articles)) if at not in inside])
        for at in inside:
            found[at] = encoded(articles[at], encoder)
    progress("encoder on all articles")
    encoder = school.train(range(len(articles)))
    return completed(encoder, [found[at] for at in range(len(articles))], seed, progress)


def completed(
    encoder: Encoder,
    articles: Sequence[TrainingArticle],
    seed: int,
    progress: Callable[[str], None],
) -> Encoded:
    """The encoder with a skimmer beside it and an overview of what both say, and the articles,
    which were read out of fold, with what these say of them out of fold."""
    skimmed = cross_worded(articles, seed, progress)
    encoder.skimmer = skimmed.skimmer
    progress("overview of the articles")
    encoder.overview, looked = overviewed(skimmed.articles, seed)
    return Encoded(encoder, looked)


def encoded(article: TrainingArticle, encoder: Encoder | Skimmer) -> TrainingArticle:
    """The article with the encoder's word on every sentence, and its overview if it has one."""
    found = encoder.read(article.sentences)
    if encoder.overview is not None:
        found = encoder.overview.of(article.sentences, found)
    sentences = [
        replace(sentence, encoding=encoding)
        for sentence, encoding in zip(article.sentences, found, strict=True)
    ]
    return replace(article, sentences=sentences)


def _fold(name: str, seed: int) -> int:
    digest = hashlib.sha256(f"{seed}:fold:{name}".encode()).digest()
    return digest[0] % FOLDS
