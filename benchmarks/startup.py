"""How long one article takes beside `python -c "import spacy"`: `python benchmarks/startup.py`.

Writes startup.md beside it. The programs run in turn, round after round, so that other work on the
machine meets all of them alike. Each is a process of its own, with its modules compiled before.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

SPACY = "import spacy"
MODELS = ("en_claimcheck_sm", "en_claimcheck_md")
_ARTICLE = Path(__file__).parent.parent / "docs" / "kratom-for-chronic-pain.md"


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds that a program took by the clock, and of processors (its own and the system's)."""

    wall: float
    cpu: float


Round = Mapping[str, Run]
"""One run of every program by its name: SPACY and the models."""


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_suffix(".md"))
    options = parser.parse_args()
    found = [one for one, _ in zip(rounds(), range(options.rounds), strict=False)]
    options.output.write_text(page(found), encoding="utf-8")
    print(options.output.read_text(encoding="utf-8"))


def rounds() -> Iterator[Round]:
    """Rounds without end, after one that compiles what is not compiled yet."""
    programs = {SPACY: ["-c", SPACY], **{model: _review(model) for model in MODELS}}
    for arguments in programs.values():
        _run(arguments)
    while True:
        yield {name: _run(arguments) for name, arguments in programs.items()}


def _review(model: str) -> list[str]:
    """The review of the sample article; nothing that was kept from another run is used."""
    options = ["--isolated", "--no-cache", "--model", model, "--fail-on", "never"]
    return ["-m", "claimcheck", "review", str(_ARTICLE), *options]


def _run(arguments: list[str]) -> Run:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"python {' '.join(arguments)} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime)


def page(found: list[Round]) -> str:
    """The page of some rounds."""
    rows = [
        f"| {name} | {_median(found, name, 'wall'):.2f} | {_median(found, name, 'cpu'):.2f} |"
        for name in found[0]
    ]
    return f"""# One article

Made by `benchmarks/startup.py` on {date.today()}: medians of {len(found)} rounds of one run of it;
{os.cpu_count()} processors ({platform.machine()}), {platform.system()},
Python {platform.python_version()}, spaCy {version("spacy")}, other work beside it \
(load {os.getloadavg()[1]:.1f}).

`claimcheck review` of the sample article (`--isolated --no-cache`), in times of
`python -c "import spacy"`:

| | by the clock | processor time |
|---|---|---|
{chr(10).join(rows)}
"""


def _median(found: list[Round], name: str, kind: str) -> float:
    """The median of a program's time, in medians of SPACY."""
    own, base = (
        statistics.median(getattr(one[key], kind) for one in found) for key in (name, SPACY)
    )
    return float(own / base)


if __name__ == "__main__":
    main()
