"""`claimcheck baseline`: the claims that stand, so that later runs show only what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import EXIT_TROUBLE, options
from claimcheck.cli.review import reviews
from claimcheck.cli.settings_flags import some_settings_flags
from claimcheck.cli.silence import open_ledger
from claimcheck.cli.tally import Tally
from claimcheck.config.configuration import Configuration, configure
from claimcheck.config.toml import shown_path
from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.errors import ConfigError
from claimcheck.labels import Label
from claimcheck.suppress.apply import suppress
from claimcheck.suppress.baseline import DEFAULT_FILE, write_baseline
from claimcheck.suppress.ledger import Ledger
from claimcheck.suppress.standing import Grounds, Standing

_PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...")
_FLAGS = some_settings_flags(
    "model",
    "jobs",
    "exclude",
    "extend-exclude",
    "respect-gitignore",
    "force-exclude",
    "text-field",
    "whole-page",
)
_CONFIG = click.option(
    "--config", type=options.FILE, help="Use this settings file. [environment: CLAIMCHECK_CONFIG]"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def baseline() -> None:
    """Record the claims that stand, or drop those that are gone.

    `claimcheck review --baseline FILE` then shows only what is new.
    """


@baseline.command()
@_PATHS
@click.option(
    "-o",
    "--output",
    type=options.FILE,
    help=f"The baseline. [default: as the settings say, or {DEFAULT_FILE}]",
)
@click.option("--reason", default="", help="Why the claims may stand, where no reason is given.")
@click.option("--by", "author", default="", metavar="NAME", help="Who says so.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which they may.")
@_FLAGS
@_CONFIG
def write(
    paths: tuple[str, ...],
    output: Path | None,
    reason: str,
    author: str,
    until: datetime | None,
    config: Path | None,
    **flags: Any,
) -> int:
    """Record what stands in articles: files, directories, globs. Default: this directory.

    Entries that are in the file already keep their date, reason, author and expiry; those of
    articles that are not reviewed stay. Supported claims are left out unless they are shown.
    """
    configuration = configure(flags, config=config)
    file = _file(output, configuration)
    if configuration.settings.require_reason and not reason:
        raise ConfigError("require-reason is set: say with --reason why these claims may stand")
    today = date.today()
    if until and until.date() < today:
        raise ConfigError(f"--until {until.date()} is over; name a day to come")
    standing = Standing(open_ledger(file) if file.exists() else Ledger((), file.parent))
    grounds = Grounds(reason, author, until.date() if until else None)
    tally = Tally(configuration.settings_for)
    results = _watched(paths, configuration, tally)
    entries = standing.record(results, today, _wanted(configuration), grounds)
    write_baseline(file, entries)
    told = f"{shown_path(file)}: stand: {len(entries)}, new: {standing.added}"
    if standing.expired:
        told += f", expired: {standing.expired} (--until DAY renews them)"
    click.echo(told, err=True)
    return EXIT_TROUBLE if tally.troubled else 0


@baseline.command()
@_PATHS
@click.option(
    "--baseline",
    "file",
    type=options.FILE,
    help=f"The baseline. [default: as the settings say, or {DEFAULT_FILE}]",
)
@_FLAGS
@_CONFIG
def prune(paths: tuple[str, ...], file: Path | None, config: Path | None, **flags: Any) -> int:
    """Drop the claims that no article makes any more. Default: look in this directory.

    Entries of articles that are there but are not among the paths stay.
    """
    configuration = configure(flags, config=config)
    file = _file(file, configuration)
    ledger = open_ledger(file)
    tally = Tally(configuration.settings_for)
    entries = Standing(ledger).prune(_watched(paths, configuration, tally))
    write_baseline(file, entries)
    gone = len(ledger.entries) - len(entries)
    click.echo(f"{shown_path(file)}: stand: {len(entries)}, dropped: {gone}", err=True)
    return EXIT_TROUBLE if tally.troubled else 0


def _file(given: Path | None, configuration: Configuration) -> Path:
    return given or configuration.settings.baseline or Path(DEFAULT_FILE)


def _watched(
    paths: Iterable[str], configuration: Configuration, tally: Tally
) -> Iterator[Review | Failure]:
    """The articles reviewed, with what their own comments suppress; troubles are told."""
    results = suppress(
        reviews(list(paths) or ["."], configuration),
        needs_reason=lambda path: configuration.settings_for(path).require_reason,
    )
    return tally.watch(results, quiet=True)


def _wanted(configuration: Configuration) -> Callable[[str, Finding], bool]:
    def wanted(path: str, finding: Finding) -> bool:
        """Whether a review would report the finding, or fail for it."""
        settings = configuration.settings_for(path)
        shown = settings.show_supported or settings.fail_on == Label.SUPPORTED
        return shown or finding.claim.label != Label.SUPPORTED

    return wanted
