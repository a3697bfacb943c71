"""The command `claimcheck`. A subcommand's module is imported when it is called, not before."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from claimcheck import __version__
from claimcheck.errors import ClaimcheckError

EXIT_FINDINGS = 1
EXIT_TROUBLE = 2
EXIT_INTERRUPTED = 130

COMMANDS = {
    "review": "Review articles: find claims and label them.",
    "explain": "Explain the labels of a sentence, or what a label means.",
    "train": "Train a model on labelled documents.",
    "evaluate": "Measure a model on labelled documents.",
    "corpus": "Check, count, split and convert labelled documents.",
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports the module of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"claimcheck.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            close = difflib.get_close_matches(args[0], list(COMMANDS), n=1)
            if close:
                error.message += f" Did you mean '{close[0]}'?"
            raise

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, with every expected error told on stderr and turned into its exit code."""
        if not kwargs.pop("standalone_mode", True):
            return super().main(*args, standalone_mode=False, **kwargs)
        try:
            code = super().main(*args, standalone_mode=False, **kwargs)
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            sys.exit(EXIT_TROUBLE)
        except (click.Abort, KeyboardInterrupt):
            click.echo("interrupted", err=True)
            sys.exit(EXIT_INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(EXIT_TROUBLE)
        except (ClaimcheckError, OSError) as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(EXIT_TROUBLE)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="claimcheck")
def main() -> None:
    """Find the health claims in articles and label each supported, anecdotal, overstated or unsafe."""
