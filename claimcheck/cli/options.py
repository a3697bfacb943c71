"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from claimcheck.labels import LABELS

LABEL = click.Choice([label.value for label in LABELS])
FILE = click.Path(path_type=Path)

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _model_of_settings() -> str | None:
    """The model that environment or settings file name, as `review` would use it."""
    from claimcheck.config.configuration import configure

    return configure().settings.model


model: Decorator = click.option(
    "--model",
    default=_model_of_settings,
    metavar="NAME|FOLDER",
    help="Model to use: a folder, or one that comes with claimcheck. [default: as `review`]",
)
output: Decorator = click.option(
    "-o", "--output", type=FILE, help="Write to this file instead of stdout; whole or not at all."
)
color: Decorator = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output; auto heeds NO_COLOR and FORCE_COLOR.",
)


def format_of(*names: str, help: str = "How to print the result.") -> Decorator:
    """`--format`: one of the names, the first by default. The parameter is `format_`."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help=help,
    )


def wants_color(choice: str, to_file: bool = False) -> bool:
    """Whether to colour stdout."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not to_file and sys.stdout.isatty()
