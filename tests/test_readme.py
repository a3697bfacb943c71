"""Every command of the README's daily uses is run, and does what its comment says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXPECTED = {
    "claimcheck review docs ": 1,
    "claimcheck review docs -f concise": 1,
    "claimcheck review docs -f jsonl": 1,
    "claimcheck review docs -f docx": 1,
    "claimcheck review docs -f markdown": 1,
    "cat ": 1,
    "claimcheck review docs --fail-on overstated": 1,
    "claimcheck explain": 0,
    "claimcheck evaluate": 0,
    "claimcheck corpus validate": 0,
    "claimcheck train": 0,
    "claimcheck review --show-settings": 0,
    "claimcheck baseline write": 0,
    "claimcheck model verify": 0,
}


def daily_commands() -> list[str]:
    block = README.split("<!-- tested:")[1].split("```")[1]
    return [line.split("  #")[0].strip() for line in block.strip().splitlines()]


def expected_code(command: str) -> int:
    return next(
        code for start, code in reversed(EXPECTED.items()) if f"{command} ".startswith(start)
    )


@pytest.mark.parametrize("command", daily_commands())
def test_daily_command_runs(command: str, tmp_path: Path) -> None:
    run = command.replace("claimcheck ", f"{sys.executable} -m claimcheck ")
    run = re.sub(r"(?<= -o )\S+", lambda name: str(tmp_path / name[0]), run)
    done = subprocess.run(run, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == expected_code(command), done.stderr
    assert "error" not in done.stderr
    written = [path.read_bytes() for path in tmp_path.rglob("*.*")]
    assert b"".join(written).strip() or (done.stdout + done.stderr).strip()


def test_there_are_daily_commands() -> None:
    assert len(daily_commands()) == 19


@pytest.mark.parametrize("number", [0, 1])
def test_python_examples_run_and_print_claims(number: int) -> None:
    example = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)[number]
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"unsafe|overstated", done.stdout)


def test_ci_block_holds_the_two_commands() -> None:
    block = README.split("<!-- ci -->")[1].split("```")[1].strip().splitlines()
    assert len(block) == 2
    assert "review" in block[0]
    assert block[1].endswith("./check")
