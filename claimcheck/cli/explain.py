"""`claimcheck explain`: why a sentence is labelled as it is, or what a label means."""

from __future__ import annotations

import click

from claimcheck.cli import options
from claimcheck.labels import LABELS, Label
from claimcheck.report import ReportOptions
from claimcheck.report.full import FullWriter


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("text")
@options.model
@options.color
def explain(text: str, model: str | None, color: str) -> int:
    """Explain TEXT: the claims in it, their labels and probabilities, why, and what to do.

    TEXT may also be the name of a label: its definition and advice are shown.
    """
    if text in set(LABELS):
        about = Label(text).about
        click.echo(f"{text}: {about.definition}\nWhat to do: {about.advice}")
        return 0
    from claimcheck.review import explain as explain_text

    result = explain_text(text, model=model)
    if not result.findings:
        click.echo("No health claim found.")
        return 0
    shown = ReportOptions(show_supported=True, why=True, color=options.wants_color(color))
    click.echo("".join(FullWriter(shown).write(iter([result]))).rstrip("\n"))
    return 0
