"""`claimcheck review`: the main job."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from claimcheck.batch import Results, review_paths
from claimcheck.cache.reviews import ReviewStore
from claimcheck.classifier.info import find_model, read_info
from claimcheck.cli import EXIT_FINDINGS, options, show
from claimcheck.cli.files import file_target
from claimcheck.cli.keeping import kept_reviews
from claimcheck.cli.progress import progress
from claimcheck.cli.settings_flags import settings_flags
from claimcheck.cli.silence import silenced
from claimcheck.cli.streams import target
from claimcheck.cli.tally import Tally, name_articles, tell_suppressed
from claimcheck.config.configuration import Configuration, configure
from claimcheck.config.shown import report_options
from claimcheck.datatypes import Failure, Review
from claimcheck.errors import ConfigError
from claimcheck.readers import ReadOptions
from claimcheck.report import FILE_WRITERS, WITH_STATISTICS, WITHOUT_TRAIL, WRITERS
from claimcheck.report.statistics import Statistics
from claimcheck.report.statistics_text import statistics_text


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@settings_flags
@click.option(
    "--config", type=options.FILE, help="Use this settings file. [environment: CLAIMCHECK_CONFIG]"
)
@click.option("--isolated", is_flag=True, help="Use no settings file.")
@click.option("--show-settings", is_flag=True, help="Show settings and where they come from; stop.")
@click.option("--show-files", is_flag=True, help="Show the files that would be reviewed; stop.")
def review(
    paths: tuple[str, ...],
    config: Path | None,
    isolated: bool,
    show_settings: bool,
    show_files: bool,
    **flags: Any,
) -> int:
    """Review articles: files, directories, globs, or '-' for stdin. Default: this directory.

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read
    (the rest is reviewed all the same). --min-severity only hides, it never decides the code.
    """
    configuration = configure(flags, config=config, isolated=isolated)
    settings = configuration.settings
    wanted = list(paths) or (["-"] if settings.stdin_filename else ["."])
    if show_settings:
        return show.show_settings(configuration)
    if show_files:
        return show.show_files(wanted, configuration)
    if settings.output is not None:
        _spare_articles(settings.output, wanted, configuration)
    tally = Tally(configuration.settings_for)
    with (
        kept_reviews(settings) as stores,
        closing(reviews(wanted, configuration, stores)) as results,
    ):
        heard = silenced(results, wanted, configuration)
        _write(tally.watch(heard, settings.quiet), wanted, configuration)
    if not settings.quiet:
        tally.tell(settings.verbose)
    code = tally.exit_code
    return 0 if settings.exit_zero and code == EXIT_FINDINGS else code


def reviews(
    paths: list[str], configuration: Configuration, stores: Sequence[ReviewStore] = ()
) -> Results:
    """The articles reviewed, with nothing suppressed yet.

    The stores keep reviews as they come from the model: nothing that depends on the day or on
    other files may get into them.
    """
    settings = configuration.settings
    if settings.verbose:
        info = read_info(find_model(settings.model))
        click.echo(f"model: {info.name} {info.version}", err=True)
    return review_paths(
        paths,
        model=settings.model,
        jobs=settings.jobs,
        stdin_name=settings.stdin_filename,
        ignored=configuration.ignored(),
        read=ReadOptions(settings.text_field, settings.whole_page),
        stores=stores,
    )


def _write(
    results: Iterator[Review | Failure], paths: list[str], configuration: Configuration
) -> None:
    """Write the report, once it is settled what it shows and where it goes."""
    settings = configuration.settings
    statistics = Statistics() if settings.statistics else None
    shown = replace(
        report_options(configuration),
        statistics=statistics,
        color=options.wants_color(settings.color, to_file=settings.output is not None),
        width=shutil.get_terminal_size((100, 24)).columns,
    )
    with progress(results, paths, configuration) as articles:
        named = name_articles(articles) if settings.verbose else articles
        counted = statistics.watch(named) if statistics else named
        if settings.format in WITHOUT_TRAIL and not settings.quiet:
            counted = tell_suppressed(counted, shown)
        if settings.format in FILE_WRITERS:
            writer = FILE_WRITERS[settings.format](shown)
            save = file_target(settings.output, writer.suffix, alone=settings.resume)
            save(writer.files(counted), lambda: _article_files(paths, configuration))
        else:
            with target(settings.output, settings.format) as stream:
                for piece in WRITERS[settings.format](shown).write(counted):
                    stream.write(piece)
    if statistics and settings.format not in WITH_STATISTICS:
        click.echo(statistics_text(statistics, shown.width), err=True, nl=False)


def _spare_articles(output: Path, paths: list[str], configuration: Configuration) -> None:
    """Refuse to write the report over an article that is to be reviewed."""
    if output.is_file() and output.resolve() in _article_files(paths, configuration):
        raise ConfigError(f"--output {output} is one of the articles to review; name another file")


def _article_files(paths: list[str], configuration: Configuration) -> frozenset[Path]:
    """The files that are to be reviewed."""
    from claimcheck.readers import find_articles

    found = find_articles(paths, configuration.ignored())
    return frozenset(Path(path).resolve() for path in found if isinstance(path, str))
