"""Words a second, on a clock that each job moves by hand."""

from __future__ import annotations

import pytest

from benchmarks.accuracy.systems import System
from benchmarks.accuracy.timing import REPEATS, some_documents, words_a_second
from tests.benchmarks.made import document

DOCUMENTS = [document([("One two three four.", "none")], str(number)) for number in range(10)]


class Clock:
    """Seconds that only `work` moves, beside a fixed step for each look at it."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def working(name: str, clock: Clock, seconds: list[float], *, splits: bool = True) -> System:
    def predict(documents):
        clock.now += seconds.pop(0)
        return [[] for _ in documents]

    return System(name, "", predict, splits)


def test_the_best_of_three_rounds_counts() -> None:
    clock = Clock()
    system = working("a", clock, [4.0, 2.0, 8.0])
    assert words_a_second([system], DOCUMENTS, clock) == {"a": pytest.approx(40 / 2)}


def test_finding_sentences_is_added_where_a_system_is_given_them() -> None:
    clock = Clock(step=1.0)
    given = working("given", clock, [3.0] * REPEATS, splits=False)
    finds = working("finds", clock, [3.0] * REPEATS)
    found = words_a_second([given, finds], DOCUMENTS, clock)
    assert found == {"given": pytest.approx(40 / 5), "finds": pytest.approx(40 / 4)}


def test_documents_to_time_on_lie_at_even_distances() -> None:
    assert some_documents(DOCUMENTS, 20) == DOCUMENTS[::2]
    assert some_documents(DOCUMENTS, 10**6) == DOCUMENTS
    assert some_documents(DOCUMENTS, 1) == DOCUMENTS[:1]
