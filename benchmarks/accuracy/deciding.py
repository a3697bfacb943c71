"""From probabilities to labels, by the rule that en_claimcheck_sm follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.documents import Numbers, Targets
from claimcheck.classifier.decision import Decision as LabelDecision
from claimcheck.classifier.decision import Outcomes, best_decision
from claimcheck.classifier.evaluation import CLASSES
from claimcheck.classifier.training import LEAN
from claimcheck.classifier.tuning import best_threshold, mean_f_score


@dataclass(frozen=True, slots=True)
class Decision:
    """A sentence is a claim from `threshold` on; `rule` chooses its label."""

    threshold: float
    rule: LabelDecision

    @classmethod
    def chosen_on(cls, probabilities: Numbers, targets: Targets, shares: Numbers) -> Decision:
        """The best decision on out-of-fold probabilities, shape (sentences, five classes)."""
        claims = 1 - probabilities[:, 0]
        told = (targets > 0).astype(np.int64)
        threshold = best_threshold(claims, told, shares, LEAN.found)
        calm = best_threshold(claims, told, shares)
        found = Outcomes(_of_claims(probabilities), claims, targets, shares)
        return cls(threshold, best_decision(found, threshold, LEAN.revise, calm))

    def score(self, probabilities: Numbers, targets: Targets, shares: Numbers) -> float:
        """How good the decided labels are: the mean F over the classes that it is chosen by."""
        return mean_f_score(self._classes(probabilities), targets, shares, len(CLASSES))

    def labels(self, probabilities: Numbers) -> list[str]:
        """One of CLASSES a row."""
        return [CLASSES[found] for found in self._classes(probabilities)]

    def _classes(self, probabilities: Numbers) -> Targets:
        claims = 1 - probabilities[:, 0]
        best = 1 + self.rule.choose(_of_claims(probabilities), claims)  # 0 where it is not told
        return np.where(claims >= self.threshold, best, 0)


def _of_claims(probabilities: Numbers) -> Numbers:
    """The probabilities of the four labels, given that there is a claim."""
    labels = probabilities[:, 1:]
    result: Numbers = labels / np.maximum(labels.sum(axis=1, keepdims=True), 1e-12)
    return result
