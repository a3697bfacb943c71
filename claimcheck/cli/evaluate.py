"""`claimcheck evaluate`: how good a model is, and what it does differently from another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.output import atomic_writer

if TYPE_CHECKING:
    from claimcheck.classifier.changes import Changes
    from claimcheck.classifier.evaluation import Report


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument(
    "corpus", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@options.model
@click.option(
    "--against",
    metavar="NAME|FOLDER",
    help="Another model: list the claims that --model finds or labels differently from it.",
)
@options.format_of(
    *("table", "json", "jsonl", "markdown"),
    help="jsonl and markdown list changed claims and need --against.",
)
@options.output
def evaluate(
    corpus: tuple[Path, ...],
    model: str | None,
    against: str | None,
    format_: str,
    output: Path | None,
) -> int:
    """Measure a model on labelled documents: detection, labels, revise, unsafe recall, spans.

    With --against, tell which claims are won, lost or relabelled, the most severe first.
    """
    from claimcheck import measure

    if against is None:
        if format_ in ("jsonl", "markdown"):
            raise click.UsageError(f"--format {format_} lists changed claims: give --against")
        report = measure.evaluate(list(corpus), model)
        text = report.as_table() if format_ == "table" else json.dumps(report.as_dict(), indent=1)
    else:
        text = _compared(*measure.compare(list(corpus), model, against), format_)
    if output is None:
        click.echo(text.removesuffix("\n"))
    else:
        with atomic_writer(output) as file:
            file.write(text.removesuffix("\n") + "\n")
    return 0


def _compared(report: Report, changes: Changes, format_: str) -> str:
    from claimcheck.report import changes as shown

    if format_ == "json":
        return json.dumps(report.as_dict() | {"against": changes.as_dict()}, indent=1)
    if format_ == "jsonl":
        return shown.as_jsonl(changes)
    if format_ == "markdown":
        return shown.as_markdown(changes)
    parts = [report.as_table(), "", shown.as_table(changes), "", *shown.as_lines(changes)]
    return "\n".join(parts)
