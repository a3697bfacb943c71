"""What teaching a model brings: `python -m benchmarks.teaching ../shared/data/dev.jsonl`.

Teaches each shipped model (`claimcheck train --base`) documents of the held-out corpus, chosen by
lot, and measures base and taught model on the other held-out documents and on FILE. Prints a
Markdown table.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimcheck.build import Source, train
from claimcheck.corpus.documents import read_documents
from claimcheck.errors import ClaimcheckError
from claimcheck.measure import measure
from claimcheck.review import load

MODELS = ("en_claimcheck_md", "en_claimcheck_sm")
HEADER = (
    "| | macro-F1, held-out | revise precision / recall, held-out | macro-F1, real "
    "| average precision of claims, held-out / real |\n|---|---|---|---|---|"
)


def divided(lines: Sequence[str], count: int, seed: int) -> tuple[list[str], list[str]]:
    """`count` of the lines by lot, and the others, both in their order."""
    chosen = set(random.Random(seed).sample(range(len(lines)), count))
    return (
        [line for at, line in enumerate(lines) if at in chosen],
        [line for at, line in enumerate(lines) if at not in chosen],
    )


def row(name: str, held_out: Mapping[str, Any], real: Mapping[str, Any]) -> str:
    """A row of the table from what `measure` gives of both sets."""
    revise = held_out["revise"]
    ranked = [found["average_precision"]["detection"] for found in (held_out, real)]
    return (
        f"| {name} | {held_out['macro_f1_five']:.3f} "
        f"| {revise['precision']:.3f} / {revise['recall']:.3f} "
        f"| {real['macro_f1_five']:.3f} | {ranked[0]:.3f} / {ranked[1]:.3f} |"
    )


def rows(model: str, taught: Path, tested: Path, real: Path, folder: Path) -> Iterator[str]:
    """The base and what it is after learning the documents of `taught`."""
    nlp = load(model)
    sets = [list(read_documents(path)) for path in (tested, real)]
    held_out, found = (measure(documents, nlp).as_dict() for documents in sets)
    yield row(f"`{model}`", held_out, found)
    metrics = train(
        [taught],
        folder / model,
        held_out=[tested],
        measured=[real],
        source=Source(base=model),
        force=True,
        progress=lambda message: print(message, file=sys.stderr),
    )
    yield row("taught", metrics["held_out"], metrics["measured"][0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Teach, measure and print; 2 where something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teaching", description=__doc__)
    parser.add_argument("real", type=Path, metavar="FILE", help="labelled real articles")
    parser.add_argument("--documents", type=Path, default=Path("corpus/held_out.jsonl"))
    parser.add_argument("--count", type=int, default=40, help="documents to teach")
    parser.add_argument("--models", nargs="+", default=list(MODELS))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    try:
        lines = options.documents.read_text(encoding="utf-8").splitlines(keepends=True)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            taught, tested = folder / "taught.jsonl", folder / "tested.jsonl"
            for path, part in zip(
                (taught, tested), divided(lines, options.count, options.seed), strict=True
            ):
                path.write_text("".join(part), encoding="utf-8")
            print(HEADER)
            for model in options.models:
                for line in rows(model, taught, tested, options.real, folder):
                    print(line, flush=True)
    except (ClaimcheckError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
