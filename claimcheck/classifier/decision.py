"""Which of its four labels a claim gets, chosen on out-of-fold probabilities.

What is likely enough to be a claim *and* to need revision is called overstated or unsafe, even
where another label is a little likelier: missing such a claim costs an editor more than looking at
one too many. What would have to be called so, but is not likely enough to be both, is not told at
all, and so are other claims that are less sure than the best balance asks: an editor who is nagged
stops reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimcheck.classifier.tuning import Numbers, Targets, best_threshold, mean_f_score
from claimcheck.labels import LABELS, REVISE, Label

_REVISE = np.array([label in REVISE for label in LABELS])
_UNSAFE, _OVERSTATED = LABELS.index(Label.UNSAFE), LABELS.index(Label.OVERSTATED)
_SHARES = np.round(np.arange(0.25, 0.61, 0.05), 2)
"""With less of the two "unsafe" is no verdict, however many of the rare claims it would find."""
_SURELY = 0.75
"""Probability of needing revision from which a sentence that refutes something is called so."""
_AS_GOOD = 0.01
"""Of shares whose mean F is worse by less the smallest is taken: an unsafe claim is rare, and costs
most where it is missed."""
_DIVIDE = 0.75
"""With this the spans of held-out documents agree as well as undivided (to 0.001), and a sentence
of several labels has them all; with less, single claims are cut."""
NEVER = 2.0
"""A threshold that no probability reaches."""
UNTOLD = -1
"""Stands for the label of what is not told."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule of one model.

    A label is the one with the greatest probability times its weight. A claim whose probability of
    being one and of needing revision is at least `revise` is called overstated or unsafe, no other
    is: it is unsafe where that label holds at least the share `unsafe` of the two. Any other is
    told from the probability `calm` of being a claim on. Without a threshold `revise` every claim
    has its likeliest label. A claim is divided where both parts have their labels with at least the
    probability `divide`.
    """

    weights: tuple[float, ...] = (1.0,) * len(LABELS)
    revise: float = NEVER
    unsafe: float = NEVER
    calm: float = 0.0
    divide: float = NEVER

    def choose(
        self, scores: npt.ArrayLike, claims: npt.ArrayLike, leans: npt.ArrayLike = True
    ) -> Targets:
        """Numbers of the labels, or UNTOLD. scores: (claims, labels), the probabilities of the
        labels if it is a claim; claims: (claims,), the probability that it is; leans: (claims,),
        False where only a claim that surely needs revision may be called overstated or unsafe."""
        scores = np.asarray(scores, dtype=np.float64)
        best: Targets = (scores * np.asarray(self.weights)).argmax(axis=1)
        if self.revise >= NEVER:
            return best
        severe = scores[:, _REVISE].sum(axis=1)
        likely = np.asarray(claims) * severe >= self.revise
        unsafe = scores[:, _UNSAFE] >= self.unsafe * severe
        revised = np.where(unsafe, _UNSAFE, _OVERSTATED)
        calm = np.where(_REVISE, -1.0, scores).argmax(axis=1)
        quiet = (_REVISE[best] & leans) | (np.asarray(claims) < self.calm)
        others = np.where(quiet, UNTOLD, calm)
        return np.where(likely & (np.asarray(leans) | (severe >= _SURELY)), revised, others)

    def as_dict(self) -> dict[str, object]:
        """What a model's settings hold."""
        return {
            "weights": list(self.weights),
            "revise": self.revise,
            "unsafe": self.unsafe,
            "calm": self.calm,
            "divide": self.divide,
        }


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What is known out of fold of claims, and of the sentences without one.

    scores: (items, labels), the probabilities of the labels if the item is a claim; claims:
    (items,), the probability that it is one; targets: (items,), 0 for no claim, else 1 + the number
    of the label; shares: (items,), what each counts for.
    """

    scores: Numbers
    claims: Numbers
    targets: Targets
    shares: Numbers


def odds_to_revise(found: Outcomes, threshold: float) -> Numbers:
    """The probability of being a claim that needs revision, 0 for what is no claim by the
    `threshold`, shape (items,)."""
    joint = found.claims * found.scores[:, _REVISE].sum(axis=1)
    return np.where(found.claims >= threshold, joint, 0.0)


def best_decision(
    found: Outcomes, threshold: float, beta: float = 1.0, calm: float = 0.0
) -> Decision:
    """The rule with the best F-beta of "to revise", and at that with the mean F of the five classes
    as good as the best; items whose probability of being a claim is below `threshold` are none, and
    those below `calm` only to be revised."""
    claims = found.claims >= threshold
    joint = odds_to_revise(found, threshold)
    wanted = np.concatenate([[False], _REVISE])[found.targets]
    revise = best_threshold(joint, wanted.astype(np.int64), found.shares, beta)
    rules = [
        Decision(revise=revise, unsafe=float(share), calm=calm, divide=_DIVIDE) for share in _SHARES
    ]
    values = np.array([_value(rule, found, claims) for rule in rules])
    return rules[int(np.argmax(values >= values.max() - _AS_GOOD))]


def _value(rule: Decision, found: Outcomes, claims: npt.NDArray[np.bool_]) -> float:
    predicted = np.where(claims, 1 + rule.choose(found.scores, found.claims), 0)
    return mean_f_score(predicted, found.targets, found.shares, 1 + len(LABELS))


def read_decision(settings: dict[str, object]) -> Decision:
    """The rule in a model's settings, ValueError where it is none; models of version 1.0 have only
    weights."""
    weights = settings.get("weights")
    defaults = {"revise": NEVER, "unsafe": NEVER, "calm": 0.0, "divide": NEVER}
    others = [settings.get(name, value) for name, value in defaults.items()]
    if not isinstance(weights, Sequence) or len(weights) != len(LABELS):
        raise ValueError("weights")
    numbers = [*weights, *others]
    if not all(isinstance(item, int | float) and np.isfinite(item) for item in numbers):
        raise ValueError("weights")
    return Decision(tuple(weights), *map(float, others))  # type: ignore[arg-type]
