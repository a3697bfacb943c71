"""Makes models: where labelled documents, pipeline and classifier meet."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from claimcheck.classifier.card import model_card
from claimcheck.classifier.changes import Changes
from claimcheck.classifier.encoder.crossfit import cross_encoded
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.estimators import save_estimators
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.folder import refuse_worse, write_folder
from claimcheck.classifier.plots import plots
from claimcheck.classifier.store import read_vectors
from claimcheck.classifier.training import Trained, train_models
from claimcheck.classifier.tuning import calibration_error
from claimcheck.classifier.vectors import WordVectors
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError, ModelError
from claimcheck.measure import Figures, changed_from, check_names, measure, measured_files
from claimcheck.pipeline.factories import ENCODER, FINDER, LABELLER, READING
from claimcheck.pipeline.views import sentences_of

VERSION = "1.0.0"
Progress = Callable[[str], None]
VECTORS_FROM = "en_claimcheck_sm"
"""The shipped model whose word vectors new models get."""
COMPOSED_WEIGHT = 0.35
"""What a composed document counts for beside a real one; of 0.25 to 1 about the best on dev."""
_MADE_WITH = ("claimcheck", "spacy", "scikit-learn", "skops", "numpy")


def reading_pipeline() -> Language:
    """Sentences and cues only: what a document needs before it can train or be measured."""
    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    for name in READING:
        nlp.add_pipe(name)
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


@dataclass(frozen=True, slots=True)
class Material:
    """The documents of one training: the corpus, the weight-only ones, those to measure on."""

    own: Sequence[LabelledDocument]
    foreign: Sequence[LabelledDocument]
    tested: Sequence[LabelledDocument]


@dataclass(frozen=True, slots=True)
class About:
    """What a model card tells besides figures.

    `command` makes the model again; `failures` is a Markdown file of known failures, None for
    those that the package knows of.
    """

    command: str = ""
    failures: Path | None = None


def train(
    corpora: Sequence[Path],
    output: Path,
    extra: Sequence[Path] = (),
    *,
    held_out: Sequence[Path] = (),
    measured: Sequence[Path] = (),
    seed: int = 0,
    force: bool = False,
    vectors: WordVectors | None = None,
    encoder: Path | None = None,
    about: About = About(),
    progress: Progress = lambda message: None,
    compared: Callable[[Changes], None] = lambda changes: None,
) -> dict[str, Any]:
    """Train on labelled documents and write a model folder; its metrics are returned.

    `extra` are weight-only documents: they shape the weights, but words that only they hold enter
    no vocabulary unless three of them share it. Without `held_out` documents a seventh of the
    corpus is set aside; `measured` files are measured too. A model that is worse than the one at
    `output` is refused unless `force`; what differs from it is told to `compared` before that.
    Word vectors come from the shipped model unless others are given. `encoder` is a folder of
    all-MiniLM-L6-v2: the model then gets an encoder that is fine-tuned from it.
    """
    check_names(measured)
    material = _material(corpora, extra, held_out, seed)
    articles, reader = _articles(material, encoder, seed, progress)
    trained = train_models(articles, vectors or shipped_vectors(), progress)
    whole = assemble(trained, output.name, reader)
    progress(f"measuring on {len(material.tested)} held-out documents")
    figures = Figures(measure(material.tested, whole), measured_files(measured, whole))
    metrics = _metrics(material, [*corpora, *extra], seed, trained, figures, about.command)
    _compare(output, material.tested, whole, compared, progress)
    if not force:
        refuse_worse(output, metrics)
    write_folder(output, lambda folder: _fill(folder, whole, trained, metrics, figures, about))
    return metrics


def _material(
    corpora: Sequence[Path], extra: Sequence[Path], held_out: Sequence[Path], seed: int
) -> Material:
    own = [document for path in corpora for document in read_documents(path)]
    tested = [document for path in held_out for document in read_documents(path)]
    if not tested:
        own, tested = _set_aside(own, seed)
    if not own or not tested:
        raise CorpusError(
            "holds too few documents to train on; a dozen is the least", str(corpora[0])
        )
    return Material(own, [document for path in extra for document in read_documents(path)], tested)


def _articles(
    material: Material, encoder: Path | None, seed: int, progress: Progress
) -> tuple[list[TrainingArticle], Encoder | None]:
    """The documents as the classifier reads them, and the encoder that was trained on them."""
    own, foreign = material.own, material.foreign
    nlp = reading_pipeline()
    progress(f"reading {len(own)} documents of the corpus and {len(foreign)} weight-only ones")
    weight = COMPOSED_WEIGHT if foreign else 1.0
    articles = [
        *training_articles(own, nlp, weights_only=False, natural=not foreign, weight=weight),
        *training_articles(foreign, nlp, weights_only=True, natural=True),
    ]
    if encoder is None:
        return articles, None
    found = cross_encoded(articles, encoder, seed=seed, progress=progress)
    return found.articles, found.encoder


def _metrics(
    material: Material,
    paths: Sequence[Path],
    seed: int,
    trained: Trained,
    figures: Figures,
    command: str,
) -> dict[str, Any]:
    """What `metrics.json` holds."""
    return {
        "seed": seed,
        "command": command,
        "versions": versions(),
        "corpus_sha256": _digest(paths),
        "documents": {
            "corpus": len(material.own),
            "weights_only": len(material.foreign),
            "held_out": len(material.tested),
        },
        "held_out": figures.held_out.as_dict(),
        "calibration_error": {
            name: round(calibration_error(head.probabilities, head.targets, head.shares), 4)
            for name, head in trained.heads.items()
        },
        "measured": [found.as_dict() for found in figures.measured],
    }


def versions() -> dict[str, str]:
    """The versions of what a model is made with."""
    return {"python": platform.python_version()} | {name: version(name) for name in _MADE_WITH}


def _compare(
    output: Path,
    documents: Sequence[LabelledDocument],
    new: Language,
    compared: Callable[[Changes], None],
    progress: Progress,
) -> None:
    """Tell what changes from the model at `output`, where there is one that can be read."""
    if not (output / "meta.json").is_file():
        return
    progress(f"comparing with the model at {output}")
    try:
        found = changed_from(output, documents, new)
    except ModelError as error:
        progress(f"no comparison: {error}")
    else:
        compared(found)


def _fill(
    folder: Path,
    nlp: Language,
    trained: Trained,
    metrics: dict[str, Any],
    figures: Figures,
    about: About,
) -> None:
    nlp.to_disk(folder)
    save_estimators(
        folder / "estimators.skops", {name: head.estimator for name, head in trained.heads.items()}
    )
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    failures = about.failures.read_text(encoding="utf-8") if about.failures else None
    card = model_card(f"{nlp.meta['lang']}_{nlp.meta['name']}", VERSION, metrics, failures)
    (folder / "README.md").write_text(card, encoding="utf-8")
    for name, drawing in _drawings(figures):
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    spacy.load(folder)("Ginger tea cures cancer and has no side effects.")


def _drawings(figures: Figures) -> Iterator[tuple[str, str]]:
    """The plots by the stem of their file's name, as the card calls them."""
    yield from plots(figures.held_out).items()
    for found in figures.measured:
        for name, drawing in plots(found.measures).items():
            yield f"{name}-{found.stem}", drawing


def assemble(trained: Trained, name: str, encoder: Encoder | None = None) -> Language:
    """The whole pipeline with trained models."""
    nlp = reading_pipeline()
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


def shipped_vectors() -> WordVectors:
    """The word vectors of the model that comes with claimcheck; none where it is not there."""
    finder = Path(str(files("claimcheck") / "models" / VECTORS_FROM)) / FINDER
    return read_vectors(finder) if finder.is_dir() else WordVectors.empty()


def _set_aside(
    documents: Sequence[LabelledDocument], seed: int
) -> tuple[list[LabelledDocument], list[LabelledDocument]]:
    """Six sevenths to train on and one to measure on, by a hash of the id."""
    keep: list[LabelledDocument] = []
    aside: list[LabelledDocument] = []
    for document in documents:
        digest = hashlib.sha256(f"{seed}:{document.id}".encode()).digest()
        (aside if digest[0] % 7 == 0 else keep).append(document)
    return keep, aside


def _digest(paths: Sequence[Path]) -> dict[str, str]:
    """sha256 of every file by its name, or by its path where two have the same name."""
    names = [path.name for path in paths]
    return {
        path.name if names.count(path.name) == 1 else path.as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in paths
    }
