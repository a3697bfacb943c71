"""Thresholds and label rule of a refitted model: the old ones, unless others are surely better.

A handful of articles has a best threshold of its own by chance. So one that is in use stays unless
99 in 100 resamples of the articles (Efron's bootstrap) prefer another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from claimcheck.classifier.decision import Decision, Outcomes, best_decision
from claimcheck.classifier.fitting import Fitted
from claimcheck.classifier.tuning import best_threshold, f_score, mean_f_score

Numbers = npt.NDArray[np.float64]
Articles = npt.NDArray[np.int64]
Setting = TypeVar("Setting")
_RESAMPLES = 200
_SURE = 0.99


def resettled_threshold(head: Fitted, articles: Articles, old: float, beta: float) -> float:
    """The threshold of a head with two classes, chosen on its out-of-fold probabilities."""
    if not len(articles):
        return old
    scores, targets = head.probabilities[:, 1], head.targets

    def score(step: float, counts: Numbers) -> float:
        gold, chosen = targets == 1, scores >= step
        hits = counts[chosen & gold].sum()
        return f_score(hits, counts[chosen].sum(), counts[gold].sum(), beta)

    new = best_threshold(scores, targets, head.shares, beta)
    return new if _surely_better(score, new, old, head.shares, articles) else old


def resettled_decision(
    found: Outcomes, articles: Articles, old: Decision, threshold: float, beta: float = 1.0
) -> Decision:
    """The rule by which a labeller chooses, from what is known out of fold of the `articles`.

    `threshold` is the probability from which a sentence counts as a claim.
    """
    claims = found.claims >= threshold

    def predicted(rule: Decision) -> Articles:
        return np.where(claims, 1 + rule.choose(found.scores, found.claims), 0)

    def score(labels: Articles, counts: Numbers) -> float:
        return mean_f_score(labels, found.targets, counts, 1 + found.scores.shape[1])

    new = best_decision(found, threshold, beta)
    sure = _surely_better(score, predicted(new), predicted(old), found.shares, articles)
    return new if sure else old


def _surely_better(
    score: Callable[[Setting, Numbers], float],
    new: Setting,
    old: Setting,
    shares: Numbers,
    articles: Articles,
) -> bool:
    """Whether nearly all resamples of the articles score the new setting above the old."""
    numbers, home = np.unique(articles, return_inverse=True)
    lot = np.random.default_rng(0)
    even = np.full(len(numbers), 1 / len(numbers))
    wins = 0
    for _ in range(_RESAMPLES):
        counts = shares * lot.multinomial(len(numbers), even)[home]
        wins += score(new, counts) > score(old, counts)
    return wins >= _SURE * _RESAMPLES
