"""Which files the paths mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.datatypes import Failure
from claimcheck.readers import find_articles
from tests.readers.files import failure_of, put


def test_folders_are_searched_in_order_without_hidden_and_foreign_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.md", "a/z.txt", "a/b/c.markdown", "c.xyz", "~$d.docx", ".git/x.md", ".h.md"):
        put(tmp_path, name)
    for name in ("node_modules/x.md", "venv/x.md", "my/x.md", "my/pyvenv.cfg"):
        put(tmp_path, name)
    monkeypatch.chdir(tmp_path)
    assert list(find_articles(["."])) == ["a/b/c.markdown", "a/z.txt", "b.md"]
    assert list(find_articles(["b.md", "./b.md", "a", "*.md", "-", "-"])) == [
        "b.md",
        "a/b/c.markdown",
        "a/z.txt",
        "-",
    ]


def test_globs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.md", "a.md", "d/c.md", "[1].md"):
        put(tmp_path, name)
    monkeypatch.chdir(tmp_path)
    assert list(find_articles(["?.md"])) == ["a.md", "b.md"]
    assert list(find_articles(["**/*.md"])) == ["[1].md", "a.md", "b.md", "d/c.md"]
    assert list(find_articles(["[1].md"])) == ["[1].md"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(find_articles([tmp_path]))) == 1


def test_folders_nested_without_end_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "z.md")
    deepest = "/".join(["d"] * 250)
    put(tmp_path, f"{deepest}/a.md")
    first, second = find_articles(["."])
    assert isinstance(first, Failure) and first.path.count("d") == 201
    assert first.message == "folders are nested more than 200 deep; name the articles"
    assert second == "z.md"
    assert list(find_articles([f"{deepest}/a.md"])) == [f"{deepest}/a.md"]


def test_a_list_names_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", "b c.md", "d/e.md", "@f.md"):
        put(tmp_path, name)
    put(tmp_path, "list.txt", b"\xef\xbb\xbfb c.md\r\n\n# not.md\nd\n*.md\n")
    monkeypatch.chdir(tmp_path)
    assert list(find_articles(["@list.txt"])) == ["b c.md", "d/e.md", "@f.md", "a.md"]
    assert list(find_articles(["@f.md"])) == ["@f.md"]
    assert failure_of("@none.txt") == "the list does not exist; check the path"
    put(tmp_path, "list.txt", b"#\n")
    assert failure_of("@list.txt").startswith("the list names no paths")
