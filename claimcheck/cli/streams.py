"""Where a report goes, and the progress beside it."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

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
