"""What a search passes over: exclude patterns, .claimcheckignore, .gitignore."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.errors import ConfigError
from claimcheck.readers import Ignored, find_articles

Put = Callable[..., None]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    monkeypatch.chdir(tmp_path)

    def write(*names: str, text: str = "Mint helps.") -> None:
        for name in names:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text)

    return write


def found(*paths: str, **options: object) -> list[str]:
    return [str(item) for item in find_articles(paths or ["."], Ignored(**options))]  # type: ignore[arg-type]


def test_exclude_takes_the_place_of_the_default(put: Put) -> None:
    put("a.md", ".h/a.md", "node_modules/a.md", "old/a.md")
    assert found() == ["a.md", "old/a.md"]
    assert found(exclude=["old/"]) == [".h/a.md", "a.md", "node_modules/a.md"]


def test_exclude_is_relative_to_the_root(put: Put) -> None:
    put("site/old/a.md", "site/new/a.md", "old/a.md")
    assert found("site", exclude=["/old"], root="site") == ["site/new/a.md"]
    assert found(exclude=["/old"], root="site") == ["old/a.md", "site/new/a.md"]


def test_claimcheckignore_speaks_in_its_folder_and_below(put: Put) -> None:
    put("a.md", "s/a.md", "s/t/a.md", "s/t/b.md")
    put("s/.claimcheckignore", text="a.md\n")
    assert found() == ["a.md", "s/t/b.md"]
    put("s/t/.claimcheckignore", text="!a.md\n")
    assert found() == ["a.md", "s/t/a.md", "s/t/b.md"]
    assert found("s/t") == ["s/t/a.md", "s/t/b.md"]


def test_gitignore_counts_inside_a_repository_only(put: Put) -> None:
    put("a.md", "b.md", "c.md", "s/a.md")
    put(".gitignore", text="a.md\n")
    assert found() == ["a.md", "b.md", "c.md", "s/a.md"]
    put(".git/info/exclude", text="c.md\n")
    assert found() == ["b.md"]
    assert "holds no articles that are not excluded" in found("s")[0]
    assert found(gitignore=False) == ["a.md", "b.md", "c.md", "s/a.md"]


def test_claimcheckignore_stands_over_gitignore(put: Put) -> None:
    put("a.md", "b.md", ".git/HEAD")
    put(".gitignore", text="*.md\n")
    put(".claimcheckignore", text="!b.md\n")
    assert found() == ["b.md"]


def test_named_files_are_passed_over_by_force_only(put: Put) -> None:
    put("old/x/a.md", "b.md")
    assert found("old/x/a.md", "b.md", exclude=["old/"]) == ["old/x/a.md", "b.md"]
    assert found("old/x/a.md", "old", "b.md", exclude=["old/"], force=True) == ["b.md"]


def test_a_pattern_passes_over_what_lies_behind_its_first_wildcard(put: Put) -> None:
    put("old/a.md", "x/old/a.md", "x/new/a.md")
    assert found("**/*.md", exclude=["old/"]) == ["x/new/a.md"]
    assert found("old/*.md", exclude=["old/"]) == ["old/a.md"]


def test_an_ignore_file_that_cannot_be_read_is_told(put: Put) -> None:
    put("a.md")
    Path(".claimcheckignore").mkdir()
    with pytest.raises(ConfigError, match=r"\.claimcheckignore: cannot be read \(Is a directory\)"):
        found()


def test_paths_may_be_as_deep_as_the_system_lets_them(tmp_path: Path) -> None:
    (tmp_path / ".claimcheckignore").write_text("b.md\n")
    ignored = Ignored(root=tmp_path)
    deep = tmp_path.joinpath(*["d"] * 1500)
    assert ignored.named(str(deep / "b.md"))
    assert not ignored.named(str(deep / "c.md"))
    assert not ignored.named(str(tmp_path.joinpath(*["d"] * 2500, "c.md")))
