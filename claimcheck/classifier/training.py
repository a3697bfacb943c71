"""Labelled articles in, a finder and a labeller out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from claimcheck.classifier.decision import Outcomes, best_decision
from claimcheck.classifier.examples import UNTAUGHT, Example, ExampleMaker, TrainingArticle
from claimcheck.classifier.features import Row
from claimcheck.classifier.fitting import Fitted, Recipe, fit_head
from claimcheck.classifier.models import Finder, Labeller
from claimcheck.classifier.space import FeatureSpace
from claimcheck.classifier.tuning import best_threshold, review_threshold
from claimcheck.classifier.vectors import WordVectors
from claimcheck.labels import LABELS

_FOREIGN_ARTICLES = 3
"""A term that only weight-only articles hold is kept where at least so many of them hold it."""

WEB_SHARES = {
    "none": 0.67,
    "supported": 0.16,
    "anecdotal": 0.034,
    "overstated": 0.11,
    "unsafe": 0.027,
}
"""Share of sentences by their most severe claim on real pages, as measured for this project."""
_CLAIMS = 1 - WEB_SHARES["none"]

_BETAS = {"border": 0.5, "part": 2.0}
"""A needless border breaks a good claim in two; a part that is dropped takes its claim with it."""


class Lean(NamedTuple):
    """How much recall counts beside precision: in what is looked at as a claim, and in what is
    called overstated or unsafe. What else is told are the claims by an even balance."""

    found: float = 1.0
    revise: float = 1.0


LEAN = Lean(1.3, 1.2)
"""A claim to revise that is missed costs an editor more than a sentence looked at in vain."""

Place = tuple[int, int]
"""Numbers of an article and of a sentence in it."""

RECIPES = {
    "sentence": Recipe(strength=2.0, shares=(WEB_SHARES["none"], _CLAIMS)),
    "border": Recipe(strength=1.0),
    "part": Recipe(strength=1.0),
    "label": Recipe(
        strength=2.0, balance=0.5, shares=tuple(WEB_SHARES[label] / _CLAIMS for label in LABELS)
    ),
}


_ENCODED_STRENGTH = {"sentence": 0.5, "label": 0.5}
"""Inverse regularisation where a network has read the articles: its few numbers then weigh more
than the many words (better on held-out documents than 2.0; where they were skimmed, 2.0 was)."""
MANY_ARTICLES = 1000
"""Of so many articles a term must stand in one row more: with a sixth fewer terms to store the
figures on held-out documents were better."""
KEEP = 0.1
"""See `Recipe.keep`: where a network has read the articles more than half of the terms can go, and
claims are ranked as well (average precision on held-out documents to 0.002)."""
_ENCODED_LEAST = 5
"""Rows that a term must stand in there: as good as 3, with half of the terms to store."""


@dataclass(frozen=True, slots=True)
class Trained:
    """Both models, and the fitted heads with their out-of-fold probabilities for reports."""

    finder: Finder
    labeller: Labeller
    heads: dict[str, Fitted]


def train_models(
    articles: Sequence[TrainingArticle],
    vectors: WordVectors,
    progress: Callable[[str], None] = lambda message: None,
) -> Trained:
    """Fit all heads. Deterministic: the same articles in the same order give the same models."""
    foreign = {number for number, item in enumerate(articles) if item.weights_only}
    known = known_of(articles)
    makers = [
        ExampleMaker(number, item, vectors, known=number in known)
        for number, item in enumerate(articles)
    ]
    heads: dict[str, Fitted] = {}
    odds: dict[Place, float] = {}
    for name, examples in steps(makers):
        taught = [example for example in examples if example.target != UNTAUGHT]
        progress(f"fitting '{name}' on {len(taught)} examples")
        recipe = recipe_of(name, articles)
        space = _space(taught, foreign, recipe.least)
        heads[name] = fit_head(examples, space, recipe, known)
        if name == "sentence":
            odds = odds_of(examples, heads[name])
    found = outcomes_of(examples, heads["label"], odds, known)
    return _assemble(heads, vectors, lean_of(articles), found)


def known_of(articles: Sequence[TrainingArticle]) -> set[int]:
    """Numbers of the articles whose shares of labels are those of the web."""
    natural = {number for number, item in enumerate(articles) if item.natural}
    return {number for number in natural if articles[number].weights_only} or natural


def odds_of(examples: Sequence[Example], sentence: Fitted) -> dict[Place, float]:
    """The probability of a claim in every sentence, out of fold."""
    return {
        (example.article, example.sentence): float(probability)
        for example, probability in zip(examples, sentence.probabilities[:, 1], strict=True)
        if example.sentence >= 0
    }


def outcomes_of(
    examples: Sequence[Example], label: Fitted, odds: Mapping[Place, float], known: set[int]
) -> Outcomes:
    """Claims and sentences without one of the articles `known`, in the shares of the web."""
    taught = [example for example in examples if example.target != UNTAUGHT]
    silent = [example for example in examples if example.target == UNTAUGHT]
    here = np.array([item.article in known and item.sentence >= 0 for item in [*taught, *silent]])
    n_silent = int(here[len(taught) :].sum())
    claimed = float(label.shares[here[: len(taught)]].sum())
    each = claimed * WEB_SHARES["none"] / _CLAIMS / max(n_silent, 1)
    return Outcomes(
        np.concatenate([label.probabilities, label.untaught])[here],
        np.array([odds.get((item.article, item.sentence), 0.0) for item in [*taught, *silent]])[
            here
        ],
        np.array([1 + item.target for item in taught] + [0] * len(silent))[here],
        np.concatenate([label.shares, np.full(len(silent), each)])[here],
    )


def recipe_of(name: str, articles: Sequence[TrainingArticle]) -> Recipe:
    """How the head `name` is fitted on such articles."""
    recipe = RECIPES[name]
    if not _were_encoded(articles):
        return replace(recipe, least=recipe.least + (len(articles) >= MANY_ARTICLES))
    recipe = replace(recipe, least=_ENCODED_LEAST)
    if not _were_read(articles):
        return recipe
    strength = _ENCODED_STRENGTH.get(name, recipe.strength)
    return replace(recipe, strength=strength, keep=KEEP)


def lean_of(articles: Sequence[TrainingArticle]) -> Lean:
    """How such a model leans: evenly where nothing has read its articles as a whole."""
    return LEAN if _were_encoded(articles) else Lean()


def beta_of(head: str, lean: Lean) -> float:
    """How much recall counts beside precision in choosing the threshold of a head."""
    return lean.found if head == "sentence" else _BETAS.get(head, 1.0)


def _were_encoded(articles: Sequence[TrainingArticle]) -> bool:
    """Whether an encoder has read every sentence, or a skimmer."""
    return all(item.encoding for article in articles for item in article.sentences)


def _were_read(articles: Sequence[TrainingArticle]) -> bool:
    """Whether it was a network, which has something to say of tokens."""
    encodings = (item.encoding for article in articles for item in article.sentences)
    return any(item is not None and item.tokens.any() for item in encodings)


def steps(makers: Sequence[ExampleMaker]) -> Iterator[tuple[str, list[Example]]]:
    """The heads in the order in which they are fitted, with their examples."""
    yield "sentence", [example for maker in makers for example in maker.sentences()]
    yield "border", [example for maker in makers for example in maker.borders()]
    yield "part", [example for maker in makers for example in maker.parts()]
    yield "label", [example for maker in makers for example in maker.labels()]


def _space(examples: Sequence[Example], foreign: set[int], least: int) -> FeatureSpace:
    rows = [example.row for example in examples]
    return FeatureSpace.fit(rows, allowed_terms(examples, foreign), least)


def allowed_terms(examples: Sequence[Example], foreign: set[int]) -> set[str]:
    """The terms that may be stored: all but those that too few `foreign` articles alone hold."""
    own = {
        term
        for example in examples
        if example.article not in foreign
        for term in _terms(example.row)
    }
    seen: Counter[str] = Counter()
    by_article: dict[int, set[str]] = {}
    for example in examples:
        if example.article in foreign:
            by_article.setdefault(example.article, set()).update(_terms(example.row))
    for terms in by_article.values():
        seen.update(terms)
    return own | {term for term, count in seen.items() if count >= _FOREIGN_ARTICLES}


def _terms(row: Row) -> Iterator[str]:
    return (term for group in row for term in group.terms)


def _assemble(
    heads: dict[str, Fitted],
    vectors: WordVectors,
    lean: Lean,
    found: Outcomes,
) -> Trained:
    thresholds = {
        name: best_threshold(
            head.probabilities[:, 1], head.targets, head.shares, beta_of(name, lean)
        )
        for name, head in heads.items()
        if name != "label"
    }
    finder = Finder(
        heads["sentence"].head,
        heads["border"].head,
        heads["part"].head,
        vectors,
        thresholds,
    )
    label = heads["label"]
    told = heads["sentence"]
    calm = best_threshold(told.probabilities[:, 1], told.targets, told.shares)
    decision = best_decision(found, thresholds["sentence"], lean.revise, calm)
    below = review_threshold(label.probabilities, label.targets, label.shares)
    return Trained(finder, Labeller(label.head, WordVectors.empty(), decision, below), heads)
