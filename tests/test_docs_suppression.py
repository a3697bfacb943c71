"""docs/suppression.md: its comments, its baseline and its program are what claimcheck reads."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.datatypes import Fault
from claimcheck.readers import read_article
from claimcheck.suppress.baseline import read_baseline
from claimcheck.suppress.directives import Verb, parse_directive

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "suppression.md").read_text(encoding="utf-8")
COMMENTS = re.findall(r"<!--(.*?)-->", PAGE)


@pytest.mark.parametrize("comment", COMMENTS)
def test_the_comments_are_understood(comment: str) -> None:
    assert parse_directive(comment)


def test_every_verb_and_fault_is_there() -> None:
    assert {parse_directive(comment).verb for comment in COMMENTS} == set(Verb)
    assert set(re.findall(r"^\| `(\w+)` \| (?:error|warning)", PAGE, re.MULTILINE)) == set(Fault)


def test_the_page_itself_suppresses_nothing() -> None:
    assert read_article(ROOT / "docs" / "suppression.md").comments == ()


def test_the_baseline_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "b.json").write_text(example)
    (entry,) = read_baseline(tmp_path / "b.json")
    assert (entry.reason, entry.author, str(entry.until)) == (
        "cited in ref 4",
        "M. Kay",
        "2027-01-31",
    )


def test_the_program_runs(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "<!-- claimcheck ignore: ref 4 -->\nMint tea cures cancer."
    (tmp_path / "docs" / "a.md").write_text(text)
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Suppression(reason='ref 4'" in done.stdout, done.stderr
