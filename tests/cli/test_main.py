"""The command itself: quick, quiet about tracebacks, every command with help."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from claimcheck import __version__
from claimcheck.cli import COMMANDS, main
from claimcheck.errors import InputError

HEAVY = ("spacy", "sklearn", "numpy", "scipy", "markdown_it", "skops", "thinc")


def test_help_loads_nothing_heavy() -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimcheck", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()
    }
    assert "click" in loaded
    assert not loaded.intersection(HEAVY)
    assert all(name in result.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_loads_lightly(name: str) -> None:
    code = (
        "import sys\nfrom claimcheck.cli import main\n"
        f"try: main(['{name}', '--help'])\n"
        "except SystemExit as stop: code = stop.code\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "[] 0"


COUNTED = (
    "import atexit, gc\n"
    "atexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > 1000))\n"
    "from claimcheck.cli import main\n"
)


def test_as_a_program_it_leaves_out_the_search_for_garbage() -> None:
    code = COUNTED + "main(['--version'])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "500000 True"


def test_inside_another_program_it_leaves_the_search_for_garbage_alone() -> None:
    code = COUNTED + "print(gc.get_threshold()[0])\nmain.main(['--version'])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    before, _, after = result.stdout.splitlines()
    assert after == f"{before} False"


def test_version_and_unknown_commands() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"claimcheck, version {__version__}\n"
    assert CliRunner().invoke(main, ["frobnicate"]).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (InputError("a.md: bad"), 2, "error: a.md: bad\n"),
        (
            PermissionError(13, "Permission denied", "x"),
            2,
            "error: x: permission denied\n",
        ),
        (KeyboardInterrupt(), 130, "interrupted\n"),
    ],
)
def test_errors_become_messages_and_exit_codes(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(type(main), "get_command", lambda *_: failing)
    result = CliRunner().invoke(main, ["review"])
    assert (result.exit_code, result.stderr, result.stdout) == (code, told, "")
