"""Measures long runs: `python benchmarks/batch.py --articles FILE.jsonl` writes batch.md beside it.

The cache: two runs over the same articles, the first with an empty cache. Resuming: many files, the
run killed three times with SIGKILL and started again, and its report compared with that of one run.
Memory: the peak over few, many and very many small files. It all happens in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

_SMALL = "Ginger tea number {} cures colds. It has no side effects, says a neighbour.\n"
_MODEL = "en_claimcheck_sm"
"""The quicker model: beside a slower one the cache would look better."""
_KILLED_AT = (0.17, 0.52, 0.81)
"""Shares of the report that are written when the runs are killed, one after the other."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished program: seconds by the clock and of processors, the peak of its memory in MiB."""

    wall: float
    cpu: float
    peak: float


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True, help="JSON Lines with a text each")
    parser.add_argument("--n-articles", type=int, default=200)
    parser.add_argument("--n-files", type=int, default=10_000)
    parser.add_argument("--most-files", type=int, default=100_000, help="for the peak of memory")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_suffix(".md"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [
            measure_cache(folder, options.articles, options.n_articles),
            measure_many(folder, options.n_files),
            measure_most(folder, options.n_files, options.most_files),
        ]
    options.output.write_text(page(parts), encoding="utf-8")
    print(options.output.read_text(encoding="utf-8"))


def measure_cache(folder: Path, articles: Path, n_articles: int) -> str:
    """How much quicker a run is that finds every review in the cache."""
    written = folder / "articles"
    written.mkdir()
    with articles.open(encoding="utf-8") as lines:
        for number, line in zip(range(n_articles), lines, strict=False):
            text = json.loads(line)["text"]
            (written / f"{number:05}.md").write_text(text, encoding="utf-8")
    cache = ("--cache-dir", str(folder / "cache"))
    first, second = (
        finished(start(folder, "articles", "-o", f"{run}.jsonl", *cache)) for run in "ab"
    )
    same = (folder / "a.jsonl").read_bytes() == (folder / "b.jsonl").read_bytes()
    report = (folder / "a.jsonl").stat().st_size / 2**20
    size = (folder / "cache" / "reviews-1.sqlite").stat().st_size / 2**20
    return f"""## A second run over unchanged articles

{n_articles} articles, {report:.1f} MiB of report, {size:.1f} MiB of cache.
Reports {"identical" if same else "NOT IDENTICAL"}.

| | first run | second run | ratio |
|---|---|---|---|
| time by the clock | 1 | {second.wall / first.wall:.4f} | {first.wall / second.wall:.0f} |
| processor time | 1 | {second.cpu / first.cpu:.4f} | {first.cpu / second.cpu:.0f} |
| peak memory, MiB | {first.peak:.0f} | {second.peak:.0f} | {first.peak / second.peak:.1f} |
"""


def write_small(folder: Path, count: int, texts: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(_SMALL.format(number % texts))


def measure_many(folder: Path, n_files: int) -> str:
    """A run over many files that is killed and resumed, beside one that is not."""
    write_small(folder / "many", n_files, n_files)
    one = finished(start(folder, "many", "-o", "one.jsonl", "--no-cache"))
    done, last = killed_and_resumed(folder, (folder / "one.jsonl").stat().st_size)
    same = (folder / "one.jsonl").read_bytes() == (folder / "resumed.jsonl").read_bytes()
    left = [path.name for path in folder.iterdir() if ".resumed" in path.name]
    return f"""## Killed and resumed

{n_files:,} files with `--resume --no-cache`, killed with SIGKILL when
{", ".join(f"{count:,}" for count in done)} of them were done; the fourth run took
{last.cpu / one.cpu:.2f} of the processor time of one run. Reports
{"identical" if same else "NOT IDENTICAL"}; left over beside the report: {left or "nothing"}.
"""


def measure_most(folder: Path, few: int, most: int) -> str:
    """The peak of memory over a tenth of some files, these, and as many as anybody has.

    One text in twenty is new and goes through the model, the others come from the cache: that takes
    minutes and not hours, and both ways are used throughout.
    """
    texts = max(most // 20, 1)
    write_small(folder / "most", most, texts)
    rows = []
    for count in (few // 10, few, most):
        names = "\n".join(f"most/{number:06}.txt" for number in range(count))
        (folder / "list.txt").write_text(names)
        paths = "most" if count == most else "@list.txt"
        kept = ("-o", f"most-{count}.jsonl", "--cache-dir", str(folder / f"cache-{count}"))
        rows.append((count, finished(start(folder, paths, *kept)).peak))
    first = rows[0][1]
    listed = "\n".join(f"| {count:,} | {peak:.0f} | {peak / first:.2f} |" for count, peak in rows)
    return f"""## Memory

Up to {texts:,} different texts go through the model, what is left comes from the cache.

| small files | peak, MiB | times |
|---|---|---|
{listed}
"""


def killed_and_resumed(folder: Path, whole: int) -> tuple[list[int], Run]:
    """How many articles were done at each death, and the run that came to the end."""
    done = []
    for share in _KILLED_AT:
        process = start(folder, "many", "-o", "resumed.jsonl", "--resume", "--no-cache")
        while process.poll() is None and written_of(folder / "resumed.jsonl") < share * whole:
            time.sleep(0.02)
        process.kill()
        process.wait()
        assert not (folder / "resumed.jsonl").exists(), "it was killed too late"
        done.append(count_done(folder / ".resumed.jsonl.resume"))
    last = start(folder, "many", "-o", "resumed.jsonl", "--resume", "--no-cache")
    return done, finished(last)


def written_of(report: Path) -> int:
    """Bytes of a report that is not finished."""
    return sum(part.stat().st_size for part in report.parent.glob(f".{report.name}.*.tmp"))


def count_done(state: Path) -> int:
    connection = sqlite3.connect(state)
    count = int(connection.execute("SELECT count(*) FROM kept").fetchone()[0])
    connection.close()
    return count


def start(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "claimcheck", "review", "--isolated", "--model"]
    return subprocess.Popen([*command, _MODEL, "-f", "jsonl", *args], cwd=folder)


def finished(process: subprocess.Popen[bytes]) -> Run:
    """Wait for a program that was just started."""
    began = time.monotonic()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), process.returncode
    wall = time.monotonic() - began
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def page(parts: list[str]) -> str:
    load = os.getloadavg()[1]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"""# Long runs

Made by `benchmarks/batch.py` on {date.today()}, all figures in one run of it:
{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB, {platform.system()},
Python {platform.python_version()}, spaCy {version("spacy")}; {_MODEL}, one job,
other work beside it (load {load:.1f}).

{chr(10).join(parts)}"""


if __name__ == "__main__":
    main()
