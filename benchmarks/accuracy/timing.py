"""How quick the systems are: processor time from the text to the spans, on one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from benchmarks.accuracy.documents import SplitDocument, segmenter
from benchmarks.accuracy.systems import System
from claimcheck.pipeline.views import sentences_of

REPEATS = 3
Clock = Callable[[], float]


def some_documents(documents: Sequence[SplitDocument], words: int) -> list[SplitDocument]:
    """Documents at even distances that hold about so many words, at least one."""
    total = sum(item.words for item in documents)
    step = max(1, round(total / max(words, 1)))
    return list(documents[::step])


def words_a_second(
    systems: Sequence[System],
    documents: Sequence[SplitDocument],
    clock: Clock = time.process_time,
) -> dict[str, float]:
    """Words a second of each system, the best of three rounds.

    The systems take turns, so that a change of the machine's pace meets all of them. Finding the
    sentences is added to the time of those that are given them.
    """
    nlp = segmenter()

    def split() -> None:
        for doc in nlp.pipe(item.document.text for item in documents):
            sentences_of(doc)

    jobs: Mapping[str, Callable[[], object]] = {
        system.name: partial(system.predict, documents) for system in systems
    }
    best = dict.fromkeys(("", *jobs), float("inf"))
    for _ in range(REPEATS):
        for name, job in (("", split), *jobs.items()):
            start = clock()
            job()
            best[name] = min(best[name], clock() - start)
    words = sum(item.words for item in documents)
    return {
        system.name: words / max(best[system.name] + (0 if system.splits else best[""]), 1e-9)
        for system in systems
    }
