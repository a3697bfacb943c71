"""Files and standard input become articles; what cannot be read says why."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers import (
    READERS,
    ReadOptions,
    files,
    read_all,
    read_article,
    read_stdin,
)
from claimcheck.readers.decode import decode
from tests.powerless import drop_root_powers
from tests.readers import made
from tests.readers.files import failure_of, put


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
    assert decode(data).text == "é🙂\r\nx\r"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t")))
def test_decoding_is_the_inverse_of_encoding(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text
    assert decode(text.encode("utf-8-sig")).text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xc3\xa9\xe9\xe8", "is not UTF-8 at byte 2 (0xE9); save it as UTF-8"),
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


def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.md").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    script = "import sys\nfrom claimcheck.readers import read_all\n"
    script += "for failure in read_all(sys.argv[1:]):\n    print(failure.message)"
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "a.md", tmp_path / "closed"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=drop_root_powers,
    )
    assert done.stdout.splitlines() == [
        "may not be read; check its permissions",
        "folder cannot be read: permission denied",
    ]


def test_a_broken_link_in_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    (failure,) = read_all([tmp_path])
    assert isinstance(failure, Failure)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (made.pdf_of(["Mint helps."]), "Mint helps."),
        (made.docx_of("Mint helps."), "Mint helps."),
        (made.epub_of({"a.xhtml": "<p>Mint helps.</p>"}), "Mint helps."),
        (b"<!-- x --><!DOCTYPE html><p>Mint helps.</p>", "<p>Mint helps.</p>"),
        (b'{"text": "Mint helps."}\n', "Mint helps."),
        (b"{Mint helps.}", "{Mint helps.}"),
    ],
    ids=["pdf", "docx", "epub", "html", "jsonl", "text"],
)
def test_the_content_chooses_where_the_name_does_not(
    data: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (article,) = read_all([put(tmp_path, "draft", data)])
    assert isinstance(article, Article) and told in article.text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (piped,) = read_all(["-"])
    assert isinstance(piped, Article) and piped.text == article.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (made.archive({"a.txt": "Mint."}), "is a zip archive and no document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format or locked by a password"),
    ],
)
def test_formats_nobody_reads_are_named(data: bytes, told: str, tmp_path: Path) -> None:
    assert told in failure_of(put(tmp_path, "draft.bin", data))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert failure_of(put(tmp_path, "a.md", b"")).startswith("is empty")
    assert failure_of(put(tmp_path, "a.jsonl", b"\n")).startswith("is empty")


def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert "is a named pipe and no file" in failure_of(tmp_path / "a.md")
    assert "is a device and no file" in failure_of("/dev/zero")


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "a.md")
    assert "symbolic links" in failure_of(tmp_path / "a.md")
    assert "symbolic links" in failure_of(tmp_path)


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "b.md")
    put(tmp_path, "a.md")
    found = read_all([tmp_path])
    next(found)
    path.unlink()
    rest = [item for item in found if isinstance(item, Failure)]
    assert [failure.message for failure in rest] == ["does not exist; check the path"]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(2**30)
    assert failure_of(path).startswith("holds 1,024 MiB, too much for one article (limit 64 MiB)")


def test_a_file_that_grows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE", 5)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"123456")))
    assert failure_of("-").startswith("holds more than 5 bytes")


def test_too_long_a_text_is_refused(tmp_path: Path) -> None:
    message = "holds 500,001 characters, more than the 500,000 reviewed at once; split it"
    for name, start in (("a.txt", b""), ("a.md", b""), ("a.html", b"<p>")):
        assert failure_of(put(tmp_path, name, start + b"x" * 500_001)) == message


def test_json_lines_are_read_where_named_and_not_searched_for(tmp_path: Path) -> None:
    put(tmp_path, "a.jsonl", b'{"text": "Mint."}')
    assert "holds no articles" in failure_of(tmp_path)
    assert len(list(read_all([f"{tmp_path}/*.jsonl"]))) == 1


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300), st.booleans())
def test_no_bytes_raise_anything_but_input_errors(suffix: str, data: bytes, whole: bool) -> None:
    try:
        article = READERS[suffix]("a", data, ReadOptions(whole_page=whole))
    except InputError as error:
        assert str(error)
        return
    before = 0
    for block in article.blocks or ():
        assert before <= block.start < block.end <= len(article.text)
        before = block.end


MEMORY = """
import re, sys
from pathlib import Path
from claimcheck.readers import read_all
found = list(read_all(sys.argv[1:]))
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print([type(item).__name__ for item in found], peak)
"""
"""ru_maxrss would count what the parent process held when it forked."""


def test_memory_stays_bounded_whatever_comes(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "line.txt", b"x" * 100 * 2**20),
        put(tmp_path, "line.jsonl", b'{"text": "' + b"x" * 100 * 2**20 + b'"}'),
        put(tmp_path, "emoji.html", "🙂".encode() * 2**20),
        put(tmp_path, "deep.html", b"<div>" * 2**17),
        put(tmp_path, "cells.docx", made.docx_of("x" * 5_100_000)),
        put(tmp_path, "bomb.epub", made.archive({"a.xhtml": bytes(2**27)})),
    ]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    kinds, peak = done.stdout.rsplit(maxsplit=1)
    assert kinds.count("Failure") == 4 and kinds.count("Article") == 2
    assert int(peak) < 700 * 1024
