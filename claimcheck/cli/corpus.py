"""`claimcheck corpus`: check, count, divide, convert and compare labelled documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli import corpus_text
from claimcheck.cli.json_pieces import json_pieces
from claimcheck.cli.options import FILE, format_of

if TYPE_CHECKING:
    from claimcheck.corpus.validate import Problem
    from claimcheck.datatypes import LabelledDocument

FORMATS = (
    "jsonl", "markup", "prodigy", "prodigy-choice", "doccano", "label-studio", "docbin", "csv",
)  # fmt: skip
SOURCES = click.argument("sources", nargs=-1, required=True, type=FILE)
FORMAT = format_of("text", "json")
SEED = click.option("--seed", default=0, show_default=True, help="Seed of everything drawn by lot.")
THRESHOLD = click.option(
    "--near",
    default=0.5,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Jaccard similarity over word 5-grams above which documents are near-duplicates.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def corpus() -> None:
    """Check, count, divide, convert and compare labelled documents."""


@corpus.command()
@SOURCES
@THRESHOLD
@FORMAT
def validate(sources: tuple[Path, ...], near: float, format_: str) -> int:
    """Tell every problem of corpus files: schema, labels, offsets, ids, near-duplicates.

    Give train and held-out together, so that what leaks from one to the other is seen. Exit 0:
    clean; 1: problems; 2: a file could not be read.
    """
    from claimcheck.corpus.validate import validate as find_problems

    kinds: Counter[str] = Counter()

    def problems() -> Iterator[Problem]:
        for problem in find_problems(sources, near):
            kinds[problem.kind] += 1
            yield problem

    if format_ == "json":
        told = (problem.as_json() for problem in problems())
        _print_json({"files": [str(path) for path in sources], "problems": told})
    else:
        for problem in problems():
            click.echo(str(problem))
    click.echo(f"{kinds.total()} problems" if kinds else "clean", err=True)
    return 2 if kinds["unreadable"] else int(kinds.total() > 0)


@corpus.command()
@SOURCES
@click.option("--plot", type=FILE, help="Also draw the counts into this SVG file.")
@FORMAT
def stats(sources: tuple[Path, ...], plot: Path | None, format_: str) -> int:
    """Count documents, sentences and claims; show lengths and wordings that repeat."""
    from claimcheck.corpus.plot import stats_svg
    from claimcheck.corpus.stats import corpus_stats
    from claimcheck.output import atomic_writer

    found = corpus_stats(_documents(sources)())
    _print(found.as_json(), format_, corpus_text.stats_lines)
    if plot:
        with atomic_writer(plot) as file:
            file.write(stats_svg(found))
    return 0


@corpus.command()
@SOURCES
@click.option("--into", type=FILE, required=True, help="Folder for train.jsonl and held_out.jsonl.")
@click.option(
    "--held-out",
    default=0.15,
    show_default=True,
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Share of the documents to hold out.",
)
@SEED
@THRESHOLD
@FORMAT
def split(
    sources: tuple[Path, ...], into: Path, held_out: float, seed: int, near: float, format_: str
) -> int:
    """Divide documents into train and held-out, near-duplicates together, styles in proportion."""
    from claimcheck.corpus.split import split_documents

    into.mkdir(parents=True, exist_ok=True)
    files = into / "train.jsonl", into / "held_out.jsonl"
    report = split_documents(_documents(sources), *files, held_out, seed, near)
    _print(report.as_json(), format_, corpus_text.split_lines)
    return 0


@corpus.command()
@SOURCES
@click.option(
    "-o", "--output", type=FILE, required=True, help="What to write, whole or not at all."
)
@click.option("--from", "from_format", type=click.Choice(FORMATS), help="Format of the sources.")
@click.option("--to", "to_format", type=click.Choice(FORMATS), help="Format of the output.")
@click.option("--meta", multiple=True, metavar="KEY=VALUE", help="Add this to every document.")
@click.option("--labelling-config", type=FILE, help="Also write Label Studio's configuration XML.")
@FORMAT
def convert(
    sources: tuple[Path, ...],
    output: Path,
    from_format: str | None,
    to_format: str | None,
    meta: tuple[str, ...],
    labelling_config: Path | None,
    format_: str,
) -> int:
    """Carry documents from one format to another, several files into one.

    Formats go by suffix unless named: .jsonl ours, .txt and .md markup, .json Label Studio, .spacy
    DocBin, .csv CSV. With --to docbin an output without a suffix is a folder of DocBins, as `spacy
    train` reads it; a source may be one, too. Offsets are checked both ways; what was moved or left
    out is told on stderr.
    """
    from claimcheck.cli.notices import TellingNotices
    from claimcheck.corpus.convert import convert as carry
    from claimcheck.corpus.formats.common import Exchange

    exchange = Exchange(meta=_pairs(meta), notices=TellingNotices())
    done = carry(sources, output, from_format, to_format, exchange)
    if labelling_config:
        _write_labelling_config(labelling_config)
    _print(done.as_json(), format_, corpus_text.conversion_lines)
    return 0


@corpus.command()
@SOURCES
@click.option("--html", type=FILE, help="Also list the disagreements in this HTML page.")
@FORMAT
def agreement(sources: tuple[Path, ...], html: Path | None, format_: str) -> int:
    """Measure how far annotators agree, over sentences and over spans.

    One file for each annotator, or one file whose documents name theirs in meta.annotator.
    """
    from claimcheck.corpus.agreement import agreement as compare
    from claimcheck.corpus.agreement import annotations_of
    from claimcheck.corpus.disagreements import DisagreementPage
    from claimcheck.output import atomic_writer

    with ExitStack() as stack:
        add = None
        if html:
            add = stack.enter_context(
                DisagreementPage(stack.enter_context(atomic_writer(html)))
            ).add
        found = compare(annotations_of(sources), disagreed=add)
    _print(found.as_json(), format_, corpus_text.agreement_lines)
    return 0


@corpus.command()
@SOURCES
@click.option("--folds", default=5, show_default=True, help="Models to train, each without a fold.")
@click.option("--most", default=50, show_default=True, help="How many to tell; 0 for all.")
@SEED
@FORMAT
def doubt(sources: tuple[Path, ...], folds: int, most: int, seed: int, format_: str) -> int:
    """Rank labels that are likely wrong, by models that have not seen them, each with reasons."""
    from claimcheck.corpus.doubt import DoubtRanking, find_doubts
    from claimcheck.folds import out_of_fold
    from claimcheck.lexicon import default_categories

    leanings = {name: about.leans for name, about in default_categories().items() if about.leans}
    doubts = find_doubts(_documents(sources), out_of_fold, leanings, folds, seed)
    _print(DoubtRanking(doubts).as_json(most or None), format_, corpus_text.doubt_lines)
    return 0


def _documents(sources: tuple[Path, ...]) -> Callable[[], Iterator[LabelledDocument]]:
    """Starts reading all `sources`, one after the other; an error where they hold nothing."""
    from claimcheck.corpus.documents import read_documents
    from claimcheck.errors import CorpusError

    def read() -> Iterator[LabelledDocument]:
        empty = True
        for source in sources:
            for document in read_documents(source):
                empty = False
                yield document
        if empty:
            raise CorpusError(f"no documents in {', '.join(map(str, sources))}")

    return read


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for key, equals, _ in pairs:
        if not key or not equals:
            raise click.BadParameter(f"'{key}' must be KEY=VALUE", param_hint="--meta")
    return {key: value for key, _, value in pairs}


def _write_labelling_config(path: Path) -> None:
    from claimcheck.corpus.formats.label_studio_format import labelling_config
    from claimcheck.output import atomic_writer

    with atomic_writer(path) as file:
        file.write(labelling_config())


def _print(
    told: dict[str, Any], format_: str, lines: Callable[[dict[str, Any]], Iterator[str]]
) -> None:
    if format_ == "json":
        _print_json(told)
    else:
        for line in lines(told):
            click.echo(line)


def _print_json(told: dict[str, Any]) -> None:
    for piece in json_pieces(told):
        click.echo(piece, nl=False)
    click.echo()
