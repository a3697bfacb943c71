"""spaCy's own text classifier, with the architectures of `spacy init config --pipeline textcat`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import spacy
from sklearn.model_selection import GroupKFold
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import minibatch
from thinc.api import fix_random_seed

from benchmarks.accuracy.deciding import Decision
from benchmarks.accuracy.documents import Numbers, Targets, TrainingSentences
from benchmarks.accuracy.systems import System, by_sentence
from claimcheck.classifier.evaluation import CLASSES
from claimcheck.labels import LABELS

_FOLDS, _DROP = 5, 0.2
_BAG = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "length": 262144,
    "ngram_size": 1,
    "no_output_layer": False,
}
_LINEAR = _BAG | {"no_output_layer": True}
_NETWORK = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 64,
        "rows": [2000, 2000, 500, 1000, 500],
        "attrs": ["NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE"],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 64,
        "window_size": 1,
        "maxout_pieces": 3,
        "depth": 2,
    },
}
_ENSEMBLE = {
    "@architectures": "spacy.TextCatEnsemble.v2",
    "tok2vec": _NETWORK,
    "linear_model": _LINEAR,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """An architecture, the most epochs to train it for, sentences a step and learning rate."""

    name: str
    about: str
    model: Mapping[str, Any]
    epochs: int
    batch: int = 32
    rate: float = 0.001


BAG_OF_WORDS = Recipe("spaCy textcat, bag of words", "optimised for efficiency", _BAG, 5)
ENSEMBLE = Recipe(
    "spaCy textcat, CNN and bag of words", "its ensemble, optimised for accuracy", _ENSEMBLE, 4
)


def textcat(training: TrainingSentences, recipe: Recipe, seed: int) -> System:
    """Epochs and decision are chosen on a fifth of the documents; then it learns from all."""
    docs = _docs(training.texts)
    fit, held_out = next(GroupKFold(_FOLDS).split(docs, training.targets, training.documents))
    targets, shares = training.targets[held_out], training.shares[held_out]
    best, epochs, decision = -1.0, 1, Decision(0.5, [1.0] * len(LABELS))
    for number, nlp in enumerate(_epochs(training, docs, fit, recipe, recipe.epochs, seed), 1):
        found = _probabilities(nlp, [docs[at] for at in held_out])
        chosen = Decision.chosen_on(found, targets, shares)
        score = chosen.score(found, targets, shares)
        if score >= best:
            best, epochs, decision = score, number, chosen
    everything = np.arange(len(docs))
    *_, nlp = _epochs(training, docs, everything, recipe, epochs, seed)

    def judge(texts: Sequence[str]) -> list[str]:
        return decision.labels(_probabilities(nlp, _docs(texts)))

    return by_sentence(recipe.name, f"{recipe.about}, {epochs} epochs", judge)


def _docs(texts: Sequence[str]) -> list[Doc]:
    nlp = spacy.blank("en")
    return [nlp.make_doc(text) for text in texts]


def _epochs(
    training: TrainingSentences,
    docs: Sequence[Doc],
    rows: Targets,
    recipe: Recipe,
    epochs: int,
    seed: int,
) -> Iterator[Language]:
    """The same pipeline after each epoch; a sentence takes part in an epoch as often as its weight
    says (spaCy knows no weights)."""
    fix_random_seed(seed)
    chance = np.random.default_rng(seed)
    nlp = spacy.blank("en")
    nlp.add_pipe("textcat", config={"model": recipe.model})
    examples = {at: _example(docs[at], int(training.targets[at])) for at in map(int, rows)}
    sample = list(examples.values())
    optimizer = nlp.initialize(lambda: sample)
    optimizer.learn_rate = recipe.rate
    for _ in range(epochs):
        drawn = [int(at) for at in rows if chance.random() < training.weights[at]]
        chance.shuffle(drawn)
        for batch in minibatch(drawn, recipe.batch):
            nlp.update([examples[at] for at in batch], sgd=optimizer, drop=_DROP)
        yield nlp


def _example(doc: Doc, target: int) -> Example:
    cats = {name: float(number == target) for number, name in enumerate(CLASSES)}
    return Example.from_dict(doc, {"cats": cats})


def _probabilities(nlp: Language, docs: Sequence[Doc]) -> Numbers:
    textcat: Any = nlp.get_pipe("textcat")
    order = [textcat.labels.index(name) for name in CLASSES]
    scores = [textcat.predict(docs[at : at + 256]) for at in range(0, len(docs), 256)]
    result: Numbers = np.concatenate(scores)[:, order].astype(np.float64)
    return result
