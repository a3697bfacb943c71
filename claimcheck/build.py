"""Makes models: where labelled documents, pipeline and classifier meet."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from claimcheck.assembly import VERSION, assemble, reading_pipeline, training_articles
from claimcheck.classifier.card import model_card
from claimcheck.classifier.changes import Changes
from claimcheck.classifier.encoder.crossfit import cross_encoded
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.estimators import save_estimators
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.folder import refuse_worse, write_folder
from claimcheck.classifier.plots import plots
from claimcheck.classifier.skim import Skimmer
from claimcheck.classifier.skim_fit import cross_skimmed
from claimcheck.classifier.store import read_vectors
from claimcheck.classifier.training import Trained, train_models
from claimcheck.classifier.tuning import calibration_error
from claimcheck.classifier.vectors import WordVectors
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import ModelError
from claimcheck.material import Material, digests, not_among, read_material, shipped_corpus
from claimcheck.measure import Figures, changed_from, check_names, measure, measured_files
from claimcheck.pipeline.factories import FINDER
from claimcheck.rebuild import Base, refit

Progress = Callable[[str], None]
VECTORS_FROM = "en_claimcheck_sm"
"""The shipped model whose word vectors new models get."""
COMPOSED_WEIGHT = 0.35
"""What a composed document counts for beside a real one; of 0.25 to 1 about the best on dev."""
_MADE_WITH = ("claimcheck", "spacy", "scikit-learn", "skops", "numpy")


@dataclass(frozen=True, slots=True)
class About:
    """What a model card tells besides figures.

    `command` makes the model again; `failures` is a Markdown file of known failures, None for
    those that the package knows of.
    """

    command: str = ""
    failures: Path | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a new model begins with.

    `base`: a model, by folder or name, that is refitted. `encoder`: a folder of all-MiniLM-L6-v2,
    from which the model's encoder is fine-tuned; with a `base` too, all is made anew from the
    base's corpus and the new documents. `teacher`: a folder of all-mpnet-base-v2, which is
    fine-tuned first and teaches that encoder. `vectors`: word vectors instead of those of the base
    or the shipped model.
    """

    base: str | Path | None = None
    encoder: Path | None = None
    teacher: Path | None = None
    vectors: WordVectors | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A model before it is measured, and what its records say of where it comes from."""

    trained: Trained
    whole: Language
    origin: Mapping[str, Any]


def train(
    corpora: Sequence[Path],
    output: Path,
    extra: Sequence[Path] = (),
    *,
    held_out: Sequence[Path] = (),
    measured: Sequence[Path] = (),
    seed: int = 0,
    force: bool = False,
    source: Source = Source(),
    about: About = About(),
    progress: Progress = lambda message: None,
    compared: Callable[[Changes], None] = lambda changes: None,
) -> dict[str, Any]:
    """Train on labelled documents and write a model folder; its metrics are returned.

    `extra` are weight-only documents: they shape the weights, but words that only they hold enter
    no vocabulary unless three of them share it. Without `held_out` documents a seventh of the
    corpus is set aside; `measured` files are measured too. A model that is worse than the one at
    `output` is refused unless `force`; what differs from that one, or else from the base, is told
    to `compared` before.
    """
    check_names(measured)
    corpus = shipped_corpus() if source.base else []
    material = read_material(corpora, extra, held_out, seed, corpus)
    made = _make(material, corpus, source, output.name, seed, progress)
    progress(f"measuring on {len(material.tested)} held-out documents")
    figures = Figures(measure(material.tested, made.whole), measured_files(measured, made.whole))
    metrics = _metrics(material, [*corpora, *extra], seed, made, figures, about.command)
    old = _compared(output, source.base, material.tested, made.whole, compared, progress)
    if not force:
        refuse_worse(output, metrics, old)
    write_folder(output, lambda folder: _fill(folder, made, metrics, figures, about))
    return metrics


def _make(
    material: Material,
    corpus: Sequence[LabelledDocument],
    source: Source,
    name: str,
    seed: int,
    progress: Progress,
) -> Made:
    """A model of the documents, and with a base of the `corpus` that comes along."""
    if source.base is None:
        articles, encoder = _articles(material, source, seed, progress)
        trained = train_models(articles, _vectors(source), progress)
        return Made(trained, assemble(trained, name, encoder), {})
    base = Base.read(source.base)
    origin: dict[str, Any] = {"name": base.name, "manifest_sha256": base.digest}
    if source.encoder is None:
        found = refit(base, material, corpus, progress)
        whole = assemble(found.trained, name, base.encoder, found.reading)
        return Made(found.trained, whole, {"base": origin | {"rehearsed": found.rehearsed}})
    composed = not_among(corpus, material.own)
    articles, encoder = _articles(material, source, seed, progress, composed)
    trained = train_models(articles, source.vectors or base.finder.vectors, progress)
    return Made(trained, assemble(trained, name, encoder), {"base": origin})


def _vectors(source: Source) -> WordVectors:
    """Word vectors of a model made from nothing; beside an encoder they have nothing to add."""
    if source.vectors is not None:
        return source.vectors
    return WordVectors.empty() if source.encoder else shipped_vectors()


def _articles(
    material: Material,
    source: Source,
    seed: int,
    progress: Progress,
    composed: Sequence[LabelledDocument] = (),
) -> tuple[list[TrainingArticle], Encoder | Skimmer]:
    """The documents as the classifier reads them, and the encoder that was trained on them: a
    skimmer without published weights to start from.

    Beside real articles, which are weight-only ones or the corpus where `composed` documents are
    given apart, a composed one counts for less.
    """
    own, real = (composed, material.own) if composed else (material.own, ())
    nlp, foreign = reading_pipeline(), material.foreign
    n_own = len(own) + len(real)
    progress(f"reading {n_own} documents of the corpus and {len(foreign)} weight-only ones")
    alone = not foreign and not real
    weight = 1.0 if alone else COMPOSED_WEIGHT
    articles = [
        *training_articles(own, nlp, weights_only=False, natural=alone, weight=weight),
        *training_articles(real, nlp, weights_only=False, natural=True),
        *training_articles(foreign, nlp, weights_only=True, natural=True),
    ]
    if source.encoder is None:
        skimmed = cross_skimmed(articles, seed, progress)
        return skimmed.articles, skimmed.skimmer
    found = cross_encoded(
        articles, source.encoder, seed=seed, progress=progress, teacher=source.teacher
    )
    return found.articles, found.encoder


def _metrics(
    material: Material,
    paths: Sequence[Path],
    seed: int,
    made: Made,
    figures: Figures,
    command: str,
) -> dict[str, Any]:
    """What `metrics.json` holds."""
    return {
        "seed": seed,
        "command": command,
        "versions": versions(),
        **made.origin,
        "corpus_sha256": digests(paths),
        "documents": {
            "corpus": len(material.own),
            "weights_only": len(material.foreign),
            "held_out": len(material.tested),
        },
        "held_out": figures.held_out.as_dict(),
        "calibration_error": {
            name: round(calibration_error(head.probabilities, head.targets, head.shares), 4)
            for name, head in made.trained.heads.items()
            if len(head.targets)
        },
        "measured": [found.as_dict() for found in figures.measured],
    }


def versions() -> dict[str, str]:
    """The versions of what a model is made with."""
    return {"python": platform.python_version()} | {name: version(name) for name in _MADE_WITH}


def _compared(
    output: Path,
    base: str | Path | None,
    documents: Sequence[LabelledDocument],
    new: Language,
    compared: Callable[[Changes], None],
    progress: Progress,
) -> dict[str, Any] | None:
    """Tell what changes from the model at `output`, or else from the base, where there is one.

    Returned are the figures on these documents of the model at `output`, where it can be read.
    """
    there = (output / "meta.json").is_file()
    old = output if there else base
    if old is None:
        return None
    progress(f"comparing with the model {'at ' if there else ''}{old}")
    try:
        report, found = changed_from(old, documents, new)
    except ModelError as error:
        progress(f"no comparison: {error}")
        return None
    compared(found)
    return report.as_dict() if there else None


def _fill(
    folder: Path, made: Made, metrics: dict[str, Any], figures: Figures, about: About
) -> None:
    nlp, heads = made.whole, made.trained.heads
    nlp.to_disk(folder)
    # the words of the training articles, which no one asks for again, would only take time to read
    spacy.blank("en").vocab.to_disk(folder / "vocab")
    save_estimators(
        folder / "estimators.skops", {name: head.estimator for name, head in heads.items()}
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


def shipped_vectors() -> WordVectors:
    """The word vectors of the model that comes with claimcheck; none where it is not there."""
    finder = Path(str(files("claimcheck") / "models" / VECTORS_FROM)) / FINDER
    return read_vectors(finder) if finder.is_dir() else WordVectors.empty()
