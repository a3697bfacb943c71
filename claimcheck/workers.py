"""Who reviews: this process, or several others that take lots of articles in turn."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pathlib import Path

from claimcheck.datatypes import Article, Review
from claimcheck.errors import ClaimcheckError

_MOST_THREADS = 2
"""More make the network little quicker, and the others may be wanted elsewhere."""

Pending = Callable[[], Iterable[Review]]
"""Waits for the reviews of a lot and gives them in the order of its articles."""


class Workers:
    """Reviews lots of articles with one model, in `jobs` processes; with one job, in this one,
    where the network then has a second thread if there is a processor for it.

    Model and processes are there from the first lot on, and not before. Raises ModelError for a
    model that cannot be used.
    """

    def __init__(self, model: Path, jobs: int) -> None:
        self._model, self._jobs = model, jobs
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, articles: Sequence[Article]) -> Pending:
        """Have a lot reviewed: by others at once, in this process when it is asked for."""
        if self._jobs == 1:
            return lambda: _review(self._model, articles, min(_processors(), _MOST_THREADS))
        if self._pool is None:
            self._pool = _pool(self._model, self._jobs)
        future = self._pool.submit(_review, self._model, articles)

        def wait_for_it() -> Iterable[Review]:
            try:
                return future.result()
            except BrokenProcessPool as error:
                raise ClaimcheckError(
                    "a process that shared the work was killed, perhaps for want of memory; "
                    "try again with fewer --jobs"
                ) from error

        return wait_for_it

    def close(self) -> None:
        """End the processes; a lot that nobody has begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _pool(model: Path, jobs: int) -> ProcessPoolExecutor:
    """The processes. The model is read here first: for its errors, and since a forked process
    shares what its parent has read."""
    from claimcheck.review import load

    load(model)
    return ProcessPoolExecutor(jobs, initializer=_begin_work)


def _begin_work() -> None:
    """Leave Ctrl-C and a closed terminal to the parent; end when it ends, however that happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _processors() -> int:
    """Those that this process may run on."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows
        return os.cpu_count() or 1


def _review(model: Path, articles: Sequence[Article], threads: int = 1) -> list[Review]:
    """Review a lot; what spaCy learns of its words is forgotten, else memory would grow with it."""
    from claimcheck.review import load, review_articles, use_threads

    nlp = load(model)
    use_threads(nlp, threads)
    with nlp.memory_zone():
        return list(review_articles(articles, nlp))
