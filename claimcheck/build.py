"""Makes and measures models: where labelled documents, pipeline and classifier meet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from claimcheck.classifier.card import model_card
from claimcheck.classifier.encoder.crossfit import cross_encoded
from claimcheck.classifier.encoder.runtime import Encoder
from claimcheck.classifier.estimators import save_estimators
from claimcheck.classifier.evaluation import Judged, Report
from claimcheck.classifier.evaluation import evaluate as measure
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.folder import refuse_worse, write_folder
from claimcheck.classifier.info import DEFAULT_MODEL
from claimcheck.classifier.store import read_vectors
from claimcheck.classifier.training import Trained, train_models
from claimcheck.classifier.tuning import calibration_error
from claimcheck.classifier.vectors import WordVectors
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label
from claimcheck.pipeline.factories import ENCODER, FINDER, LABELLER, READING
from claimcheck.pipeline.finder import CLAIMS_KEY
from claimcheck.pipeline.views import sentences_of
from claimcheck.review import load

VERSION = "1.0.0"
Progress = Callable[[str], None]
COMPOSED_WEIGHT = 0.35
"""What a composed document counts for beside a real one; of 0.25 to 1 about the best on dev."""


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


def predictions(documents: Iterable[LabelledDocument], nlp: Language) -> Iterator[Judged]:
    """Gold and predicted claims of every document; without gold sentences, the segmenter's."""
    pairs = ((document.text, document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True):
        found = [
            LabelledSpan(span.start_char, span.end_char, Label(span.label_))
            for span in doc.spans.get(CLAIMS_KEY, ())
        ]
        borders = document.sentences or [(s.start, s.end) for s in sentences_of(doc)[0]]
        yield Judged(borders, document.spans, found)


def evaluate(corpora: Sequence[Path], model: str | Path | None = None) -> Report:
    """Measure a model on labelled documents; CorpusError where there are none."""
    documents = [document for path in corpora for document in read_documents(path)]
    if not documents:
        raise CorpusError("holds no documents; nothing to measure", str(corpora[0]))
    return measure(predictions(documents, load(model)))


def train(
    corpora: Sequence[Path],
    output: Path,
    extra: Sequence[Path] = (),
    *,
    held_out: Sequence[Path] = (),
    seed: int = 0,
    force: bool = False,
    vectors: WordVectors | None = None,
    encoder: Path | None = None,
    progress: Progress = lambda message: None,
) -> dict[str, Any]:
    """Train on labelled documents and write a model folder; its metrics are returned.

    `extra` are weight-only documents: they shape the weights, but words that only they hold enter
    no vocabulary unless three of them share it. Without `held_out` documents a seventh of the
    corpus is set aside. A model that is worse than the one at `output` is refused unless `force`.
    Word vectors come from the shipped model unless others are given. `encoder` is a folder of
    all-MiniLM-L6-v2: the model then gets an encoder that is fine-tuned from it.
    """
    own = [document for path in corpora for document in read_documents(path)]
    tested = [document for path in held_out for document in read_documents(path)]
    if not tested:
        own, tested = _set_aside(own, seed)
    if not own or not tested:
        raise CorpusError(
            "holds too few documents to train on; a dozen is the least", str(corpora[0])
        )
    foreign = [document for path in extra for document in read_documents(path)]
    nlp = reading_pipeline()
    progress(f"reading {len(own)} documents of the corpus and {len(foreign)} weight-only ones")
    weight = COMPOSED_WEIGHT if foreign else 1.0
    articles = [
        *training_articles(own, nlp, weights_only=False, natural=not foreign, weight=weight)
    ]
    articles += training_articles(foreign, nlp, weights_only=True, natural=True)
    reader = None
    if encoder is not None:
        found = cross_encoded(articles, encoder, seed=seed, progress=progress)
        articles, reader = found.articles, found.encoder
    trained = train_models(articles, vectors or shipped_vectors(), progress)
    whole = assemble(trained, output.name, reader)
    progress(f"measuring on {len(tested)} held-out documents")
    report = measure(predictions(tested, whole))
    metrics = {
        "seed": seed,
        "corpus_sha256": _digest([*corpora, *extra]),
        "documents": {"corpus": len(own), "weights_only": len(foreign), "held_out": len(tested)},
        "held_out": report.as_dict(),
        "calibration_error": {
            name: round(calibration_error(head.probabilities, head.targets, head.shares), 4)
            for name, head in trained.heads.items()
        },
    }
    if not force:
        refuse_worse(output, metrics)
    write_folder(output, lambda folder: _fill(folder, whole, trained, metrics))
    return metrics


def _fill(folder: Path, nlp: Language, trained: Trained, metrics: dict[str, Any]) -> None:
    nlp.to_disk(folder)
    save_estimators(
        folder / "estimators.skops", {name: head.estimator for name, head in trained.heads.items()}
    )
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    card = model_card(f"{nlp.meta['lang']}_{nlp.meta['name']}", VERSION, metrics)
    (folder / "README.md").write_text(card, encoding="utf-8")
    spacy.load(folder)("Ginger tea cures cancer and has no side effects.")


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
    finder = Path(str(files("claimcheck") / "models" / DEFAULT_MODEL)) / FINDER
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
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
