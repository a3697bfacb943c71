"""`python -m benchmarks.accuracy`: claimcheck beside its peers on the same documents in one run.

Writes accuracy.md and accuracy.json. Needs `pip install -e '.[bench]'` and is run from the
repository's root.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.report import as_markdown, as_record
from benchmarks.accuracy.run import SYSTEMS, Sources, run
from claimcheck.errors import ClaimcheckError
from claimcheck.output import atomic_writer

DOCUMENTS = (Path("../shared/data/dev.jsonl"), Path("corpus/held_out.jsonl"))
OURS = (Path("models/en_claimcheck_sm"), Path("models/en_claimcheck_md"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; 2 where something cannot be read."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(words)
    command = shlex.join(["python", "-m", "benchmarks.accuracy", *words])

    def progress(message: str) -> None:
        print(f"{time.process_time():5.0f} s of processor time: {message}", file=sys.stderr)

    try:
        found = run(_sources(options), command, progress)
    except ClaimcheckError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    with atomic_writer(options.output / "accuracy.json") as file:
        file.write(json.dumps(as_record(found), indent=1, ensure_ascii=False) + "\n")
    with atomic_writer(options.output / "accuracy.md") as file:
        file.write(as_markdown(found))
    progress(f"wrote accuracy.md and accuracy.json into {options.output}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument(
        "documents",
        nargs="*",
        type=Path,
        help=f"labelled documents to measure on (default: {' and '.join(map(str, DOCUMENTS))})",
    )
    parser.add_argument("--train", action="append", type=Path, help="default: corpus/train.jsonl")
    parser.add_argument(
        "--weights-only", action="append", type=Path, default=[], help="real articles to learn from"
    )
    parser.add_argument(
        "--model", action="append", type=Path, help="default: the folders of sm and md in models/"
    )
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--only", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), metavar="PEER")
    parser.add_argument("--output", type=Path, default=Path("benchmarks"), help="folder")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--timed-words", type=int, default=8000, help="words to time on, about")
    parser.add_argument("--seed", type=int, default=0)
    return parser


def _sources(options: argparse.Namespace) -> Sources:
    """The files of a run; of the defaults, those that are there."""
    return Sources(
        documents=options.documents or [path for path in DOCUMENTS if path.is_file()],
        own=options.train or [Path("corpus/train.jsonl")],
        real=options.weights_only,
        models=options.model or [path for path in OURS if path.is_dir()],
        encoder=options.encoder,
        peers=options.only,
        resamples=options.resamples,
        timed_words=options.timed_words,
        seed=options.seed,
    )


if __name__ == "__main__":
    sys.exit(main())
