"""Refits a model on new documents: where a base, its corpus, documents and classifier meet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from claimcheck.assembly import reading_pipeline, training_articles
from claimcheck.classifier.encoder.crossfit import encoded
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.models import Finder, Labeller
from claimcheck.classifier.refitting import refit_models
from claimcheck.classifier.skim import Skimmer
from claimcheck.classifier.training import Trained
from claimcheck.datatypes import LabelledDocument
from claimcheck.manifest import MANIFEST
from claimcheck.material import Material, not_among
from claimcheck.pipeline.factories import ENCODER, FINDER, LABELLER
from claimcheck.review import load, model_name

REHEARSED_WEIGHT = 0.35
"""What a document of the corpus counts for beside a new one; 0.1 to 1 made no difference."""
MOST_REHEARSED = 350
"""So many documents of the corpus stand for all of it: four times as many took twice the time and
gave the same figures."""


@dataclass(frozen=True, slots=True)
class Base:
    """A model that another one starts from. Nothing of it may be changed: others use it too."""

    name: str
    folder: Path
    finder: Finder
    labeller: Labeller
    encoder: Encoder | Skimmer | None

    @property
    def digest(self) -> str:
        """sha256 of its manifest, and so of all its files."""
        return hashlib.sha256((self.folder / MANIFEST).read_bytes()).hexdigest()

    @classmethod
    def read(cls, model: str | Path) -> Base:
        """A model by its folder or name; ModelError where there is none or it is not sound."""
        nlp = load(model)
        return cls(
            model_name(nlp),
            Path(str(nlp.path)),
            nlp.get_pipe(FINDER).finder,  # type: ignore[attr-defined]
            nlp.get_pipe(LABELLER).labeller,  # type: ignore[attr-defined]
            nlp.get_pipe(ENCODER).encoder if nlp.has_pipe(ENCODER) else None,  # type: ignore[attr-defined]
        )


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The models after a refit, the pipeline that reads for them, and how many were rehearsed."""

    trained: Trained
    reading: Language
    rehearsed: int


def refit(
    base: Base,
    material: Material,
    corpus: Sequence[LabelledDocument],
    progress: Callable[[str], None],
) -> Rebuilt:
    """Teach a base the documents of the `material`; some of its `corpus` are rehearsed with it.

    A document of the corpus that is given with labels of its own is learned, not rehearsed.
    """
    known = _sample(not_among(corpus, [*material.own, *material.foreign]))
    weight = REHEARSED_WEIGHT * len(corpus) / max(len(known), 1)
    nlp = reading_pipeline(base.folder)
    progress(f"reading {len(material.own) + len(material.foreign)} new documents")
    new = [
        *training_articles(material.own, nlp, weights_only=False, natural=True),
        *training_articles(material.foreign, nlp, weights_only=True, natural=True),
    ]
    progress(f"reading {len(known)} documents that {base.name} comes from")
    old = training_articles(known, nlp, weights_only=False, natural=False, weight=weight)
    trained = refit_models(
        _encoded(new, base), _encoded(list(old), base), (base.finder, base.labeller), progress
    )
    return Rebuilt(trained, nlp, len(known))


def _sample(documents: Sequence[LabelledDocument]) -> list[LabelledDocument]:
    """At most MOST_REHEARSED documents, chosen by a hash of the id, in their order."""
    by_lot = sorted(documents, key=lambda item: hashlib.sha256(item.id.encode()).digest())
    chosen = {item.id for item in by_lot[:MOST_REHEARSED]}
    return [item for item in documents if item.id in chosen]


def _encoded(articles: Sequence[TrainingArticle], base: Base) -> list[TrainingArticle]:
    if base.encoder is None:
        return list(articles)
    return [encoded(article, base.encoder) for article in articles]
