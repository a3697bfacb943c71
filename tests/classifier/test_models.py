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
        Decision((1,) * 4, 0.499, 0.9),
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


@pytest.fixture
def unlike() -> Labeller:
    """Says SCORES; where the word "studies" stands, "unsafe" is four times as likely as there."""
    bias = np.log(np.maximum(SCORES, 1e-9)).astype(np.float32)
    weights = np.array([[0, 0, 0, np.log(4)]], np.float32)
    layer = LinearLayer(weights, np.zeros((4, 0), np.float32), bias)
    head = Head(FeatureSpace(["w:studies"], [1.0]), layer)
    return Labeller(head, WordVectors.empty(), Decision(), 0.5)


def test_the_only_claim_of_a_sentence_is_judged_by_its_words_and_by_the_sentence(
    unlike: Labeller,
) -> None:
    (judged,) = unlike.label([made.sentence("Studies say tea helps .")], [Candidate(0, 2, 4, 1.0)])
    assert judged.scores == pytest.approx((0.4167, 0.0, 0.25, 0.3333), abs=1e-4)


def test_one_of_several_is_judged_by_its_words_alone(unlike: Labeller) -> None:
    sentence = made.sentence("Studies say tea helps and it heals .")
    first, second = unlike.label([sentence], [Candidate(0, 0, 4, 1.0), Candidate(0, 5, 7, 1.0)])
    assert first.scores == pytest.approx((0.3125, 0, 0.1875, 0.5), abs=1e-4)
    assert second.scores == pytest.approx(SCORES, abs=1e-4)
