"""Where a report goes, and where words for people go."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from claimcheck.errors import ConfigError
from claimcheck.output import atomic_writer

_CLEAR_LINE = "\r\x1b[2K"


def tell(message: str) -> None:
    """A line on stderr, in the place of a progress bar that may stand there."""
    clear = _CLEAR_LINE if sys.stderr.isatty() else ""
    click.echo(clear + message, err=True)


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
