"""Thresholds and label weights, chosen on out-of-fold probabilities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_STEPS = np.round(np.arange(0.06, 0.95, 0.01), 2)
_WEIGHTS = (0.7, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5, 3.0)
_SURE_ENOUGH = 0.9

Numbers = npt.NDArray[np.float64]
Targets = npt.NDArray[np.int64]


def f1(hits: float, predicted: float, gold: float) -> float:
    """Harmonic mean of precision and recall, 0 to 1; 0 where nothing is predicted or gold."""
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


def best_threshold(scores: Numbers, targets: Targets, shares: Numbers) -> float:
    """The threshold with the best F1 of `scores >= threshold`, each example counting its share."""
    gold = targets == 1
    found = [
        f1(shares[chosen & gold].sum(), shares[chosen].sum(), shares[gold].sum())
        for step in _STEPS
        for chosen in [scores >= step]
    ]
    return float(_STEPS[int(np.argmax(found))])


def macro_f1(predicted: Targets, targets: Targets, shares: Numbers, classes: int) -> float:
    """Mean F1 over the classes, 0 to 1, each example counting its share."""
    return float(
        np.mean(
            [
                f1(
                    shares[(predicted == item) & (targets == item)].sum(),
                    shares[predicted == item].sum(),
                    shares[targets == item].sum(),
                )
                for item in range(classes)
            ]
        )
    )


def label_weights(probabilities: Numbers, targets: Targets, shares: Numbers) -> list[float]:
    """Weights on the probabilities whose argmax has the best macro-F1 (coordinate search)."""
    classes = probabilities.shape[1]
    weights = np.ones(classes)
    for _ in range(3):
        for item in range(1, classes):
            scores = []
            for step in _WEIGHTS:
                weights[item] = step
                chosen = (probabilities * weights).argmax(axis=1)
                scores.append(macro_f1(chosen, targets, shares, classes))
            weights[item] = _WEIGHTS[int(np.argmax(scores))]
    return [float(value) for value in weights]


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
