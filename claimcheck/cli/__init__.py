"""The command `claimcheck`. A subcommand's module is imported when it is called, not before."""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import importlib
import io
import os
import signal
import sys
import threading
from typing import Any, TextIO, cast

import click

from claimcheck import __version__
from claimcheck.cli.build_log import guarded
from claimcheck.errors import ClaimcheckError

EXIT_FINDINGS = 1
EXIT_TROUBLE = 2
EXIT_INTERRUPTED = 130
_EXIT_SIGNALLED = 128
_ENDING = ("SIGTERM", "SIGHUP")

_COLLECT_AFTER = 500_000
"""New objects after which Python looks for garbage; by default 700. Loading makes half as many."""

_NO_ROOM = "; the output is not complete: make room or write elsewhere with --output"
_REMEDIES = {errno.ENOSPC: _NO_ROOM, errno.EFBIG: _NO_ROOM, errno.EDQUOT: _NO_ROOM}

COMMANDS = {
    "review": "Review articles: find claims and label them.",
    "explain": "Explain the labels of a sentence, or what a label means.",
    "train": "Train a model on labelled documents.",
    "evaluate": "Measure a model on labelled documents.",
    "corpus": "Check, count, split and convert labelled documents.",
    "baseline": "Record the claims that stand, or drop those that are gone.",
    "model": "Say what a model is and whether its files are whole.",
    "lsp": "Serve an editor: claims underlined while you write.",
    "config": "Print a settings file with every key, or check one.",
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports the module of the one that is called."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as a program of its own, which is what the script and `python -m` do."""
        _collect_seldom()
        return super().__call__(*args, **kwargs)

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

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run as a program; what it prints gives no orders to that which runs a build."""
        sys.stdin = sys.stdin or _closed("r", os.O_WRONLY)
        sys.stdout = guarded(sys.stdout or _closed("w", os.O_RDONLY))
        sys.stderr = guarded(sys.stderr or _closed("w", os.O_WRONLY))
        try:
            return super().main(*args, **extra)
        except OSError as error:  # help that cannot be printed, an error that cannot be told
            _drop(sys.stdout)
            with contextlib.suppress(OSError):
                click.echo(f"error: {_told(error)}", err=True)
            _drop(sys.stderr)
            sys.exit(EXIT_TROUBLE)

    def invoke(self, ctx: click.Context) -> Any:
        """Run: what a command returns is its exit code; expected errors are told, not traced."""
        _end_in_order_on_signals()
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except (ClaimcheckError, UnicodeEncodeError) as error:
            raise _Trouble(str(error)) from error
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(EXIT_INTERRUPTED)
        except BrokenPipeError:
            _drop(sys.stdout)
            ctx.exit(EXIT_TROUBLE)
        except OSError as error:
            _drop(sys.stdout)
            raise _Trouble(_told(error)) from error
        ctx.exit(code if isinstance(code, int) else 0)


def _collect_seldom() -> None:
    """Leave the search for garbage out where there is none: while spaCy and the model are loaded
    nearly all that is made stays, and at the end the system takes all of it back. Reviewing makes
    no circles of objects, so that a long run needs no more memory."""
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)


def _end_in_order_on_signals() -> None:
    """Let SIGTERM, and SIGHUP of a terminal that is closed, unwind the program, so that no
    half-written file is left behind. What is ignored (as nohup has it) stays so."""

    def end(number: int, frame: object) -> None:
        sys.exit(_EXIT_SIGNALLED + number)

    if threading.current_thread() is threading.main_thread():
        for name in _ENDING:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, end)


def _closed(use: str, flags: int) -> TextIO:
    """In place of a stream that is closed; to use it fails where the flags do not fit the use."""
    return cast(TextIO, os.fdopen(os.open(os.devnull, flags), use))


def _drop(stream: TextIO) -> None:
    """Send what is still to be written nowhere: it would fail again when the program ends."""
    with contextlib.suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _told(error: OSError) -> str:
    """What the system refused, and what to do where that is plain."""
    place = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "")
    return f"{place}{(error.strerror or str(error)).lower()}{remedy}"


class _Trouble(click.ClickException):
    """Told as `error: ...` on stderr."""

    exit_code = EXIT_TROUBLE

    def show(self, file: Any = None) -> None:
        click.echo(f"error: {self.format_message()}", err=True)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="claimcheck")
def main() -> None:
    """Find health claims in articles; label each supported, anecdotal, overstated or unsafe."""
