"""Disks that fill, pipes that close, signals that come: a clear word, a code, nothing left over."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from tests import fakes
sys.modules["claimcheck.review"] = fakes.module()
from claimcheck.cli import main
main()
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def start(
    *args: str, limit: int | None = None, nohup: bool = False, **streams: int
) -> subprocess.Popen[str]:
    def prepare() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN if nohup else signal.SIG_DFL)
        # a shell's background jobs ignore Ctrl-C, and so would their children
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ROOT), "review", *args],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,  # noqa: PLW1509
        **{"stdout": subprocess.DEVNULL, **streams},  # type: ignore[arg-type]
    )


def write_articles() -> None:
    for number in range(20):
        Path(f"{number:02}.txt").write_text("This is unsafe. " * 400)


def test_a_full_disk_leaves_no_half_report(folder: Path) -> None:
    write_articles()
    process = start("-f", "jsonl", "-o", "out.jsonl", limit=20_000)
    _, told = process.communicate()
    assert process.returncode == 2
    cache, error = told.splitlines()
    assert cache.startswith("warning: ") and cache.endswith("; reviewing without it")
    assert error.startswith("error: file too large; the output is not complete: make room")
    assert not [path for path in folder.iterdir() if "out" in path.name]


@pytest.mark.parametrize("output", [(), ("-o", "/dev/full")])
def test_a_full_device_is_told_once(output: tuple[str, ...]) -> None:
    write_articles()
    with Path("/dev/full").open("w") as full:
        process = start("-f", "jsonl", *output, stdout=full.fileno())
        _, told = process.communicate()
    assert process.returncode == 2
    assert told == (
        "error: no space left on device; the output is not complete: make room or write elsewhere "
        "with --output\n"
    )


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_signals_end_in_order(folder: Path, number: int, code: int) -> None:
    write_articles()
    process = start("-f", "jsonl", "-o", "out.jsonl", "00.txt", "-", stdin=subprocess.PIPE)
    await_output(folder)
    process.send_signal(number)
    _, said = process.communicate()
    assert process.returncode == code
    assert re.fullmatch(r"interrupted: what is done is kept in .*; run the same .*\n", said)
    assert not [path for path in folder.iterdir() if "out" in path.name]


def await_output(folder: Path) -> None:
    """Wait until a report is being written."""
    deadline = time.monotonic() + 30
    while not any(".tmp" in name for name in os.listdir(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)


def test_nohup_is_respected(folder: Path) -> None:
    Path("a.txt").write_text("This is unsafe.")
    process = start("-o", "out.txt", "a.txt", "-", nohup=True, stdin=subprocess.PIPE)
    await_output(folder)
    process.send_signal(signal.SIGHUP)
    process.communicate("This is unsafe.")
    assert process.returncode == 1
    assert Path("out.txt").read_text().count("unsafe") > 1


def test_warnings_about_guessed_bytes_come_on_stderr() -> None:
    Path("a.txt").write_bytes("This is unsafe, the caf\u00e9 says.".encode("cp1252"))
    process = start("-f", "concise", stdout=subprocess.PIPE)
    out, told = process.communicate()
    assert out.startswith("a.txt:1:9: CC-unsafe unsafe, the café says")
    assert told.startswith("warning: a.txt: is not UTF-8; read as cp1252 by the look of its bytes")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """`command` in a shell, in which $REVIEW reviews the articles."""
    program = f"{sys.executable} -c '{PROGRAM}' {ROOT} review --no-cache -f concise"
    command = command.replace("$REVIEW", program)
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("closed", "told"),
    [
        ("$REVIEW >&-", "error: bad file descriptor\n"),
        ("$REVIEW >&- 2>&-", ""),
        ("$REVIEW --help >/dev/full", "error: no space left on device; .*\n"),
        ("$REVIEW a.txt none.txt -q 2>/dev/full", ""),
        ("$REVIEW - <&-", "error: -: cannot be read: bad file descriptor; .*\n"),
    ],
)
def test_closed_and_full_streams_are_no_findings(closed: str, told: str) -> None:
    Path("a.txt").write_text("This is unsafe.")
    done = shell(closed)
    assert done.returncode == 2
    assert re.fullmatch(told, done.stderr)


def test_a_report_in_a_file_needs_no_streams() -> None:
    Path("a.txt").write_text("This is unsafe.")
    assert shell("$REVIEW a.txt b.txt -o out <&- >&- 2>&-").returncode == 2
    assert Path("out").read_text().startswith("a.txt:1:9: CC-unsafe")
