"""Thresholds and label rule of a refitted model: the old ones, unless others are surely better.

A handful of articles has a best threshold of its own by chance. So as many are chosen as before,
unless 99 in 100 resamples of the articles (Efron's bootstrap) prefer another threshold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from claimcheck.classifier.decision import (
    NEVER,
    Decision,
    Outcomes,
    best_decision,
    odds_to_revise,
)
from claimcheck.classifier.fitting import Fitted
from claimcheck.classifier.tuning import best_threshold, f_score, mean_f_score

Numbers = npt.NDArray[np.float64]
Articles = npt.NDArray[np.int64]
Setting = TypeVar("Setting")


def matched(old: float, before: Numbers, after: Numbers, shares: Numbers) -> float:
    """The threshold by which as many of the scores `after` are chosen as by the old one of those
    `before`, each example counting its share: probabilities that are calibrated anew have other
    numbers for what was chosen."""
    if not len(after):
        return old
    chosen = shares[before >= old].sum()
    order = np.argsort(-after, kind="stable")
    taken = np.cumsum(shares[order]) <= chosen * (1 + 1e-9)
    ranked = np.concatenate([[1.0], after[order], [0.0]])
    number = int(taken.sum())
    return float((ranked[number] + ranked[number + 1]) / 2)


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


def matched_decision(
    old: Decision, before: Outcomes, after: Outcomes, thresholds: tuple[float, float]
) -> Decision:
    """The rule that revises as many claims after as the old one did before; `thresholds` are the
    probabilities from which a sentence counted as a claim before and counts after."""
    if old.revise >= NEVER:
        return old
    earlier, later = (
        odds_to_revise(found, threshold)
        for found, threshold in zip((before, after), thresholds, strict=True)
    )
    return replace(old, revise=matched(old.revise, earlier, later, after.shares))


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

    new = best_decision(found, threshold, beta, old.calm)
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
