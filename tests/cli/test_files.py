"""Reports that are files: where they go, and what is left alone."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from claimcheck.cli import main
from tests import fakes
from tests.readers.made import docx_of


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two articles and a file that is none, and no model."""
    monkeypatch.setitem(sys.modules, "claimcheck.review", fakes.module())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.docx").write_bytes(docx_of("Mint is unsafe."))
    (tmp_path / "in" / "b.md").write_text("Mint is *supported*.")
    return tmp_path


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["review", "-f", "docx", *args], input=stdin)


def comments_in(data: bytes | Path) -> list[str]:
    raw = data.read_bytes() if isinstance(data, Path) else data
    return [one.text.splitlines()[0] for one in docx.Document(io.BytesIO(raw)).comments]


def test_one_article_becomes_the_file_named(folder: Path) -> None:
    before = (folder / "in" / "a.docx").read_bytes()
    result = run("in/a.docx", "-o", "out.docx")
    assert (result.exit_code, result.output) == (1, "")
    assert comments_in(folder / "out.docx") == ["Unsafe claim (91%)"]
    assert (folder / "in" / "a.docx").read_bytes() == before


def test_several_become_files_in_a_folder_that_is_made(folder: Path) -> None:
    assert run("in", "-o", "out").exit_code == 1
    assert sorted(str(path.relative_to(folder)) for path in (folder / "out").rglob("*.*")) == [
        "out/in/a.reviewed.docx",
        "out/in/b.reviewed.docx",
    ]
    assert comments_in(folder / "out/in/b.reviewed.docx") == []


def test_a_copy_stands_beside_its_original_and_is_not_reviewed_with_it(folder: Path) -> None:
    assert run("in", "-o", ".").exit_code == 1
    assert run("in", "-o", ".").exit_code == 1
    assert sorted(os.listdir("in")) == ["a.docx", "a.reviewed.docx", "b.md", "b.reviewed.docx"]


def test_a_copy_that_somebody_has_saved_is_not_replaced(folder: Path) -> None:
    run("in/a.docx", "-o", ".")
    copy = folder / "in" / "a.reviewed.docx"
    document = docx.Document(str(copy))
    document.paragraphs[0].add_run(" Mended.")
    document.save(str(copy))
    for _ in range(2):
        assert run("in/a.docx", "-o", ".").exit_code == 1
    assert docx.Document(str(copy)).paragraphs[0].text == "Mint is unsafe. Mended."
    assert sorted(os.listdir("in")) == ["a.docx", "a.reviewed-2.docx", "a.reviewed.docx", "b.md"]
    assert comments_in(folder / "in" / "a.reviewed-2.docx") == ["Unsafe claim (91%)"]


def test_one_goes_to_stdout_where_that_is_piped() -> None:
    result = run("in/a.docx")
    assert result.exit_code == 1
    assert comments_in(result.stdout_bytes) == ["Unsafe claim (91%)"]


@pytest.mark.parametrize("name", ["draft.docx", None])
def test_a_document_is_read_from_stdin(name: str | None) -> None:
    more = ["--stdin-filename", name] if name else []
    result = run("-", *more, stdin=docx_of("It is unsafe."))
    assert comments_in(result.stdout_bytes) == ["Unsafe claim (91%)"]


def test_a_terminal_gets_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    from claimcheck.cli.files import file_target
    from claimcheck.errors import ConfigError

    monkeypatch.setattr(sys, "stdout", Terminal())
    with pytest.raises(ConfigError, match=r"nothing for a terminal.*--output \."):
        file_target(None, ".docx")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["in"], "stdout takes one file; name a folder with --output"),
        (["in", "-o", "out.docx"], "--output out.docx is one file, the articles are more"),
        (["in", "-o", "no/out.docx"], "there is no directory no"),
        (["in", "-o", "text.txt"], "--output text.txt is no folder and not called *.docx"),
        (["in/a.docx", "-o", "in/a.docx"], "is one of the articles to review"),
    ],
)
def test_what_cannot_be_written_is_told(args: list[str], told: str, folder: Path) -> None:
    (folder / "text.txt").write_text("mine")
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    result = run(*args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before


def test_a_copy_is_not_written_over_an_article(folder: Path) -> None:
    (folder / "in" / "a.reviewed.docx").write_bytes(docx_of("Edited."))
    result = run("in/a.docx", "in/a.reviewed.docx", "-o", ".")
    assert result.exit_code == 2
    assert "in/a.reviewed.docx is one of the articles to review" in result.stderr
    assert comments_in(folder / "in" / "a.reviewed.docx") == []


def test_the_review_of_a_copy_stands_beside_it_and_takes_its_work_along(folder: Path) -> None:
    run("in/a.docx", "-o", ".")
    copy = folder / "in" / "a.reviewed.docx"
    document = docx.Document(str(copy))
    document.paragraphs[0].add_run(" Nobody is unsafe.")
    document.save(str(copy))
    before = copy.read_bytes()
    for number in (2, 3):
        assert run("in/a.reviewed.docx", "-o", ".").exit_code == 1
        assert comments_in(folder / "in" / f"a.reviewed-{number}.docx") == 2 * [
            "Unsafe claim (91%)"
        ]
    assert copy.read_bytes() == before
    assert run("in", "-o", "out").exit_code == 1
    assert sorted(os.listdir("out/in")) == ["a.reviewed.docx", "b.reviewed.docx"]


def test_the_review_of_a_piped_copy_does_not_replace_it(folder: Path) -> None:
    data = docx_of("It is unsafe.")
    Path("a.reviewed.docx").write_bytes(data)
    run("-", "--stdin-filename", "a.reviewed.docx", "-o", ".", stdin=data)
    assert Path("a.reviewed.docx").read_bytes() == data
    assert comments_in(Path("a.reviewed-2.docx")) == ["Unsafe claim (91%)"]


@pytest.mark.parametrize(("output", "made"), [("out", ["in/a.reviewed.docx"]), ("one.docx", None)])
def test_what_cannot_be_read_is_told_and_the_rest_is_written(
    output: str, made: list[str] | None, folder: Path
) -> None:
    (folder / "in" / "c.docx").write_bytes(b"no zip")
    result = run("in/c.docx", "in/a.docx", "-o", output)
    assert result.exit_code == 2
    assert "error: in/c.docx: is no Word document" in result.stderr
    written = Path(output, made[0]) if made else Path(output)
    assert comments_in(written) == ["Unsafe claim (91%)"]


def test_nothing_is_written_where_nothing_could_be_read(folder: Path) -> None:
    result = run("gone.docx", "-o", "out.docx")
    assert result.exit_code == 2
    assert not (folder / "out.docx").exists()


def test_the_library_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx.comments", None)
    result = run("in/b.md", "-o", "out.docx")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: comments in Word documents need more: pip install 'claimcheck[docs]'\n"
    )
