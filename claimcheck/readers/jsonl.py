"""JSON Lines: every line an object whose text field is an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers.decode import decode
from claimcheck.readers.limits import MAX_LINE, check_length, size
from claimcheck.readers.text import read_text


def read_jsonl(source: str, file: BinaryIO, field: str = "text") -> Iterator[Article | Failure]:
    """The articles of a file, each named 'source:line'; positions count in its text.

    A line that is no object with `field` is a Failure in its place, and the others still come. The
    file is read line by line: it may be larger than memory.
    """
    for number, line in _lines(file):
        name = f"{source}:{number}"
        try:
            yield _article(name, line, field)
        except InputError as error:
            yield Failure(name, type(error).__name__, str(error))


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, from 1; None for one beyond the limit."""
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
            yield number, None
        elif line.strip():
            yield number, line


def _article(name: str, line: bytes | None, field: str) -> Article:
    if line is None:
        raise InputError(f"is a line of more than {size(MAX_LINE)}; split the article")
    decoded = decode(line)
    try:
        row = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON ({error}); write one object a line") from error
    text = _text_of(row, field)
    check_length(text)
    return replace(read_text(name, text), warnings=decoded.warnings)


def _text_of(row: object, field: str) -> str:
    if not isinstance(row, dict):
        raise InputError("is no JSON object; write one object a line")
    if field not in row:
        there = ", ".join(f"'{key}'" for key in list(row)[:8]) or "none"
        raise InputError(f"has no field '{field}' (fields: {there}); name it with --text-field")
    text = row[field]
    if not isinstance(text, str):
        raise InputError(f"has no text in '{field}' but {type(text).__name__}; name another field")
    if "\0" in text:
        raise InputError(
            f"has binary in '{field}' (NUL at character {text.find(chr(0))}); leave it out"
        )
    return text.encode("utf-8", "replace").decode() if _has_surrogates(text) else text


def _has_surrogates(text: str) -> bool:
    """Whether JSON escapes named half a character: such a text can be written nowhere."""
    return any("\ud800" <= char <= "\udfff" for char in text)
