"""Thresholds, chosen on out-of-fold probabilities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_STEPS = np.round(np.arange(0.06, 0.95, 0.01), 2)
_WORST_BETA = 2.0
"""How much more recall counts than precision for the most severe label."""
_SURE_ENOUGH = 0.9
_AS_GOOD = 0.005
"""Scores this close to the best are as good; the mean of their thresholds is steadier."""

Numbers = npt.NDArray[np.float64]
Targets = npt.NDArray[np.int64]


def f_score(hits: float, predicted: float, gold: float, beta: float = 1.0) -> float:
    """F-beta, 0 to 1: the harmonic mean of precision and recall, recall counting `beta` times as
    much; 0 where nothing is predicted or gold."""
    weight = beta * beta
    below = predicted + weight * gold
    return (1 + weight) * hits / below if below else 0.0


def best_threshold(scores: Numbers, targets: Targets, shares: Numbers, beta: float = 1.0) -> float:
    """The middle of the thresholds with the best F-beta of `scores >= threshold`, each example
    counting its share."""
    gold = targets == 1
    found = [
        f_score(shares[chosen & gold].sum(), shares[chosen].sum(), shares[gold].sum(), beta)
        for step in _STEPS
        for chosen in [scores >= step]
    ]
    good = np.array(found) >= max(found) - _AS_GOOD
    return float(_STEPS[good].mean())


def mean_f_score(predicted: Targets, targets: Targets, shares: Numbers, classes: int) -> float:
    """Mean F1 over the classes, the last and most severe one with F2, 0 to 1.

    Each example counts its share. A missed claim of the worst kind costs more than a false alarm.
    """
    scores = []
    for item in range(classes):
        found, gold = predicted == item, targets == item
        beta = _WORST_BETA if item == classes - 1 else 1.0
        scores.append(
            f_score(shares[found & gold].sum(), shares[found].sum(), shares[gold].sum(), beta)
        )
    return float(np.mean(scores))


def review_threshold(probabilities: Numbers, targets: Targets, shares: Numbers) -> float:
    """The confidence above which nine labels in ten are right; at most 0.9."""
    best = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == targets
    for step in np.round(np.arange(0.4, _SURE_ENOUGH, 0.01), 2):
        sure = best >= step
        if shares[sure].sum() and np.average(right[sure], weights=shares[sure]) >= _SURE_ENOUGH:
            return float(step)
    return _SURE_ENOUGH


def calibration_error(
    probabilities: Numbers, targets: Targets, shares: Numbers, bins: int = 10
) -> float:
    """Expected calibration error of the likeliest class (Naeini et al., 2015), 0 to 1, lower is
    better: the mean gap between confidence and share of right answers over equal-width bins."""
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == targets
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(np.dot(confidence[inside] - right[inside], shares[inside]))
        for number in range(bins)
        for inside in [places == number]
    ]
    return float(sum(gaps) / shares.sum())
