"""How en_claimcheck_sm grows with its corpus: `python -m benchmarks.learning_curve`.

Trains on an eighth, a quarter, a half and all documents of corpus/train.jsonl, each part inside the
next, and measures on real articles. Weight-only articles take no part. Writes learning_curve.json,
learning_curve.md (a table for the data card) and learning_curve.svg.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.documents import SplitDocument, read_split
from benchmarks.accuracy.facts import facts
from benchmarks.accuracy.measuring import Counts, Estimate, draws, measure
from benchmarks.curve_plot import Line, curve_svg
from claimcheck.assembly import assemble, reading_pipeline, training_articles
from claimcheck.classifier.skim_fit import cross_skimmed
from claimcheck.classifier.store import read_vectors
from claimcheck.classifier.training import train_models
from claimcheck.classifier.vectors import WordVectors
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import ClaimcheckError, CorpusError
from claimcheck.measure import predictions
from claimcheck.output import atomic_writer

PARTS = (0.125, 0.25, 0.5, 1.0)
SHOWN = ("detection F1", "revise F1", "macro-F1, five", "unsafe recall", "span macro-F1")


@dataclass(frozen=True, slots=True)
class Point:
    """What a model reaches that learned from so many documents and sentences."""

    documents: int
    sentences: int
    estimates: dict[str, Estimate]

    def as_dict(self) -> dict[str, Any]:
        figures = {name: estimate.as_dict() for name, estimate in self.estimates.items()}
        return {"documents": self.documents, "sentences": self.sentences, "measures": figures}


def nested_parts(
    documents: Sequence[LabelledDocument], parts: Sequence[float], seed: int
) -> Iterator[list[LabelledDocument]]:
    """The share of the documents for each part, every smaller part inside the greater ones."""
    order = np.random.default_rng(seed).permutation(len(documents))
    for part in parts:
        chosen = sorted(order[: max(1, round(part * len(documents)))])
        yield [documents[at] for at in chosen]


def learning_curve(
    documents: Sequence[LabelledDocument],
    tested: Sequence[SplitDocument],
    vectors: WordVectors,
    *,
    parts: Sequence[float] = PARTS,
    resamples: int = 1000,
    seed: int = 0,
    progress: Callable[[str], None] = lambda message: None,
) -> list[Point]:
    """A point for each part; CorpusError where a part is too small to train on."""
    drawn = draws(len(tested), resamples, seed)
    points = []
    for chosen in nested_parts(documents, parts, seed):
        progress(f"training on {len(chosen)} documents")
        points.append(_point(chosen, tested, vectors, drawn))
    return points


def _point(
    chosen: Sequence[LabelledDocument],
    tested: Sequence[SplitDocument],
    vectors: WordVectors,
    drawn: Counts,
) -> Point:
    articles = list(training_articles(chosen, reading_pipeline(), weights_only=False, natural=True))
    read = cross_skimmed(articles, 0, lambda message: None)
    nlp = assemble(train_models(read.articles, vectors), "en_learning_curve", read.skimmer)
    judged = predictions([item.document for item in tested], nlp)
    found = measure(tested, [list(article.predicted) for article in judged], drawn)
    sentences = sum(len(article.sentences) for article in articles)
    return Point(len(chosen), sentences, dict(found.estimates))


def as_table(points: Sequence[Point]) -> str:
    """Markdown, a row a point; in brackets the middle 95 % of the resamples."""
    lines = [f"| documents | sentences | {' | '.join(SHOWN)} |", "|---" * (2 + len(SHOWN)) + "|"]
    for point in points:
        found = [point.estimates[name] for name in SHOWN]
        cells = [f"{item.value:.2f} ({item.low:.2f}–{item.high:.2f})" for item in found]
        lines.append(f"| {point.documents:,} | {point.sentences:,} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def as_plot(points: Sequence[Point]) -> str:
    """The curves as SVG."""
    lines = [Line(name, [point.estimates[name].value for point in points]) for name in SHOWN]
    return curve_svg([point.sentences for point in points], lines, "sentences to learn from")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, measure and write; 2 where something cannot be read."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(words)
    command = shlex.join(["python", "-m", "benchmarks.learning_curve", *words])
    try:
        record = _write(options, command)
    except ClaimcheckError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{options.output}: {len(record['points'])} points, {options.plot}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.learning_curve", description=__doc__
    )
    parser.add_argument("--train", type=Path, default=Path("corpus/train.jsonl"))
    parser.add_argument("--documents", type=Path, default=Path("../shared/data/dev.jsonl"))
    parser.add_argument(
        "--vectors",
        type=Path,
        default=Path("models/en_claimcheck_sm/claimcheck_finder"),
        help="folder of word vectors",
    )
    parser.add_argument(
        "--parts", nargs="+", type=float, default=PARTS, help="shares of the documents, rising"
    )
    parser.add_argument("--output", type=Path, default=Path("benchmarks"), help="folder")
    parser.add_argument("--plot", type=Path, default=Path("corpus/learning_curve.svg"))
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _write(options: argparse.Namespace, command: str) -> dict[str, Any]:
    documents, tested = list(read_documents(options.train)), read_split([options.documents])
    if not documents or not tested:
        empty = options.documents if documents else options.train
        raise CorpusError("holds no documents; name a file that does", empty)
    points = learning_curve(
        documents,
        tested,
        read_vectors(options.vectors),
        parts=options.parts,
        resamples=options.resamples,
        seed=options.seed,
        progress=lambda message: print(message, file=sys.stderr),
    )
    record = {
        **facts(command, [options.train, options.documents]),
        "seed": options.seed,
        "resamples": options.resamples,
        "points": [point.as_dict() for point in points],
    }
    texts = {
        options.output / "learning_curve.json": json.dumps(record, indent=1) + "\n",
        options.output / "learning_curve.md": as_table(points),
        options.plot: as_plot(points),
    }
    for path, text in texts.items():
        with atomic_writer(path) as file:
            file.write(text)
    return record


if __name__ == "__main__":
    sys.exit(main())
