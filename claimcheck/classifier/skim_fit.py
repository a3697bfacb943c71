"""Fits a skimmer, and skims every article by one that never saw it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from claimcheck.classifier.encoded import unread
from claimcheck.classifier.examples import Example, TrainingArticle, gold_marks
from claimcheck.classifier.features import DocumentFeatures
from claimcheck.classifier.fitting import Recipe, fit_head
from claimcheck.classifier.linear import Array
from claimcheck.classifier.overview_fit import encodings_of, overviewed
from claimcheck.classifier.skim import Skimmer, logits_of
from claimcheck.classifier.space import FeatureSpace
from claimcheck.classifier.training import (
    KEEP,
    MANY_ARTICLES,
    WEB_SHARES,
    allowed_terms,
    known_of,
)
from claimcheck.protocols import Encoding

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
    skimmer, logits = _cross_fitted(articles, replace(_RECIPE, seed=seed), progress)
    found = []
    for item, own in zip(articles, logits, strict=True):
        pairs = zip(item.sentences, own, strict=True)
        found.append(_with(item, [replace(unread(one), sentence=words) for one, words in pairs]))
    progress("overview of the articles")
    skimmer.overview, looked = overviewed(found, seed)
    return Skimmed(skimmer, looked)


def cross_worded(
    articles: Sequence[TrainingArticle], seed: int, progress: Callable[[str], None]
) -> Skimmed:
    """The same for articles that an encoder has read: it is said beside the encoder's word, and the
    overview, which is of both, is still to be made."""
    recipe = replace(_RECIPE, seed=seed, keep=KEEP)
    skimmer, logits = _cross_fitted(articles, recipe, progress)
    found = []
    for item, own in zip(articles, logits, strict=True):
        pairs = zip(encodings_of(item), own, strict=True)
        found.append(_with(item, [replace(one, words=words) for one, words in pairs]))
    return Skimmed(skimmer, found)


def _cross_fitted(
    articles: Sequence[TrainingArticle], recipe: Recipe, progress: Callable[[str], None]
) -> tuple[Skimmer, list[Array]]:
    """The skimmer without an overview, and for each article the logits, shape (sentences, classes),
    of one that never saw it."""
    examples = [
        example for number, item in enumerate(articles) for example in _examples(number, item)
    ]
    progress(f"fitting 'class' on {len(examples)} examples")
    foreign = {number for number, item in enumerate(articles) if item.weights_only}
    least = _LEAST_OF_MANY if len(articles) >= MANY_ARTICLES else _LEAST
    rows = [example.row for example in examples]
    space = FeatureSpace.fit(rows, allowed_terms(examples, foreign), least)
    fitted = fit_head(examples, space, recipe, known_of(articles))
    ends = np.cumsum([len(item.sentences) for item in articles])[:-1]
    return Skimmer(fitted.head), np.split(logits_of(fitted.probabilities), ends)


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


def _with(article: TrainingArticle, encodings: Sequence[Encoding]) -> TrainingArticle:
    found = zip(article.sentences, encodings, strict=True)
    return replace(article, sentences=[replace(item, encoding=own) for item, own in found])
