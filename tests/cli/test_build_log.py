"""What is printed inside a build gives it no orders, and stays as it is everywhere else."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.cli import main
from claimcheck.cli.build_log import RUNNERS, GuardedStream, guarded, unguarded
from claimcheck.report import WRITERS
from tests import fakes

ROOT = Path(__file__).parents[2]
AT_START, INSIDE = re.compile(r"\s*::.*::"), re.compile(r"##(vso|teamcity)?\[")
"""Where the runner of GitHub looks for commands, and those of Azure and TeamCity."""
ORDERS = ("::add-mask::all", "::stop-commands::x", "##[add-mask]all", "##vso[task.logissue]x")
TEXTS = {
    "at the start": "{} This is unsafe.",
    "behind blanks": "\u3000\t {} This is unsafe.",
    "in the claim": "This is unsafe {} and so on.",
    "behind what nobody sees": "This is unsafe. \u200d{}",
    "after a line end": "This is unsafe\n{} too.",
    "everywhere": "This is unsafe {0} {0} {0} {0} {0} {0} {0} {0} {0} {0} {0} {0} {0} {0}.",
}
SUPPRESSED = "<!-- claimcheck ignore[overstated]: {} -->\n\nThis is unsafe.\n"


@pytest.fixture(autouse=True)
def a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "claimcheck.review", fakes.module())
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.chdir(tmp_path)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["review", "--no-cache", *args])


def orders(printed: str) -> list[str]:
    """The lines that would be looked at. What has no shape does not count where .NET compares."""
    shapes = "".join(one for one in printed if unicodedata.category(one) not in {"Cf", "Mn"})
    lines = re.split(r"[\r\n]", shapes)
    return [line for line in lines if AT_START.match(line) or INSIDE.search(line)]


def test_the_lines_of_this_test_would_be_obeyed() -> None:
    for order in ORDERS:
        assert orders(f"a\n \u200d{order}\nb") == [f" {order}"]
    assert orders("a ::add-mask::x\n:: is C++\n## A heading [1]\n# [2]") == []


@pytest.mark.parametrize("where", TEXTS)
@pytest.mark.parametrize("format_", sorted(WRITERS.keys() - {"github"}))
def test_no_format_passes_an_order_on(format_: str, where: str) -> None:
    for number, order in enumerate(ORDERS):
        Path(f"{number}.txt").write_text(TEXTS[where].format(order))
    result = run("-f", format_, "--why", "--statistics")
    assert result.exit_code == 1
    assert orders(result.stdout) == [] == orders(result.stderr)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("format_", ["full", "concise", "markdown", "csv", "json"])
def test_names_and_errors_are_no_orders(format_: str, order: str) -> None:
    Path(f"{order}.txt").write_text("This is unsafe.")
    Path(f"{order}.md").write_text(SUPPRESSED.format(order))
    Path(f"{order}.html").write_bytes(b"\0")
    named = f"{order}.txt", f"{order}.md", f"{order}.html", f"{order}.none", f"{order}*.pdf"
    result = run("-f", format_, "-v", *named)
    assert result.exit_code == 2
    assert "add-mask" in result.output or "add-mask" not in order
    assert orders(result.stdout) == [] == orders(result.stderr)


@pytest.mark.parametrize("order", ORDERS)
def test_neither_are_wrong_words_on_the_command_line(order: str) -> None:
    for args in (["-f", f"\n{order}"], ["--config", f"\n{order}"], [f"--x\n{order}"]):
        result = run(*args)
        assert result.exit_code == 2 and orders(result.output) == []


def test_listed_files_are_no_orders() -> None:
    Path("::add-mask::all.txt").touch()
    assert run("--show-files").stdout == ":\\u003aadd-mask::all.txt\n"


def test_annotations_are_orders() -> None:
    Path("a.txt").write_text("This is unsafe ::add-mask::all ##[add-mask]all.")
    Path("b.txt").write_bytes(b"\0")
    result = run("-f", "github", "--statistics")
    commands = [line.partition(" ")[0] for line in result.stdout.splitlines()]
    assert commands == ["::error", "::error"]
    assert orders(result.stderr) == []


def test_json_says_the_same() -> None:
    Path("a.txt").write_text("This is unsafe ##[add-mask]all.")
    inside = run("-f", "json").stdout
    assert "##[" not in inside
    claim = json.loads(inside)["articles"][0]["claims"][0]
    assert claim["text"] == "unsafe ##[add-mask]all"


@pytest.mark.parametrize("format_", WRITERS)
def test_outside_a_build_nothing_changes(format_: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("This is unsafe ##[add-mask]all.")
    Path("::add-mask::x.txt").write_text("It is unsafe.")
    run("-f", format_, "-o", "inside")
    for name in RUNNERS:
        monkeypatch.delenv(name, raising=False)
    run("-f", format_, "-o", "outside")
    assert Path("inside").read_bytes() == Path("outside").read_bytes()
    assert run("-f", format_).stdout_bytes == Path("outside").read_bytes()


def review(out: int, **more: str) -> bytes:
    """What the program itself prints of a file whose name is an order."""
    Path("::add-mask::all.txt").write_text("This is unsafe.")
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from tests import fakes\n"
        "sys.modules['claimcheck.review'] = fakes.module()\n"
        "from claimcheck.cli import main; main()"
    )
    command = [sys.executable, "-c", program, str(ROOT), "review", "--no-cache", "-f", "concise"]
    done = subprocess.run(command, stdout=out, env=os.environ | more, check=False)
    assert done.returncode == 1
    return done.stdout or b""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_a_pipe_may_lead_to_the_build(encoding: str) -> None:
    assert review(subprocess.PIPE, PYTHONIOENCODING=encoding).startswith(b":\\u003aadd-mask::all")


def test_a_file_does_not() -> None:
    with Path("out").open("wb") as file:
        review(file.fileno())
    assert Path("out").read_text().startswith("::add-mask::all.txt:1:9: CC-unsafe")


def test_nothing_goes_round_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    below = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stderr", guarded(below))
    assert guarded(sys.stderr) is sys.stderr and unguarded(sys.stderr) is below
    click.echo("::add-mask::all", err=True)
    sys.stderr.write("##[add-mask]all\n")
    sys.stderr.writelines(["::add-mask", "::all\n"])
    below.seek(0)
    assert below.read().splitlines() == [
        ":\\u003aadd-mask::all",
        "##\\u005badd-mask]all",
        ":\\u003aadd-mask::all",
    ]


@pytest.mark.parametrize("name", RUNNERS)
def test_other_builds_are_known_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    stream = io.StringIO()
    assert guarded(stream) is stream
    monkeypatch.setenv(name, "1")
    assert isinstance(guarded(stream), GuardedStream)


def printed(pieces: Sequence[str]) -> str:
    stream = io.StringIO(newline="")
    guard = GuardedStream(stream)
    assert [guard.write(piece) for piece in pieces] == [len(piece) for piece in pieces]
    return stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "a :: b",
        "a\n:b: c",
        "# [1]",
        "## A [link](x)",
        "\x1b[1m::\x1b[0m ##\x1b[1m",
        "{'a': '::'}\n",
        "a#b [c]",
    ],
)
def test_what_is_no_order_stays(text: str) -> None:
    assert printed([text]) == text


PIECES = (
    *("::add-mask::x", "##[x]", ":", "#", "[", "vso", "\n", "\r", " ", "\u200d", "\ufe0f", "a"),
    *("\x1b[1m", "x" * 250),
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)))
def test_no_pieces_make_an_order_and_none_is_lost(pieces: list[str]) -> None:
    text = printed(pieces)
    assert orders(text) == []
    assert unescaped(text) == unescaped("".join(pieces))


def unescaped(text: str) -> str:
    return text.replace("\\u003a", ":").replace("\\u005b", "[")
