"""Files and standard input become articles; what cannot be read says why."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers import find_articles, read_all, read_article, read_stdin
from claimcheck.readers.decode import decode

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def put(folder: Path, name: str, data: bytes = b"Mint helps.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        "é🙂\r\nx\r".encode(),
        b"\xef\xbb\xbf" + "é🙂\r\nx\r".encode(),
        b"\xff\xfe" + "é🙂\r\nx\r".encode("utf-16-le"),
        b"\xfe\xff" + "é🙂\r\nx\r".encode("utf-16-be"),
    ],
)
def test_text_is_decoded_and_line_ends_stay(data: bytes) -> None:
    assert decode(data) == "é🙂\r\nx\r"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_decoding_is_the_inverse_of_encoding(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\xe9", "is not UTF-8 at byte 3 (0xE9); save it as UTF-8"),
        (b"\xef\xbb\xbfcaf\xe9", "at byte 6 (0xE9)"),
        (b"ab\0c", "is binary and no text (NUL at byte 2)"),
        (b"\xff\xfea", "not UTF-16-LE at byte 2"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        decode(data)
    assert message in str(error.value)


def test_the_suffix_chooses_the_reader(tmp_path: Path) -> None:
    text = b"`mint`"
    assert read_article(put(tmp_path, "a.MD", text)).blocks[0].start == 1
    assert read_article(put(tmp_path, "a.txt", text)).blocks[0].start == 0
    assert read_article(put(tmp_path, "README", text)).text == "`mint`"
    with pytest.raises(InputError, match=r"no reader for '\.xyz' files \(known: \.txt"):
        read_article(put(tmp_path, "a.xyz"))


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.md: does not exist"):
        read_article(tmp_path / "none.md")
    with pytest.raises(InputError, match="is a folder"):
        read_article(tmp_path)


def test_stdin_has_the_name_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, start in ((None, 0), ("x.md", 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"`mint`")))
        article = read_stdin(name)
        assert (article.source, article.blocks[0].start) == (name or "-", start)


def test_folders_are_searched_in_order_without_hidden_and_foreign_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.md", "a/z.txt", "a/b/c.markdown", "c.pdf", ".git/x.md", ".h.md"):
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


def test_nothing_found_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    good, empty = put(tmp_path, "a.md"), tmp_path / "empty"
    empty.mkdir()
    bad = put(tmp_path, "b.md", b"\xff\xff")
    results = list(read_all([empty, bad, f"{tmp_path}/*.none", "none.md", good]))
    assert [type(result) for result in results] == [Failure] * 4 + [Article]
    messages = [result.message for result in results if isinstance(result, Failure)]
    for message, part in zip(
        messages,
        ("holds no articles", "not UTF-8", "matches no article", "does not exist"),
        strict=True,
    ):
        assert part in message
    assert {result.kind for result in results if isinstance(result, Failure)} == {"InputError"}


def test_a_broken_link_in_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    (failure,) = read_all([tmp_path])
    assert isinstance(failure, Failure)


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(find_articles([tmp_path]))) == 1


@as_root
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md")
    path.chmod(0)
    with pytest.raises(InputError, match="permissions"):
        read_article(path)
