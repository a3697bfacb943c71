"""How far a review is: for a person who looks on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from claimcheck.config.configuration import Configuration
from claimcheck.datatypes import Failure, Review
from claimcheck.readers import STDIN, find_articles
from claimcheck.readers.formats import LINES, suffix_of


@contextmanager
def progress(
    results: Iterator[Review | Failure], paths: list[str], configuration: Configuration
) -> Iterator[Iterator[Review | Failure]]:
    """The results, with a bar on stderr while they pass: how many, how fast, how long to go.

    There is no bar where nobody looks, and none where the report itself goes to the screen.
    """
    settings = configuration.settings
    hidden = settings.quiet or settings.verbose
    if hidden or not sys.stderr.isatty() or (settings.output is None and sys.stdout.isatty()):
        yield results
        return
    began = time.monotonic()

    def rate(_: object) -> str:
        return f"{bar.pos / max(time.monotonic() - began, 0.01):.1f} a second"

    bar = click.progressbar(
        results,
        length=_count(paths, configuration),
        label="reviewing",
        file=sys.stderr,
        show_pos=True,
        show_eta=True,
        item_show_func=rate,
    )
    with bar:
        yield iter(bar)


def _count(paths: list[str], configuration: Configuration) -> int | None:
    """How many articles there will be; None where that is known only when they are read."""
    count = 0
    for found in find_articles(paths, configuration.ignored()):
        if isinstance(found, str) and (found == STDIN or suffix_of(found) in LINES):
            return None
        count += 1
    return count
