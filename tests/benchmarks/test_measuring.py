"""Figures, intervals and paired differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.accuracy.measuring import MEASURES, Estimate, draws, measure
from claimcheck.classifier.evaluation import CLASSES
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import Label
from tests.benchmarks.made import document

GOOD = document([("It cures all.", "unsafe"), ("Hello there.", "none")])
MISSED = document([("It cures all.", "unsafe"), ("It helps some.", "supported")])
UNSAFE = [LabelledSpan(0, 13, Label.UNSAFE)]


def test_the_figures_are_those_of_the_documents_together() -> None:
    found = measure([GOOD, MISSED], [UNSAFE, []], draws(2, 50, seed=0))
    assert found.estimates["unsafe recall"].value == 0.5
    assert found.estimates["detection F1"].value == pytest.approx(2 * 1 / (1 + 3))


def test_an_interval_spans_what_resampling_whole_documents_gives() -> None:
    found = measure([GOOD, MISSED], [UNSAFE, []], draws(2, 400, seed=0))
    assert set(found.drawn["unsafe recall"].tolist()) == {0.0, 0.5, 1.0}
    estimate = found.estimates["unsafe recall"]
    assert (estimate.low, estimate.high) == (0.0, 1.0)


def test_a_system_is_ahead_of_itself_by_nothing() -> None:
    found = measure([GOOD, MISSED], [UNSAFE, []], draws(2, 50, seed=0))
    for lead in found.ahead_of(found).values():
        assert (lead.value, lead.low, lead.high) == (0, 0, 0)
        assert not lead.is_sure


def test_a_lead_in_every_document_is_sure() -> None:
    drawn = draws(2, 50, seed=0)
    better = measure([GOOD, MISSED], [UNSAFE, UNSAFE], drawn)
    lead = better.ahead_of(measure([GOOD, MISSED], [[], []], drawn))["unsafe recall"]
    assert (lead.value, lead.low, lead.high) == (1, 1, 1)
    assert lead.is_sure


def test_the_middle_95_percent_of_a_hundred_and_one_values() -> None:
    estimate = Estimate.of(0.5, np.arange(101) / 100)
    assert (estimate.low, estimate.high) == pytest.approx((0.025, 0.975))


def test_every_draw_has_as_many_documents_as_there_are() -> None:
    assert draws(7, 20, seed=1).sum(axis=1).tolist() == [7] * 20
    assert (draws(7, 20, seed=1) == draws(7, 20, seed=1)).all()


LABELS_OF_SENTENCES = st.lists(st.tuples(*[st.sampled_from(CLASSES)] * 2), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(st.lists(LABELS_OF_SENTENCES, min_size=1, max_size=4))
def test_a_draw_of_every_document_once_is_the_whole(articles) -> None:
    gold = [document([("Some words.", actual) for actual, _ in item]) for item in articles]
    found = [document([("Some words.", guess) for _, guess in item]) for item in articles]
    once = np.ones((1, len(articles)), dtype=np.int64)
    measured = measure(gold, [list(item.document.spans) for item in found], once)
    for name in MEASURES:
        assert measured.drawn[name][0] == pytest.approx(measured.estimates[name].value)
