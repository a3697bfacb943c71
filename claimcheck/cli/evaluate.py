"""`claimcheck evaluate`: how good a model is."""

from __future__ import annotations

import json
from pathlib import Path

import click

from claimcheck.cli import options
from claimcheck.output import atomic_writer


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument(
    "corpus", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@options.model
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
)
@options.output
def evaluate(corpus: tuple[Path, ...], model: str | None, format_: str, output: Path | None) -> int:
    """Measure a model on labelled documents: detection, labels, revise, unsafe recall, spans."""
    from claimcheck import build

    report = build.evaluate(list(corpus), model)
    text = report.as_table() if format_ == "table" else json.dumps(report.as_dict(), indent=1)
    if output is None:
        click.echo(text)
    else:
        with atomic_writer(output) as file:
            file.write(text + "\n")
    return 0
