"""Which document is reviewed when: after a pause in the typing, one at a time, the newest text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from claimcheck.lsp.documents import Document
from claimcheck.lsp.examining import Examined

Examine = Callable[[Document, Callable[[], bool]], Examined | None]


@dataclass(slots=True)
class _Sheet:
    """An open document: its newest text, the review under way, and what came of it."""

    document: Document
    task: asyncio.Task[None]
    stop: Event
    examined: Examined | None = None


class ReviewQueue:
    """Reviews the newest text of every document in a worker thread; all else runs in the loop.

    A newer text stops the review of an older one at its next step, and what that finds is dropped.
    """

    def __init__(self, examine: Examine, publish: Callable[[Examined], None]) -> None:
        self._examine, self._publish = examine, publish
        self._sheets: dict[str, _Sheet] = {}
        self._worker = ThreadPoolExecutor(1, "review")

    def put(self, document: Document, delay: float) -> None:
        """Review a document `delay` seconds from now, in place of its older text."""
        last = self._sheets.get(document.uri)
        if last is not None:
            _stop(last)
        stop = Event()
        task = asyncio.get_running_loop().create_task(self._review(document, delay, stop))
        self._sheets[document.uri] = _Sheet(document, task, stop)

    def hurry(self, uri: str) -> None:
        """Review a document now if it waits for its turn."""
        sheet = self._sheets.get(uri)
        if sheet is not None and not sheet.task.done():
            self.put(sheet.document, 0)

    def again(self) -> None:
        """Review every document once more, since settings have changed."""
        for sheet in list(self._sheets.values()):
            self.put(sheet.document, 0)

    def drop(self, uri: str) -> None:
        """Forget a document."""
        sheet = self._sheets.pop(uri, None)
        if sheet is not None:
            _stop(sheet)

    def newest(self, uri: str) -> Document | None:
        """The newest text of a document, None for one that is not reviewed."""
        sheet = self._sheets.get(uri)
        return sheet.document if sheet else None

    async def examined(self, uri: str) -> Examined | None:
        """The review of a document's newest text, awaited; None for one that is not reviewed."""
        while (sheet := self._sheets.get(uri)) is not None:
            if sheet.task.done():
                return sheet.examined
            await asyncio.wait({sheet.task})
        return None

    def close(self) -> None:
        """Stop all reviews."""
        for uri in list(self._sheets):
            self.drop(uri)
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def _review(self, document: Document, delay: float, stop: Event) -> None:
        await asyncio.sleep(delay)
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._worker, self._examine, document, stop.is_set)
        if found is not None and not stop.is_set():
            self._sheets[document.uri].examined = found
            self._publish(found)


def _stop(sheet: _Sheet) -> None:
    sheet.stop.set()
    sheet.task.cancel()
