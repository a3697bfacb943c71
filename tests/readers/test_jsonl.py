"""JSON Lines: every line an article with its own name, a bad one its own failure."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers import ReadOptions, read_all, read_article
from claimcheck.readers import jsonl as jsonl_module
from claimcheck.readers.jsonl import read_jsonl


def read(data: bytes, field: str = "text") -> list[Article | Failure]:
    return list(read_jsonl("a.jsonl", io.BytesIO(data), field))


def test_lines_are_articles_with_their_numbers() -> None:
    found = read(b'{"text": "Mint."}\n\n{"text": "Te\\u00e9\\n"}')
    assert [(item.source, item.text) for item in found if isinstance(item, Article)] == [
        ("a.jsonl:1", "Mint."),
        ("a.jsonl:3", "Teé\n"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "is no JSON"),
        (b"[1]", "is no JSON object"),
        (
            b'{"body": "x", "id": 1}',
            r"no field 'text' \(fields: 'body', 'id'\); name it with --text-",
        ),
        (b'{"text": 3}', "no text in 'text' but int"),
        (b'{"text": "a\\u0000"}', "binary in 'text'"),
        (b"\xff\xff", "is not UTF-8"),
        (b"[" * 100_000, "is no JSON"),
    ],
)
def test_a_bad_line_is_a_failure_in_its_place(line: bytes, told: str) -> None:
    first, second, third = read(b'{"text": "a"}\n' + line + b'\n{"text": "b"}\n')
    assert isinstance(first, Article) and isinstance(third, Article)
    assert isinstance(second, Failure) and second.path == "a.jsonl:2"
    with pytest.raises(InputError, match=told):
        raise InputError(second.message)


def test_half_a_character_becomes_a_question_mark() -> None:
    (article,) = read(b'{"text": "a\\ud83db"}')
    assert isinstance(article, Article) and article.text == "a?b"


def test_a_line_beyond_the_limit_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl_module, "MAX_LINE", 30)
    first, second = read(b'{"text": "' + b"x" * 100 + b'"}\n{"text": "b"}')
    assert isinstance(first, Failure) and "line of more than 30 bytes" in first.message
    assert isinstance(second, Article) and second.source == "a.jsonl:2"


def test_the_field_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "Mint."}\n')
    (article,) = read_all([path], options=ReadOptions(text_field="body"))
    assert isinstance(article, Article) and article.text == "Mint."
    with pytest.raises(InputError, match="holds many articles"):
        read_article(path)


@settings(deadline=None)
@given(
    st.binary(max_size=80) | st.dictionaries(st.text(), st.text()).map(json.dumps).map(str.encode)
)
def test_no_bytes_raise_anything(data: bytes) -> None:
    for item in read(data):
        assert isinstance(item, (Article, Failure))
