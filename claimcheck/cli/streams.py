"""Where a report goes, and the progress beside it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from claimcheck.datatypes import Failure, Review
from claimcheck.errors import ConfigError
from claimcheck.output import atomic_writer


@contextmanager
def target(output: Path | None, machine: bool) -> Iterator[TextIO]:
    """The stream for a report: a file that appears whole, or stdout (UTF-8 for a machine)."""
    if output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            encoding = "utf-8" if machine else sys.stdout.encoding
            newline = "" if machine else None
            sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace", newline=newline)
        yield sys.stdout
        return
    if not output.parent.is_dir():
        raise ConfigError(f"--output {output}: there is no directory {output.parent}")
    with atomic_writer(output) as file:
        yield file


@contextmanager
def progress(
    results: Iterator[Review | Failure], quiet: bool
) -> Iterator[Iterator[Review | Failure]]:
    """A count on stderr while many articles are reviewed, if a person is looking."""
    if quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        yield results
        return
    with click.progressbar(
        results, label="reviewing", file=sys.stderr, show_pos=True, length=None
    ) as bar:
        yield iter(bar)
