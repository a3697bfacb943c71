"""What `review` would do: its settings and its files, shown without a review."""

from __future__ import annotations

import click

from claimcheck.cli import EXIT_TROUBLE
from claimcheck.config.configuration import Configuration
from claimcheck.config.text import settings_in_use
from claimcheck.readers import find_articles, shown_name
from claimcheck.report.style import printable


def show_settings(configuration: Configuration) -> int:
    """Print the settings in use, each with where it comes from."""
    for line in settings_in_use(configuration):
        click.echo(line)
    return 0


def show_files(paths: list[str], configuration: Configuration) -> int:
    """Print the files that would be reviewed, one a line; the code says whether all were found."""
    code = 0
    for found in find_articles(paths, configuration.ignored()):
        if isinstance(found, str):
            click.echo(shown_name(found))
        else:
            click.echo(f"error: {printable(found.path)}: {found.message}", err=True)
            code = EXIT_TROUBLE
    return code
