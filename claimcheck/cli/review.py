"""`claimcheck review`: the main job."""

from __future__ import annotations

import io
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

from claimcheck.cli import EXIT_FINDINGS, EXIT_TROUBLE, options
from claimcheck.datatypes import Failure, Review
from claimcheck.errors import ConfigError
from claimcheck.labels import LABELS, Label
from claimcheck.output import atomic_writer
from claimcheck.report import TERMINAL_FORMATS, WRITERS, ReportOptions
from claimcheck.report.style import printable

_PROGRESS_FROM = 5


@dataclass
class Tally:
    """What went by: for the exit code and the summary line."""

    counts: Counter[Label] = field(default_factory=Counter)
    articles: int = 0
    words: int = 0
    failures: int = 0
    standing: Counter[Label] = field(default_factory=Counter)
    """Claims that nobody has suppressed: only they decide the exit code."""

    def watch(self, results: Iterator[Review | Failure], quiet: bool) -> Iterator[Review | Failure]:
        """Pass the results on; failures are told on stderr as they come."""
        for result in results:
            if isinstance(result, Failure):
                self.failures += 1
                place = printable(result.path)
                click.echo(f"error: {place}: {printable(result.message)}", err=True)
            else:
                self.articles += 1
                self.words += result.words
                self.counts.update(result.counts)
                self.standing.update(
                    finding.claim.label for finding in result.findings if finding.suppressed is None
                )
                if not result.words and not quiet:
                    place = printable(result.path)
                    click.echo(f"warning: {place}: holds no text to review", err=True)
            yield result

    def exit_code(self, fail_on: str) -> int:
        """2 where something could not be read, 1 where findings reach `fail_on`, else 0."""
        if self.failures:
            return EXIT_TROUBLE
        if fail_on == "never":
            return 0
        least = Label(fail_on).severity
        reached = any(count and label.severity >= least for label, count in self.standing.items())
        return EXIT_FINDINGS if reached else 0

    def summary(self) -> str:
        """A line for people: articles, words and claims, the worst first."""
        found = [f"{self.counts[label]} {label.value}" for label in reversed(LABELS)]
        articles = f"{self.articles} article" + "s" * (self.articles != 1)
        failed = f"; {self.failures} could not be read" if self.failures else ""
        return f"{articles}, {self.words} words: {', '.join(found)}{failed}"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(list(WRITERS)),
    default="full",
    show_default=True,
)
@options.output
@options.model
@click.option(
    "--fail-on",
    type=click.Choice([*(label.value for label in LABELS), "never"]),
    default="unsafe",
    show_default=True,
    help="Exit with 1 where a claim is at least this severe.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.option("--min-severity", type=options.LABEL, help="Show only claims at least this severe.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Show only surer claims."
)
@click.option(
    "--select", multiple=True, type=options.LABEL, help="Show only this label (repeatable)."
)
@click.option(
    "--ignore", multiple=True, type=options.LABEL, help="Leave out this label (repeatable)."
)
@click.option("--show-supported", is_flag=True, help="Show supported claims to people as well.")
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes."
)
@click.option("--stdin-filename", metavar="NAME", help="What to call the text that '-' reads.")
@options.color
@click.option("-q", "--quiet", is_flag=True, help="No summary and no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Name the model and every article.")
def review(
    paths: tuple[str, ...],
    format_: str,
    output: Path | None,
    model: str | None,
    fail_on: str,
    exit_zero: bool,
    min_severity: str | None,
    min_confidence: float,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    show_supported: bool,
    jobs: int,
    stdin_filename: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Review articles: files, directories, globs, or '-' for stdin. Default: this directory.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read
    (the rest is reviewed all the same). --min-severity only hides, it never decides the code.
    """
    shown = ReportOptions(
        _labels(select, ignore, min_severity),
        min_confidence,
        show_supported or "supported" in select or min_severity == "supported",
        options.wants_color(color, to_file=output is not None),
        shutil.get_terminal_size((100, 24)).columns,
    )
    wanted = list(paths) or (["-"] if stdin_filename else ["."])
    if output is not None:
        _spare_articles(output, wanted)
    from claimcheck.review import load, model_name, review_paths

    if verbose:
        click.echo(f"model: {model_name(load(model))}", err=True)
    tally = Tally()
    results = review_paths(wanted, model=model, jobs=jobs, stdin_name=stdin_filename)
    watched = tally.watch(results, quiet)
    with (
        _target(output, format_ not in TERMINAL_FORMATS) as stream,
        _progress(watched, quiet or verbose) as articles,
    ):
        for piece in WRITERS[format_](shown).write(_named(articles, verbose)):
            stream.write(piece)
    if not quiet and (sys.stderr.isatty() or verbose):
        click.echo(tally.summary(), err=True)
    code = tally.exit_code(fail_on)
    return 0 if exit_zero and code == EXIT_FINDINGS else code


def _labels(
    select: tuple[str, ...], ignore: tuple[str, ...], min_severity: str | None
) -> frozenset[Label]:
    least = Label(min_severity).severity if min_severity else 0
    wanted = {Label(name) for name in select} or set(LABELS)
    wanted -= {Label(name) for name in ignore}
    shown = frozenset(label for label in wanted if label.severity >= least)
    if not shown:
        raise ConfigError("--select, --ignore and --min-severity leave no label to show")
    return shown


def _spare_articles(output: Path, paths: list[str]) -> None:
    """Refuse to write the report over an article that is to be reviewed."""
    from claimcheck.readers import find_articles

    target = output.resolve()
    if output.is_file() and any(
        Path(found).resolve() == target for found in find_articles(paths) if isinstance(found, str)
    ):
        raise ConfigError(f"--output {output} is one of the articles to review; name another file")


@contextmanager
def _target(output: Path | None, machine: bool) -> Iterator[TextIO]:
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
def _progress(
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


def _named(results: Iterator[Review | Failure], verbose: bool) -> Iterator[Review | Failure]:
    for result in results:
        if verbose and isinstance(result, Review):
            click.echo(
                f"reviewed {printable(result.path)}: {len(result.findings)} claims", err=True
            )
        yield result
