"""`claimcheck review`: the main job."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import EXIT_FINDINGS, options
from claimcheck.cli.settings_flags import settings_flags
from claimcheck.cli.streams import progress, target
from claimcheck.cli.tally import Tally, name_articles
from claimcheck.config.layers import from_environment, from_flags, overlay
from claimcheck.config.settings import Settings
from claimcheck.config.shown import report_options
from claimcheck.datatypes import Failure, Review
from claimcheck.errors import ConfigError
from claimcheck.report import WRITERS, ReportOptions

_FOR_MACHINES = ("json", "jsonl")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@settings_flags
def review(paths: tuple[str, ...], **flags: Any) -> int:
    """Review articles: files, directories, globs, or '-' for stdin. Default: this directory.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read
    (the rest is reviewed all the same). --min-severity only hides, it never decides the code.
    """
    settings = overlay(from_environment(), from_flags(flags))
    wanted = list(paths) or (["-"] if settings.stdin_filename else ["."])
    if settings.output is not None:
        _spare_articles(settings.output, wanted)
    tally = Tally(lambda path: settings)
    _write(tally.watch(_reviews(wanted, settings), settings.quiet), settings)
    if not settings.quiet and (sys.stderr.isatty() or settings.verbose):
        click.echo(tally.summary(), err=True)
    code = tally.exit_code
    return 0 if settings.exit_zero and code == EXIT_FINDINGS else code


def _reviews(paths: list[str], settings: Settings) -> Iterator[Review | Failure]:
    """The articles reviewed; what changes reviews before they are counted and written goes here."""
    from claimcheck.review import load, model_name, review_paths

    if settings.verbose:
        click.echo(f"model: {model_name(load(settings.model))}", err=True)
    return review_paths(
        paths, model=settings.model, jobs=settings.jobs, stdin_name=settings.stdin_filename
    )


def _write(results: Iterator[Review | Failure], settings: Settings) -> None:
    """Write the report. What it shows is settled before a file is touched or an article read."""
    writer = WRITERS[settings.format](_report_options(settings))
    with (
        target(settings.output, settings.format in _FOR_MACHINES) as stream,
        progress(results, settings.quiet or settings.verbose) as articles,
    ):
        for piece in writer.write(name_articles(articles) if settings.verbose else articles):
            stream.write(piece)


def _report_options(settings: Settings) -> ReportOptions:
    return replace(
        report_options(settings),
        color=options.wants_color(settings.color, to_file=settings.output is not None),
        width=shutil.get_terminal_size((100, 24)).columns,
    )


def _spare_articles(output: Path, paths: list[str]) -> None:
    """Refuse to write the report over an article that is to be reviewed."""
    from claimcheck.readers import find_articles

    resolved = output.resolve()
    if output.is_file() and any(
        Path(found).resolve() == resolved
        for found in find_articles(paths)
        if isinstance(found, str)
    ):
        raise ConfigError(f"--output {output} is one of the articles to review; name another file")
