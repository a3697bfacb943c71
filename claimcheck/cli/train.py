"""`claimcheck train`: a model from labelled documents."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli import options

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("corpus", nargs=-1, required=True, type=_FILES)
@click.option("-o", "--output", required=True, type=options.FILE, help="Model folder to write.")
@click.option("--held-out", multiple=True, type=_FILES, help="Labelled documents to measure on.")
@click.option(
    "--weights-only",
    multiple=True,
    type=_FILES,
    help="Labelled documents that shape weights but whose wording must not be stored.",
)
@click.option(
    "--vectors",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of word vectors to use instead of those of the shipped model.",
)
@click.option(
    "--encoder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of all-MiniLM-L6-v2: fine-tune an encoder from it (needs claimcheck[train]).",
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--force", is_flag=True, help="Replace a model even if it is better.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def train(
    corpus: tuple[Path, ...],
    output: Path,
    held_out: tuple[Path, ...],
    weights_only: tuple[Path, ...],
    vectors: Path | None,
    encoder: Path | None,
    seed: int,
    force: bool,
    quiet: bool,
) -> int:
    """Train a model on labelled documents (JSON Lines) and write it to a folder.

    A model that is worse than the one already there on held-out documents is refused.
    """
    from claimcheck import build
    from claimcheck.classifier.store import read_vectors

    metrics = build.train(
        list(corpus),
        output,
        list(weights_only),
        held_out=list(held_out),
        seed=seed,
        force=force,
        vectors=read_vectors(vectors) if vectors else None,
        encoder=encoder,
        progress=(lambda message: None)
        if quiet
        else (lambda message: click.echo(message, err=True)),
    )
    held = metrics["held_out"]
    click.echo(
        f"{output}: detection F1 {held['detection']['f1']:.3f}, "
        f"macro-F1 {held['macro_f1_five']:.3f}, revise F1 {held['revise']['f1']:.3f}, "
        f"unsafe recall {held['unsafe_recall']:.3f} on {held['articles']} held-out documents"
    )
    return 0
