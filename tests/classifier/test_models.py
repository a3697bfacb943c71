"""What the finder and the labeller make of scores that are known."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.classifier.decision import Decision
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Finder, Head, Labeller
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


def found(kind: str, thresholds: dict[str, float]) -> list[Candidate]:
    """What a finder that gives all one half finds of a text on health."""
    thresholds = {"border": 1.0, "part": 0.0} | thresholds
    finder = Finder(head(0.0), head(-9.0), head(0.0), WordVectors.empty(), thresholds)
    texts = ["Aspirin eases pain in the head .", "Patients with diabetes take insulin ."]
    return finder.find([made.sentence(text, kind=kind) for text in texts])


@pytest.mark.parametrize(
    ("kind", "heading", "count"), [("heading", 0.6, 0), ("heading", 0.5, 2), ("paragraph", 0.6, 2)]
)
def test_headings_have_a_threshold_of_their_own(kind: str, heading: float, count: int) -> None:
    assert len(found(kind, {"sentence": 0.4, "heading": heading})) == count


def test_a_model_without_that_threshold_has_one_for_all() -> None:
    assert len(found("heading", {"sentence": 0.4})) == 2
    assert found("heading", {"sentence": 0.6}) == []


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
