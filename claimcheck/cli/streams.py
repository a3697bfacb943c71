"""Where a report goes, and where words for people go."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from claimcheck.cli.build_log import guarded, unguarded
from claimcheck.errors import ConfigError
from claimcheck.output import atomic_writer
from claimcheck.report import COMMAND_FORMATS, TERMINAL_FORMATS

_CLEAR_LINE = "\r\x1b[2K"


def tell(message: str) -> None:
    """A line on stderr, in the place of a progress bar that may stand there."""
    clear = _CLEAR_LINE if sys.stderr.isatty() else ""
    click.echo(clear + message, err=True)


@contextmanager
def target(output: Path | None, format_: str) -> Iterator[TextIO]:
    """The stream for a report: a file that appears whole, or stdout (UTF-8 for a machine).

    Only of a format whose business it is can a line be an order to the program that runs a build.
    """
    chosen = unguarded if format_ in COMMAND_FORMATS else guarded
    if output is None:
        _set_up(unguarded(sys.stdout), machine=format_ not in TERMINAL_FORMATS)
        yield chosen(sys.stdout)
        return
    if not output.parent.is_dir():
        raise ConfigError(f"--output {output}: there is no directory {output.parent}")
    with atomic_writer(output) as file:
        yield chosen(file)


def _set_up(stream: TextIO, machine: bool) -> None:
    if isinstance(stream, io.TextIOWrapper):
        encoding = "utf-8" if machine else stream.encoding
        newline = "" if machine else None
        stream.reconfigure(encoding=encoding, errors="backslashreplace", newline=newline)
