"""The one step that decides which findings of a run may stand, between review and report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from claimcheck.datatypes import Failure, Review
from claimcheck.suppress.changes import Changes
from claimcheck.suppress.in_source import suppress_in_source
from claimcheck.suppress.ledger import Ledger, suppress_by_baseline


def suppress(
    results: Iterable[Review | Failure],
    *,
    needs_reason: Callable[[str], bool] = lambda path: False,
    ledger: Ledger | None = None,
    changes: Changes | None = None,
    today: date | None = None,
) -> Iterator[Review | Failure]:
    """The results with findings suppressed by comments of the articles and by a baseline.

    `changes` leaves out what stands on lines that did not change. `needs_reason` says of a path
    whether suppressions must give a reason there; `today` decides what is expired. Nothing here may
    be kept for another day or another baseline: caches lie below this step.
    """
    today = today or date.today()
    for result in results:
        if isinstance(result, Review):
            strict = needs_reason(result.path)
            result = suppress_in_source(result, today, need_reason=strict)
            if ledger is not None:
                result = suppress_by_baseline(result, ledger, today, need_reason=strict)
            if changes is not None:
                result = changes.only_changed(result)
        yield result
