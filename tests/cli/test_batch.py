"""Runs that are long: the cache, --resume after any death, statistics, progress."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck.cli import main
from claimcheck.datatypes import Article, Review
from tests import fakes
from tests.cli.test_faults import start
from tests.cli.test_review import folder, put, review_by_hand, run

__all__ = ["folder", "review_by_hand"]
ARTICLES = 60
RESUMED = ("-f", "jsonl", "-o", "out.jsonl", "--resume", "--no-cache")


def write_articles() -> None:
    for number in range(ARTICLES):
        put(
            f"{number:02}.txt", f"{number} is unsafe. It is supported." if number % 7 else b"\xff\0"
        )


def begin(*args: str) -> int:
    """A review in a process of its own, which takes its time: its id."""
    child = os.fork()
    if child:
        return child
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115

    def review_articles(articles: Sequence[Article], nlp: object) -> Iterator[Review]:
        for article in articles:
            time.sleep(0.004)
            with open(".reviewed", "a", encoding="utf-8") as file:
                file.write(article.source + "\n")
            yield fakes.review_article(article)

    sys.modules["claimcheck.review"].review_articles = review_articles  # type: ignore[attr-defined]
    try:
        main(["review", *args])
    except SystemExit as end:
        os._exit(int(end.code or 0))
    os._exit(99)


def reviewed() -> int:
    return len(Path(".reviewed").read_text().splitlines()) if Path(".reviewed").exists() else 0


def test_a_run_killed_at_random_and_resumed_gives_the_same_report(folder: Path) -> None:
    write_articles()
    expected = run("-f", "jsonl", "--no-cache")
    moments = random.Random(7)
    for _ in range(10):
        child = begin(*RESUMED)
        time.sleep(moments.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if not (folder / "out.jsonl").exists():
            assert not {name for name in os.listdir() if name.startswith("out")}
    before = reviewed()
    last = run(*RESUMED)
    assert last.exit_code == expected.exit_code == 2
    assert (folder / "out.jsonl").read_text() == expected.stdout
    assert last.stderr == expected.stderr
    assert before <= ARTICLES + 10 * 8
    assert [name for name in os.listdir() if "out.jsonl" in name] == ["out.jsonl"]


def test_what_is_done_is_not_done_again(folder: Path) -> None:
    write_articles()
    child = begin(*RESUMED)
    while reviewed() < 20:
        time.sleep(0.01)
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    done = reviewed()
    assert (folder / ".out.jsonl.resume").exists() and not (folder / "out.jsonl").exists()
    os.waitpid(begin(*RESUMED), 0)
    to_do = sum(number % 7 != 0 for number in range(ARTICLES))
    assert to_do <= reviewed() <= to_do + 8 and done < to_do


def test_a_report_that_filled_the_disk_is_gone_on_with(folder: Path) -> None:
    write_articles()
    process = start(*RESUMED, limit=30_000)
    _, told = process.communicate()
    assert process.returncode == 2 and "error: file too large" in told
    assert (folder / ".out.jsonl.resume").exists() and not (folder / "out.jsonl").exists()
    run(*RESUMED)
    assert (folder / "out.jsonl").read_text() == run("-f", "jsonl", "--no-cache").stdout


def test_a_folder_of_reports_is_gone_on_with(folder: Path) -> None:
    write_articles()
    args = ("-f", "docx", "-o", "reviewed", "--resume", "--no-cache")
    child = begin(*args)
    while not list(folder.glob("reviewed/*.docx")):
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    put("reviewed/.59.reviewed.docx.0123abcd.tmp", "half of it")
    done = reviewed()
    assert done < ARTICLES * 6 // 7 and (folder / ".reviewed.resume").exists()
    os.waitpid(begin(*args), 0)
    assert reviewed() - done < ARTICLES * 6 // 7
    assert sorted(os.listdir("reviewed")) == [
        f"{number:02}.reviewed.docx" for number in range(ARTICLES) if number % 7
    ]
    assert not (folder / ".reviewed.resume").exists()


def test_what_has_changed_since_is_reviewed_anew(folder: Path) -> None:
    write_articles()
    child = begin(*RESUMED)
    while reviewed() < 20:
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    put("01.txt", "It is overstated now.")
    run(*RESUMED, "--min-severity", "overstated")
    expected = run("-f", "jsonl", "--no-cache", "--min-severity", "overstated").stdout
    assert (folder / "out.jsonl").read_text() == expected


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--resume",), "--resume needs a file: say with --output where the report goes"),
        (("--resume", "-o", "/dev/null"), "--resume needs a file"),
        (("--resume", "-o", "."), "--resume needs a file"),
        (("--resume", "-o", ".", "-f", "jsonl"), "--resume needs a file"),
        (("--resume", "-o", "none/out"), "there is no directory none"),
    ],
)
def test_resume_needs_a_report_to_go_on_with(args: tuple[str, ...], told: str) -> None:
    put("a.txt", "This is unsafe.")
    result = run(*args)
    assert result.exit_code == 2 and told in result.stderr


def test_one_report_is_written_by_one_run(folder: Path) -> None:
    write_articles()
    child = begin(*RESUMED)
    while not reviewed():
        time.sleep(0.01)
    result = run(*RESUMED)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert result.exit_code == 2 and "another run with --resume is writing it" in result.stderr


@pytest.mark.parametrize(
    ("args", "kept"),
    [
        (("--resume", "-o", "out.jsonl"), "what is done is kept in .*out.jsonl.resume; run the"),
        ((), r"what is done is kept in .*reviews-1\.sqlite; run the same command again"),
        (("--no-cache",), "nothing is kept of what is done; a run with --resume"),
    ],
)
def test_an_interrupted_run_says_how_to_go_on(
    args: tuple[str, ...], kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt", "This is unsafe.")

    def interrupted(articles: object, nlp: object) -> Iterator[Review]:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["claimcheck.review"], "review_articles", interrupted)
    result = run(*args)
    assert result.exit_code == 130
    assert re.search(f"^interrupted: {kept}", result.stderr)


def test_the_cache_changes_nothing_but_the_time(folder: Path) -> None:
    write_articles()
    first, second = run("-f", "jsonl"), run("-f", "jsonl")
    assert (folder / ".cache" / "reviews-1.sqlite").exists()
    without = run("-f", "jsonl", "--no-cache", "-j", "2")
    assert first.stdout == second.stdout == without.stdout
    assert first.stderr == second.stderr == without.stderr


def test_the_cache_is_where_it_is_wanted_or_nowhere(folder: Path) -> None:
    put("a.txt", "This is unsafe.")
    run("--no-cache")
    assert not (folder / ".cache").exists()
    run("--cache-dir", "mine")
    assert os.listdir("mine") == ["reviews-1.sqlite"]
    put("claimcheck.toml", "cache = false")
    run("--cache-dir", "other")
    assert not (folder / "other").exists()
    run("--cache-dir", "other", "--cache")
    assert (folder / "other").exists()


def test_a_damaged_cache_is_told_and_put_aside(folder: Path) -> None:
    put("a.txt", "This is unsafe.")
    expected = run("-f", "jsonl")
    (folder / ".cache" / "reviews-1.sqlite").write_bytes(b"nonsense" * 1000)
    result = run("-f", "jsonl")
    assert (result.stdout, result.exit_code) == (expected.stdout, expected.exit_code)
    assert result.stderr.startswith("warning: ") and "file is not a database" in result.stderr
    assert run("-f", "jsonl").stderr == ""


def test_a_cache_that_may_not_be_written_is_told_once(folder: Path) -> None:
    put("a.txt", "This is unsafe.")
    result = run("-f", "concise", "--cache-dir", "/proc/claimcheck")
    assert result.stdout.startswith("a.txt:1:9:") and result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "cannot be used" in result.stderr and "reviewing without it" in result.stderr


def test_a_cache_folder_that_vanishes_breaks_nothing(folder: Path) -> None:
    write_articles()
    mine = folder / ".mine"
    process = start(
        "-f",
        "jsonl",
        "--cache-dir",
        str(mine),
        ".",
        "-",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    while not mine.exists():
        time.sleep(0.02)
    time.sleep(0.2)
    for name in os.listdir(mine):
        (mine / name).unlink(missing_ok=True)
    mine.rmdir()
    out, _ = process.communicate("It is anecdotal.")
    assert len(out.splitlines()) == ARTICLES + 1


def test_statistics_go_where_the_format_has_room_for_them() -> None:
    put("a.txt", "This is unsafe.")
    full = run("--statistics")
    assert "Worst articles" in full.stdout and full.stderr == ""
    record = json.loads(run("--statistics", "-f", "jsonl").stdout.splitlines()[-1])
    assert record["statistics"]["claims"] == 1
    other = run("--statistics", "-f", "csv")
    assert "Worst articles" in other.stderr and other.stdout == run("-f", "csv").stdout


def test_nobody_sees_progress_where_nobody_looks() -> None:
    put("a.txt", "This is unsafe.")
    result = CliRunner().invoke(main, ["review", "-o", "out.txt"])
    assert result.stderr == ""
