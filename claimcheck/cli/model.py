"""`claimcheck model`: what a model is, and whether it is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claimcheck.classifier.info import ModelInfo

_NAME = click.argument("name", required=False, metavar="[NAME|FOLDER]")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def model() -> None:
    """Say what a model is and whether its files are whole.

    Without a name: the model that `review` uses here.
    """


@model.command()
@_NAME
@options.format_of("text", "json")
def info(name: str | None, format_: str) -> int:
    """Print name, version, files and held-out figures of a model."""
    from claimcheck.classifier.info import read_info

    found = read_info(_folder(name))
    if format_ == "json":
        click.echo(json.dumps(found.as_dict(), indent=1))
    else:
        click.echo("\n".join(_lines(found)))
    return 0


@model.command()
@_NAME
def verify(name: str | None) -> int:
    """Check every file of a model against its manifest; exit 2 where one differs."""
    from claimcheck.classifier.info import read_info
    from claimcheck.inspection import check_folder
    from claimcheck.manifest import manifest_problems

    folder = _folder(name)
    problems = list(manifest_problems(folder))
    if problems:
        raise ModelError("\n".join(problems))
    check_folder(folder)
    found = read_info(folder)
    click.echo(f"{found.name} {found.version}: {len(found.files)} files, all as they were written")
    return 0


def _folder(name: str | None) -> Path:
    from claimcheck.classifier.info import find_model
    from claimcheck.config.configuration import configure

    return find_model(name or configure().settings.model)


def _lines(found: ModelInfo) -> Iterator[str]:
    """Names left, values right; then the figures and the files."""
    told = {
        "model": f"{found.name} {found.version}",
        "folder": found.folder,
        "about": found.description,
        "licence": found.licence,
        "spaCy": found.spacy,
        "components": ", ".join(found.components),
    }
    yield from (f"{name:<12}{value}" for name, value in told.items())
    if found.figures:
        yield f"\nfigures on {found.held_out} held-out documents, 0 to 1, higher is better"
        yield from (f"  {name:<16}{value:.3f}" for name, value in found.figures.items())
    yield f"\n{len(found.files)} files, {sum(found.files.values()):,} bytes"
    yield from (f"  {size:>12,}  {name}" for name, size in found.files.items())
