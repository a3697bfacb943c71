"""Patterns match what git says they match."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.patterns import matches_below, parse_pattern, parse_patterns, verdict

PIECES = ["a", "b", "c", "*", "**", "***", "?", "/", "[", "]", "!", "-", "\\", "^", " ", "#", "."]
CLASSES = ["[a-b]", "[!a]", "[^b]", "[]a]", "[a-]", "[[:alpha:]]", "[[:nix:]]", "[c-a]", "[a\\-c]"]
LINES = st.lists(st.sampled_from(PIECES + CLASSES), min_size=1, max_size=6).map("".join)
NAMES = st.text("abc]-[! #\\*", min_size=1, max_size=3)
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=20, max_size=40)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(LINES, min_size=1, max_size=3), paths=PATHS)
def test_patterns_match_as_git_does(repository: Path, lines: list[str], paths: list[str]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines) + "\n")
    told = subprocess.run(
        ["git", "-C", str(repository), "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(paths),
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    patterns = parse_patterns(lines)
    assert {path for path in paths if matches_below(patterns, path)} == set(told.split("\0")) - {""}


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        ("*.md", ["a.md", "x/a.md"], ["a.mdx"]),
        ("/a.md", ["a.md"], ["x/a.md"]),
        ("blog/**", ["blog/a.md", "blog/x/a.md"], ["blog", "x/blog/a.md"]),
        ("**/old", ["old", "x/y/old"], ["older"]),
        ("a/**/b", ["a/b", "a/x/y/b"], ["a/x"]),
        ("[ab]?.md", ["a1.md", "bb.md"], ["c1.md", "a/.md"]),
        (r"\#a", ["#a"], ["a"]),
        ("a b  ", ["a b"], ["a b  "]),
    ],
)
def test_patterns_by_hand(pattern: str, matched: list[str], others: list[str]) -> None:
    parsed = parse_pattern(pattern)
    assert parsed is not None
    assert [path for path in matched + others if parsed.matches(path, False)] == matched


def test_a_slash_at_the_end_means_folders_only() -> None:
    patterns = parse_patterns(["old/"])
    assert verdict(patterns, "old", True) is True
    assert verdict(patterns, "old", False) is None
    assert matches_below(patterns, "x/old/a.md")


def test_the_last_pattern_that_matches_decides() -> None:
    patterns = parse_patterns(["*.md", "!keep.md", "# comment", ""])
    assert verdict(patterns, "a.md", False) is True
    assert verdict(patterns, "keep.md", False) is False
    assert verdict(patterns, "a.txt", False) is None
