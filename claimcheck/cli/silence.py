"""The findings of a run that may stand: by comments, by a baseline, or since nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimcheck.config.configuration import Configuration
from claimcheck.datatypes import Failure, Review
from claimcheck.suppress.apply import suppress
from claimcheck.suppress.baseline import read_baseline
from claimcheck.suppress.changes import Changes
from claimcheck.suppress.ledger import Ledger


def silenced(
    results: Iterator[Review | Failure], paths: list[str], configuration: Configuration
) -> Iterator[Review | Failure]:
    """The results with findings suppressed as the settings ask; errors in them come at once."""
    settings = configuration.settings
    changes = Changes(settings.diff_base) if settings.diff_base is not None else None
    if changes:
        changes.check(paths)
    return suppress(
        results,
        needs_reason=lambda path: configuration.settings_for(path).require_reason,
        ledger=open_ledger(settings.baseline) if settings.baseline else None,
        changes=changes,
    )


def open_ledger(file: Path) -> Ledger:
    """The baseline in a file, whose paths are relative to the file's folder."""
    return Ledger(read_baseline(file), file.parent)
