"""`claimcheck config`: what there is to set, and whether a settings file is sound."""

from __future__ import annotations

import json
from pathlib import Path

import click

from claimcheck.cli import options


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", required=False, type=options.FILE)
@options.format_of(
    "toml", "json", help="Print a settings file, or the list of settings for programs."
)
def config(file: Path | None, format_: str) -> int:
    """Print a settings file with every key, its default and what it does.

    With FILE, check that settings file instead: exit 0 where it is sound, 2 with all that is wrong.
    """
    from claimcheck.config import files, text

    if file is not None:
        read = files.read_file(file, file.absolute().parent)
        keys = [*read.layer, *(f'{files.PER_PATH}."{table.name}"' for table in read.per_path)]
        if format_ == "json":
            click.echo(json.dumps({"file": str(file), "sets": keys}))
        else:
            click.echo(f"{file}: sound; sets {', '.join(keys) or 'nothing'}")
    elif format_ == "json":
        click.echo(json.dumps({"settings": text.described()}, indent=1))
    else:
        click.echo(text.annotated_file(), nl=False)
    return 0
