"""What the labeller makes of scores that are known."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.classifier.decision import Decision
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Head, Labeller
from claimcheck.classifier.space import FeatureSpace
from claimcheck.classifier.vectors import WordVectors
from claimcheck.labels import LABELS, Label
from claimcheck.protocols import Candidate
from tests.classifier import made


def head(*bias: float) -> Head:
    """A head that says the same of everything."""
    layer = LinearLayer(
        np.zeros((0, len(bias)), np.float32),
        np.zeros((len(bias), 0), np.float32),
        np.array(bias, np.float32),
    )
    return Head(FeatureSpace([], []), layer)


SCORES = (0.5, 0.0, 0.3, 0.2)


def label(*categories: str) -> Label:
    """The label of a sentence with such cues by a rule that leans to revision from one half on."""
    labeller = Labeller(
        head(*np.log(np.maximum(SCORES, 1e-9))),
        WordVectors.empty(),
        Decision((1,) * 4, 0.5, 0.9),
        0.5,
    )
    sentence = made.sentence("Tea helps .", cues=[made.cue("helps", item) for item in categories])
    (judged,) = labeller.label([sentence], [Candidate(0, 0, 2, 1.0)])
    assert judged.scores == pytest.approx(SCORES, abs=1e-4) and len(SCORES) == len(LABELS)
    return judged.label


def test_a_claim_is_leaned_to_revision() -> None:
    assert label() == Label.OVERSTATED
    assert label("evidence") == Label.OVERSTATED


def test_a_sentence_that_refutes_or_states_a_limit_is_not() -> None:
    assert label("debunking") == Label.SUPPORTED
    assert label("honest_limit", "cure") == Label.SUPPORTED


def test_but_one_that_denies_a_danger_is() -> None:
    assert label("debunking", "risk_denial") == Label.OVERSTATED
