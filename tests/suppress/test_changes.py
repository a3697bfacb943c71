"""Changes since a revision, in real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from claimcheck.datatypes import Article, Place
from claimcheck.errors import ConfigError
from claimcheck.readers.text import read_text
from claimcheck.suppress.changes import Changes
from tests import fakes
from tests.suppress.made import review_blocks

LONG = "".join(f"line {number} of some length\n" for number in range(9))


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "repo"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Nobody")
    git("config", "user.email", "nobody@example.org")
    # what people set for themselves must not matter
    git("config", "diff.noprefix", "true")
    git("config", "color.ui", "always")
    return folder


def git(*args: str) -> None:
    subprocess.run(["git", *args], check=True, capture_output=True)


def put(name: str, text: str | bytes) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "x")


def changed(name: str, revision: str = "HEAD") -> list[str]:
    """The claims of a plain text that stand on changed lines."""
    text = Path(name).read_text("utf-8")
    review = review_blocks(read_text(name, text))
    return [one.claim.text for one in Changes(revision).only_changed(review).findings]


def test_only_claims_on_changed_lines_stay() -> None:
    put("a.txt", "unsafe a\n\nunsafe b\n\nunsafe c\n")
    commit()
    put("a.txt", "new\n\nunsafe a\n\nunsafe d\n\nunsafe c\n")
    assert changed("a.txt") == ["unsafe d"]
    put("a.txt", "unsafe a\n\nunsafe b\n\nunsafe c\n")
    assert changed("a.txt") == []


def test_staged_and_committed_changes_count_from_the_revision() -> None:
    put("a.txt", "unsafe a\n")
    commit()
    put("a.txt", "unsafe a\n\nunsafe b\n")
    commit()
    put("a.txt", "unsafe a\n\nunsafe b\n\nunsafe c\n")
    git("add", ".")
    assert changed("a.txt") == ["unsafe c"]
    assert changed("a.txt", "HEAD~1") == ["unsafe b", "unsafe c"]
    assert changed("a.txt", "main~1") == ["unsafe b", "unsafe c"]


def test_files_that_git_does_not_know_count_whole() -> None:
    put(".gitignore", "ignored.txt\n")
    put("a.txt", "unsafe a\n")
    commit()
    put("b.txt", "unsafe b\n")
    put("ignored.txt", "unsafe c\n")
    put("staged.txt", "unsafe d\n")
    git("add", "staged.txt")
    git("rm", "-q", "--cached", "a.txt")
    assert changed("b.txt") + changed("ignored.txt") == ["unsafe b", "unsafe c"]
    assert changed("staged.txt") + changed("a.txt") == ["unsafe d", "unsafe a"]


@pytest.mark.parametrize("name", ["b.txt", 'sub/k "ö\t\\ and b.txt', "c d.txt"])
def test_a_renamed_file_is_followed(name: str) -> None:
    put("a.txt", LONG + "\nunsafe a\n")
    commit()
    Path(name).parent.mkdir(exist_ok=True)
    git("mv", "a.txt", name)
    assert changed(name) == []
    put(name, LONG + "\nunsafe a\n\nunsafe b\n")
    assert changed(name) == ["unsafe b"]


def test_lines_that_went_from_the_midst_of_a_claim_change_it() -> None:
    put("a.txt", "This is unsafe\nor so they said\nto take.\nIt is overstated\nas well.\nnever\n")
    commit()
    put("a.txt", "This is unsafe\nto take.\nIt is overstated\nas well.\n")
    review = fakes.review_text(Path("a.txt").read_text(), "a.txt")
    found = Changes("HEAD").only_changed(review).findings
    assert [one.claim.text for one in found] == ["unsafe\nto take"]


def test_lines_are_those_of_git_and_not_of_editors() -> None:
    put("a.txt", "one\rtwo\rthree\r\n\r\nunsafe a\n")
    commit()
    put("a.txt", "one\rtwo\rthree\r\n\r\nunsafe b\n")
    text = Path("a.txt").read_bytes().decode()
    found = Changes("HEAD").only_changed(review_blocks(read_text("a.txt", text))).findings
    assert [one.claim.text for one in found] == ["unsafe b"]


def test_a_document_without_lines_is_changed_whole_or_not() -> None:
    put("a.docx", b"PK\0one")
    put("b.docx", "lines for git")
    commit()
    article = Article("a.docx", "It is unsafe.", (), (Place(0, (("paragraph", 1),)),))
    review = fakes.review_article(article)
    assert Changes("HEAD").only_changed(review).findings == ()
    put("a.docx", b"PK\0two")
    assert Changes("HEAD").only_changed(review) == review
    put("b.docx", "lines for git, more")
    other = fakes.review_article(Article("b.docx", "\n\nunsafe.", (), article.places))
    assert Changes("HEAD").only_changed(other) == other


def test_a_row_of_json_lines_is_an_article() -> None:
    put("a.jsonl", '{"text": "x"}\n{"text": "y"}\n')
    commit()
    put("a.jsonl", '{"text": "x"}\n{"text": "z"}\n')
    rows = [fakes.review_text("It is\n\nunsafe.", f"a.jsonl:{number}") for number in (1, 2)]
    changes = Changes("HEAD")
    assert [len(changes.only_changed(row).findings) for row in rows] == [0, 1]


def test_articles_of_several_repositories_and_through_links(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt", "unsafe a\n")
    commit()
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    git("clone", "-q", str(repository), ".")
    put("a.txt", "unsafe b\n")
    (tmp_path / "link").symlink_to(other)
    monkeypatch.chdir(tmp_path)
    assert changed("repo/a.txt") + changed("other/a.txt") == ["unsafe b"]
    assert changed("link/a.txt") == ["unsafe b"]


def test_it_works_within_a_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    put("sub/a.txt", "unsafe a\n")
    commit()
    put("sub/a.txt", "unsafe a\n\nunsafe b\n")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/none")
    assert changed("sub/a.txt") == ["unsafe b"]


def test_faults_are_told_before_anything_is_reviewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.txt", "x")
    commit()
    Changes("HEAD").check(["a.txt", ".", "*.md", "none/**/*.md"])
    for revision in ("nowhere", "--output=x", "HEAD:a.txt"):
        with pytest.raises(ConfigError, match=r"is no revision of the repository .*repo; fetch it"):
            Changes(revision).check(["."])
    with pytest.raises(ConfigError, match="cannot tell what changed in '-'"):
        Changes("HEAD").check(["-"])
    with pytest.raises(ConfigError, match=r"--diff-base: .*not a git repository"):
        Changes("HEAD").check([str(tmp_path)])
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="needs git, which is not installed"):
        Changes("HEAD").check(["."])
    assert not Path("x").exists()
