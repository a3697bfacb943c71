"""From probabilities to labels, by the rule that claimcheck's own models follow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.documents import Numbers, Targets
from claimcheck.classifier.evaluation import CLASSES, NONE
from claimcheck.classifier.tuning import best_threshold, label_weights, mean_f_score


@dataclass(frozen=True, slots=True)
class Decision:
    """A sentence is a claim from `threshold` on; its label is the likeliest, weighted."""

    threshold: float
    weights: list[float]

    @classmethod
    def chosen_on(cls, probabilities: Numbers, targets: Targets, shares: Numbers) -> Decision:
        """The best decision on out-of-fold probabilities, shape (sentences, five classes)."""
        claims = targets > 0
        threshold = best_threshold(1 - probabilities[:, 0], claims.astype(np.int64), shares)
        weights = label_weights(
            _of_claims(probabilities[claims]), targets[claims] - 1, shares[claims]
        )
        return cls(threshold, weights)

    def score(self, probabilities: Numbers, targets: Targets, shares: Numbers) -> float:
        """How good the decided labels are: the mean F over the classes that it is chosen by."""
        found = np.array([CLASSES.index(name) for name in self.labels(probabilities)])
        return mean_f_score(found, targets, shares, len(CLASSES))

    def labels(self, probabilities: Numbers) -> list[str]:
        """One of CLASSES a row."""
        best = (_of_claims(probabilities) * self.weights).argmax(axis=1)
        is_claim = 1 - probabilities[:, 0] >= self.threshold
        return [
            CLASSES[1 + label] if claim else NONE
            for claim, label in zip(is_claim, best, strict=True)
        ]


def _of_claims(probabilities: Numbers) -> Numbers:
    """The probabilities of the four labels, given that there is a claim."""
    labels = probabilities[:, 1:]
    result: Numbers = labels / np.maximum(labels.sum(axis=1, keepdims=True), 1e-12)
    return result
