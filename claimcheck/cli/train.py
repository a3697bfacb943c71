"""`claimcheck train`: a model from labelled documents."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli import options
from claimcheck.output import atomic_writer

if TYPE_CHECKING:
    from claimcheck.classifier.changes import Changes

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpus", nargs=-1, required=True, type=_FILES)
@click.option("-o", "--output", required=True, type=options.FILE, help="Model folder to write.")
@click.option("--held-out", multiple=True, type=_FILES, help="Labelled documents to measure on.")
@click.option(
    "--measure",
    "measured",
    multiple=True,
    type=_FILES,
    help="Labelled real articles for the model card: measured, never trained on.",
)
@click.option(
    "--weights-only",
    multiple=True,
    type=_FILES,
    help="Labelled documents that shape weights but whose wording must not be stored.",
)
@click.option(
    "--base",
    metavar="NAME|FOLDER",
    help="Model to refit: it keeps what it knows and learns CORPUS on top; minutes, no PyTorch.",
)
@click.option(
    "--vectors",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of word vectors to use instead of those of the shipped model.",
)
@click.option(
    "--encoder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of all-MiniLM-L6-v2: fine-tune an encoder from it (needs claimcheck[train]); "
    "with --base on the base's corpus too.",
)
@click.option(
    "--teacher",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of all-mpnet-base-v2: fine-tune it first and have it teach the --encoder; takes "
    "some three times as long.",
)
@click.option(
    "--known-failures",
    type=_FILES,
    help="Markdown for that section of the model card. [default: what claimcheck knows of]",
)
@click.option(
    "--changes",
    type=options.FILE,
    help="List the claims that change from the model that is there: .jsonl or .md.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--force", is_flag=True, help="Replace a model even if it is better.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def train(
    corpus: tuple[Path, ...],
    output: Path,
    held_out: tuple[Path, ...],
    measured: tuple[Path, ...],
    weights_only: tuple[Path, ...],
    base: str | None,
    vectors: Path | None,
    encoder: Path | None,
    teacher: Path | None,
    known_failures: Path | None,
    changes: Path | None,
    seed: int,
    force: bool,
    quiet: bool,
) -> int:
    """Train a model on labelled documents (JSON Lines) and write it to a folder.

    With --base a model is refitted on them, beside the corpus that comes with claimcheck. A model
    that is worse than the one already there on held-out documents is refused; which claims
    change from that one is told either way.
    """
    from claimcheck import build
    from claimcheck.classifier.store import read_vectors

    _check_ending(changes)
    if base and vectors and not encoder:
        raise click.UsageError("--vectors goes with --base only where --encoder makes all anew")
    if teacher and not encoder:
        raise click.UsageError("--teacher goes with --encoder, which it teaches")
    metrics = build.train(
        list(corpus),
        output,
        list(weights_only),
        held_out=list(held_out),
        measured=list(measured),
        seed=seed,
        force=force,
        source=build.Source(base, encoder, teacher, read_vectors(vectors) if vectors else None),
        about=build.About(command_line(click.get_current_context()), known_failures),
        progress=_silent if quiet else _progress,
        compared=lambda found: _tell(found, changes, quiet),
    )
    click.echo(_summary(output, metrics["held_out"]))
    return 0


def _silent(message: str) -> None:
    """Progress that nobody asked for."""


def _progress(message: str) -> None:
    click.echo(message, err=True)


def _summary(output: Path, held: Mapping[str, Any]) -> str:
    return (
        f"{output}: detection F1 {held['detection']['f1']:.3f}, "
        f"macro-F1 {held['macro_f1_five']:.3f}, revise F1 {held['revise']['f1']:.3f}, "
        f"unsafe recall {held['unsafe_recall']:.3f} on {held['articles']} held-out documents"
    )


def _check_ending(changes: Path | None) -> None:
    from claimcheck.report.changes import BY_SUFFIX

    if changes is not None and changes.suffix not in BY_SUFFIX:
        raise click.BadParameter(
            f"'{changes}' must end in {' or '.join(BY_SUFFIX)}", param_hint="'--changes'"
        )


def _tell(found: Changes, target: Path | None, quiet: bool) -> None:
    """The counts on stderr, the list into the file that was asked for."""
    from claimcheck.report.changes import BY_SUFFIX, as_table

    if not quiet:
        click.echo(f"{as_table(found)}\n", err=True)
    if target is not None:
        with atomic_writer(target) as file:
            file.write(BY_SUFFIX[target.suffix](found))


def command_line(context: click.Context) -> str:
    """The command that makes the same model again, as a shell takes it.

    Absolute paths are cut to their names: they would tell of this machine and help on no other.
    """
    return shlex.join(["claimcheck", context.info_name or "train", *_arguments(context)])


_NOT_OF_THE_MODEL = frozenset({"force", "quiet", "changes"})
"""Parameters that change nothing about the model."""


def _arguments(context: click.Context) -> Iterator[str]:
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if parameter.name in _NOT_OF_THE_MODEL or value in (
            None,
            (),
            parameter.get_default(context),
        ):
            continue
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(parameter, click.Option):
                yield parameter.opts[-1]
            yield item.name if isinstance(item, Path) and item.is_absolute() else str(item)
