"""Feeds the command every kind of bad input and writes what it said into docs/inputs.md.

Run from the repository's root: python -m benchmarks.bad_inputs. Each case is a real run of
`claimcheck review` over the bad input and one good article, in a folder of its own. Root may read
everything: as root, the command runs without root's powers.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.bad_input_cases import Case, cases
from tests.powerless import drop_root_powers

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "inputs.md"
BEGIN, END = "<!-- made by benchmarks/bad_inputs.py -->", "<!-- end -->"
GOOD = "Mint tea cures all cancers.\n"
ARTICLE = ROOT / "docs" / "kratom-for-chronic-pain.md"
MOST_MIB = 1500
_COMMAND = [sys.executable, "-m", "claimcheck", "review", "--isolated"]
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run printed, its exit code, and the peak of its memory."""

    code: int
    found: str
    told: str
    peak_mib: int


def start(args: Sequence[str], stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_COMMAND, *args],
        stdin=subprocess.PIPE,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT,
        preexec_fn=_prepare,  # noqa: PLW1509
    )


def _prepare() -> None:
    drop_root_powers()
    # a shell's background jobs ignore Ctrl-C, and so would their children
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ended(process: subprocess.Popen[bytes]) -> Outcome:
    """Wait for a run; nothing is left to write to it."""
    assert process.stdin and process.stderr
    process.stdin.close()
    found = process.stdout.read().decode() if process.stdout else ""
    told = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Outcome(process.returncode, found, told.strip(), used.ru_maxrss // 1024)


def run(case: Case) -> Outcome:
    case.make()
    return ended(start(["-f", "concise", *case.args, "good.txt"]))


def closed_pipe() -> Outcome:
    for number in range(6):
        shutil.copy(ARTICLE, f"{number}.md")
    process = start([".", "-f", "jsonl"])
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    return ended(process)


def full_disk() -> Outcome:
    with Path("/dev/full").open("w") as full:
        return ended(start([str(ARTICLE)], full.fileno()))


def full_output() -> Outcome:
    return ended(start([str(ARTICLE), "-o", "/dev/full"]))


def vanished() -> Outcome:
    """A file that is deleted while the run waits for the article before it."""
    Path("a.md").write_text(GOOD)
    process = waiting(["-f", "concise", "-v", "good.txt", "-", "a.md"])
    Path("a.md").unlink()
    process.stdin.write(b"Fine.\n")  # type: ignore[union-attr]
    return ended(process)


def interrupted(number: int) -> Outcome:
    process = waiting(["-v", "good.txt", "-"])
    process.send_signal(number)
    return ended(process)


def waiting(args: Sequence[str]) -> subprocess.Popen[bytes]:
    """A run that waits for standard input by now."""
    process = start(args)
    assert process.stderr and process.stderr.readline().startswith(b"model: ")
    time.sleep(3)
    return process


FAULTS = {
    "file that vanishes": vanished,
    "closed pipe (`| head -1`)": closed_pipe,
    "full disk (`> /dev/full`)": full_disk,
    "full disk (`--output /dev/full`)": full_output,
    "Ctrl-C": lambda: interrupted(signal.SIGINT),
    "SIGTERM": lambda: interrupted(signal.SIGTERM),
}


def rows() -> Iterator[str]:
    yield "| input | printed on stderr | exit code | the good one reviewed | peak memory |"
    yield "|---|---|---|---|---|"
    for case in cases():
        outcome = in_a_folder(case.name, partial(run, case))
        reviewed = "yes" if "good.txt:" in outcome.found else "NO"
        yield f"| {case.name} | {shown(outcome)} | {outcome.code} | {reviewed} | {peak(outcome)} |"
    yield ""
    yield "| fault while it runs | printed on stderr | exit code | peak memory |"
    yield "|---|---|---|---|"
    for name, fault in FAULTS.items():
        outcome = in_a_folder(name, fault)
        yield f"| {name} | {shown(outcome)} | {outcome.code} | {peak(outcome)} |"


def in_a_folder(name: str, act: Callable[[], Outcome]) -> Outcome:
    """What comes of a run in a new folder with the good article, told as it ends."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("good.txt").write_text(GOOD)
        _ENVIRONMENT["CLAIMCHECK_CACHE_DIR"] = f"{folder}/cache"
        outcome = act()
        os.chdir(ROOT)
        for closed in Path(folder).glob("closed"):
            closed.chmod(0o700)
    print(f"{name}: {outcome}"[:300], file=sys.stderr)
    return outcome


def shown(outcome: Outcome) -> str:
    """What people were told, without what -v says of the run."""
    told = [line for line in outcome.told.splitlines() if not line.startswith(_VERBOSE)]
    words = " ".join(told).replace(_ENVIRONMENT["CLAIMCHECK_CACHE_DIR"], "~/.cache/claimcheck")
    return f"`{words}`" if words else "nothing"


_VERBOSE = ("reviewed ", "model: ", "settings: ", "1 article", "2 articles", "3 articles")


def peak(outcome: Outcome) -> str:
    over = "" if outcome.peak_mib < MOST_MIB else " (TOO MUCH)"
    return f"{outcome.peak_mib:,} MiB{over}"


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    text = "\n".join([before + BEGIN, *rows(), END]) + after
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
