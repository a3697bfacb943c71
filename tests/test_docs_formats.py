"""docs/formats.md names every format, and each of its commands does what the table says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from claimcheck.cli import main
from claimcheck.report import FORMATS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \|.*\| `(claimcheck [^`]+)` \|$", PAGE, flags=re.MULTILINE)


def test_every_format_has_a_row() -> None:
    assert {name for name, _ in ROWS} == set(FORMATS)


@pytest.mark.parametrize(("name", "command"), ROWS)
def test_the_command_of_a_row_writes_the_format(
    name: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "kratom-for-chronic-pain.md", tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    args = shlex.split(command)[1:]
    result = CliRunner().invoke(main, args)
    assert result.exit_code == 1, result.output
    assert name == (args[args.index("-f") + 1] if "-f" in args else "full")
    assert "kratom-for-chronic-pain" in "".join(_told(args, result.stdout))


def _told(args: list[str], stdout: str) -> Iterator[str]:
    """What a command wrote: its report, or the names of its files."""
    if "-o" not in args:
        yield stdout
    elif Path(args[-1]).is_dir():
        yield from (str(path) for path in Path(args[-1]).rglob("*.*"))
    else:
        yield Path(args[-1]).read_text("utf-8")


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL))
def test_the_examples_are_yaml(example: str) -> None:
    assert yaml.safe_load(example)
