"""Fits a skimmer, and skims every article by one that never saw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from claimcheck.classifier.examples import Example, TrainingArticle, gold_marks
from claimcheck.classifier.features import DocumentFeatures
from claimcheck.classifier.fitting import Recipe, fit_head
from claimcheck.classifier.overview_fit import overviewed
from claimcheck.classifier.skim import Skimmer, skimmed
from claimcheck.classifier.space import FeatureSpace
from claimcheck.classifier.training import MANY_ARTICLES, WEB_SHARES, allowed_terms, known_of

_LEAST, _LEAST_OF_MANY = 3, 10
"""Rows that a term must stand in, and how many where there are many articles: the heads that are
fitted on the skimmer's word know the rarer terms."""
_RECIPE = Recipe(strength=2.0, shares=tuple(WEB_SHARES.values()))


@dataclass(frozen=True, slots=True)
class Skimmed:
    """The skimmer, and the articles with encodings of their sentences."""

    skimmer: Skimmer
    articles: list[TrainingArticle]


def cross_skimmed(
    articles: Sequence[TrainingArticle], seed: int, progress: Callable[[str], None]
) -> Skimmed:
    """Fit on all articles; what is said of each is out of fold.

    Deterministic. CorpusError where some class stands in too few articles.
    """
    examples = [
        example for number, item in enumerate(articles) for example in _examples(number, item)
    ]
    progress(f"fitting 'class' on {len(examples)} examples")
    foreign = {number for number, item in enumerate(articles) if item.weights_only}
    least = _LEAST_OF_MANY if len(articles) >= MANY_ARTICLES else _LEAST
    rows = [example.row for example in examples]
    space = FeatureSpace.fit(rows, allowed_terms(examples, foreign), least)
    fitted = fit_head(examples, space, replace(_RECIPE, seed=seed), known_of(articles))
    ends = np.cumsum([len(item.sentences) for item in articles])[:-1]
    found = [
        _with(item, own)
        for item, own in zip(articles, np.split(fitted.probabilities, ends), strict=True)
    ]
    progress("overview of the articles")
    overview, looked = overviewed(found, seed)
    return Skimmed(Skimmer(fitted.head, overview), looked)


def _examples(number: int, article: TrainingArticle) -> list[Example]:
    """Class 0 is no claim, the labels follow in their order; a sentence has its most severe one."""
    features, nothing = DocumentFeatures(article.sentences), np.zeros(0, dtype=np.float32)
    return [
        Example(
            features.sentence_row(at),
            nothing,
            max((1 + label for *_, label in marks), default=0),
            number,
            article.weight,
            at,
        )
        for at, marks in enumerate(gold_marks(article))
    ]


def _with(article: TrainingArticle, odds: np.ndarray) -> TrainingArticle:
    sentences = [
        replace(item, encoding=skimmed(item, own))
        for item, own in zip(article.sentences, odds, strict=True)
    ]
    return replace(article, sentences=sentences)
