"""Fits one estimator: logistic regression, calibrated on articles it has not seen.

Calibration is a second logistic regression on the out-of-fold logits (Platt, 1999, and its
multiclass form, matrix scaling, Guo et al., 2017). Both are linear, so that they fold into one
layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import compress

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from claimcheck.classifier.centred import probabilities
from claimcheck.classifier.examples import UNTAUGHT, Example
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Head
from claimcheck.classifier.space import FeatureSpace, SparseRows
from claimcheck.errors import CorpusError

FOLDS = 5
TOO_FEW = (
    "the corpus is too small to train on: each of the four labels, sentences without a claim and "
    "sentences with several claims must stand in several documents; add some"
)
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibrated head, its scikit-learn estimator and the out-of-fold probabilities.

    probabilities: (examples, classes), each row made by an estimator that never saw its article.
    shares: (examples,), what each counts for so that the articles calibrated on have the shares of
    classes that the web has; 0 for the other articles. untaught: probabilities of the examples that
    were not fitted on, in their order; all else is of the others alone.
    """

    head: Head
    estimator: LogisticRegression
    probabilities: Numbers
    targets: npt.NDArray[np.int64]
    shares: Numbers
    untaught: Numbers = field(default_factory=lambda: np.zeros((0, 0)))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit a head: inverse regularisation strength, balance of classes, seed, the share of
    each class on the web (empty: as the articles have them), the rows that a term must stand in to
    be one of the space, and the part of a heavy term's weight that one must have to be kept."""

    strength: float = 2.0
    balance: float = 0.0
    seed: int = 0
    shares: tuple[float, ...] = ()
    least: int = 3
    keep: float = 0.0


def fit_head(
    examples: Sequence[Example], space: FeatureSpace, recipe: Recipe, calibrate_on: set[int]
) -> Fitted:
    """Fit and calibrate; `calibrate_on` are the articles with the shares of the real world.

    CorpusError where some class stands in too few articles.
    """
    if len({example.article for example in examples}) < FOLDS:
        raise CorpusError(TOO_FEW)
    rows = matrix(space.transform(example.row for example in examples))
    vectors = np.stack([example.vector for example in examples])
    targets = np.array([example.target for example in examples])
    articles = np.array([example.article for example in examples])
    weights = np.array([example.weight for example in examples])
    inputs = hstack([rows, csr_matrix(vectors)]).tocsr() if vectors.shape[1] else rows
    taught = targets != UNTAUGHT
    logits = _out_of_fold(inputs, targets, articles, weights, recipe)
    silent, logits = logits[~taught], logits[taught]
    inputs, targets, articles = inputs[taught], targets[taught], articles[taught]
    natural = np.isin(articles, sorted(calibrate_on))
    enough = natural if len(set(targets[natural])) == len(set(targets)) else np.ones_like(natural)
    shares = _shares(targets, enough, recipe.shares)
    scale, shift = _calibration(logits[enough], targets[enough], shares[enough])
    estimator = _fit(inputs, targets, weights[taught], recipe)
    found, untaught = (probabilities(part @ scale.T + shift) for part in (logits, silent))
    layer = _layer(estimator, scale, shift, len(space))
    head, estimator = lightened(Head(space, layer), estimator, recipe.keep)
    return Fitted(head, estimator, found, targets, shares, untaught)


def lightened(
    head: Head, estimator: LogisticRegression, keep: float
) -> tuple[Head, LogisticRegression]:
    """Without the terms whose weight (by their rarity) is less than the part `keep` of that of a
    heavy one, which only one in a hundred exceeds: most terms say next to nothing."""
    weights = np.abs(head.layer.terms).max(axis=1, initial=0.0) * head.space.rarity
    if not keep or not len(weights):
        return head, estimator
    kept = weights >= keep * np.quantile(weights, 0.99)
    space = FeatureSpace(list(compress(head.space.terms, kept)), head.space.rarity[kept])
    layer = replace(head.layer, terms=np.ascontiguousarray(head.layer.terms[kept]))
    lighter = copy(estimator)
    beside = np.ones(estimator.coef_.shape[1] - len(kept), dtype=bool)
    lighter.coef_ = estimator.coef_[:, np.concatenate([kept, beside])]
    lighter.n_features_in_ = lighter.coef_.shape[1]
    return Head(space, layer), lighter


def matrix(rows: SparseRows) -> csr_matrix:
    """The rows as scipy has them."""
    shape = (len(rows), rows.width)
    return csr_matrix((rows.values, rows.columns, rows.ends), shape=shape)


def _fit(
    inputs: csr_matrix, targets: npt.NDArray[np.int64], weights: Numbers, recipe: Recipe
) -> LogisticRegression:
    counts = np.bincount(targets)
    balance = (len(targets) / (len(counts) * np.maximum(counts, 1))) ** recipe.balance
    model = LogisticRegression(C=recipe.strength, max_iter=400, tol=1e-3, random_state=recipe.seed)
    return model.fit(inputs, targets, sample_weight=weights * balance[targets])


def _out_of_fold(
    inputs: csr_matrix,
    targets: npt.NDArray[np.int64],
    articles: npt.NDArray[np.int64],
    weights: Numbers,
    recipe: Recipe,
) -> Numbers:
    folds = GroupKFold(n_splits=FOLDS)
    n_classes = len(recipe.shares) or 2
    logits: Numbers | None = None
    for within, held_out in folds.split(inputs, targets, articles):
        fit = within[targets[within] != UNTAUGHT]
        if len(np.unique(targets[fit])) < n_classes:
            raise CorpusError(TOO_FEW)
        model = _fit(inputs[fit], targets[fit], weights[fit], recipe)
        found = model.decision_function(inputs[held_out])
        found = found.reshape(len(held_out), -1)
        if logits is None:
            logits = np.zeros((len(targets), found.shape[1]))
        logits[held_out] = found
    if logits is None:
        raise ValueError("there is nothing to fit")
    return logits


def _shares(
    targets: npt.NDArray[np.int64], among: npt.NDArray[np.bool_], wanted: tuple[float, ...]
) -> Numbers:
    """Weights that give the examples `among` the wanted shares of classes, and the others none."""
    counts = np.bincount(targets[among], minlength=len(wanted))
    goal = np.array(wanted) if wanted else counts / counts.sum()
    return np.where(among, (goal * counts.sum() / np.maximum(counts, 1))[targets], 0.0)


def _calibration(
    logits: Numbers, targets: npt.NDArray[np.int64], shares: Numbers
) -> tuple[Numbers, Numbers]:
    """Matrix and shift that make the logits calibrated; one row where there are two classes."""
    model = LogisticRegression(C=1.0, max_iter=1000).fit(logits, targets, sample_weight=shares)
    return model.coef_, model.intercept_


def _layer(
    estimator: LogisticRegression, scale: Numbers, shift: Numbers, n_terms: int
) -> LinearLayer:
    weights = scale @ estimator.coef_
    bias = scale @ estimator.intercept_ + shift
    return LinearLayer(
        np.ascontiguousarray(weights[:, :n_terms].T.astype(np.float32)),
        weights[:, n_terms:].astype(np.float32),
        bias.astype(np.float32),
    )
