"""Articles from files and standard input: one reader a format, behind one table."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers.boilerplate import without_boilerplate
from claimcheck.readers.discover import STDIN, find_articles
from claimcheck.readers.files import open_regular, read_bytes, read_stdin_bytes
from claimcheck.readers.formats import LINES, READERS, Reader, format_of, suffix_of
from claimcheck.readers.ignored import Ignored
from claimcheck.readers.jsonl import read_jsonl
from claimcheck.readers.limits import check_visible
from claimcheck.readers.options import ReadOptions

__all__ = [
    "READERS",
    "STDIN",
    "Ignored",
    "ReadOptions",
    "Reader",
    "find_articles",
    "read_all",
    "read_article",
    "read_stdin",
    "shown_name",
]
_DEFAULTS = ReadOptions()


def read_article(path: str | Path, options: ReadOptions = _DEFAULTS) -> Article:
    """The article in the file `path`; InputError says what is wrong with it and what to do."""
    try:
        return _only(_read_file(str(path), options))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def read_stdin(name: str | None = None, options: ReadOptions = _DEFAULTS) -> Article:
    """The article on standard input; `name` is what to call it and chooses the reader."""
    try:
        return _only(_read_stdin(name, options))
    except InputError as error:
        raise InputError(f"{name or STDIN}: {error}") from error


def read_all(
    paths: Iterable[str | Path],
    *,
    stdin_name: str | None = None,
    ignored: Ignored | None = None,
    options: ReadOptions = _DEFAULTS,
) -> Iterator[Article | Failure]:
    """Every article that `paths` mean, in the order given; what cannot be read is a Failure.

    A failure's message does not repeat its path.
    """
    for found in find_articles(paths, ignored):
        if isinstance(found, Failure):
            yield replace(found, path=shown_name(found.path))
        else:
            yield from _read(found, stdin_name, options)


def _read(found: str, stdin_name: str | None, options: ReadOptions) -> Iterator[Article | Failure]:
    stdin = found == STDIN
    try:
        yield from _read_stdin(stdin_name, options) if stdin else _read_file(found, options)
    except InputError as error:
        name = (stdin_name or STDIN) if stdin else shown_name(found)
        yield Failure(name, type(error).__name__, str(error))


def _read_file(path: str, options: ReadOptions) -> Iterator[Article | Failure]:
    name = shown_name(path)
    if suffix_of(path) in LINES:
        with open_regular(path) as file:
            yield from _lines(name, file, options)
    else:
        yield from _articles(name, path, read_bytes(path), options)


def _read_stdin(name: str | None, options: ReadOptions) -> Iterator[Article | Failure]:
    if suffix_of(name or "") in LINES:
        yield from _lines(name or STDIN, sys.stdin.buffer, options)
    else:
        data = read_stdin_bytes()
        for item in _articles(name or STDIN, name or "", data, options):
            if isinstance(item, Article) and item.places:
                item = replace(item, data=data)
            yield item


def _articles(
    source: str, name: str, data: bytes, options: ReadOptions
) -> Iterator[Article | Failure]:
    """The articles in the bytes of one file: one, but for JSON Lines."""
    if not data:
        raise InputError("is empty; restore it or leave it out")
    suffix = format_of(name, data)
    if suffix in LINES:
        yield from _lines(source, io.BytesIO(data), options)
    else:
        yield _finished(READERS[suffix](source, data, options), options)


def _lines(source: str, file: BinaryIO, options: ReadOptions) -> Iterator[Article | Failure]:
    empty = True
    for item in read_jsonl(source, file, options.text_field):
        empty = False
        yield _finished(item, options) if isinstance(item, Article) else item
    if empty:
        raise InputError("is empty; restore it or leave it out")


def _finished(article: Article, options: ReadOptions) -> Article:
    """The article without what is in every format and not its own word."""
    blocks = article.blocks or ()
    if not options.whole_page:
        blocks = tuple(without_boilerplate(article.text, blocks))
    check_visible(blocks)
    return replace(article, blocks=blocks)


def _only(found: Iterator[Article | Failure]) -> Article:
    """The one article there is."""
    first, second = next(found), next(found, None)
    if isinstance(first, Failure) or second is not None:
        raise InputError("holds many articles, one a line; read them with `read_all`")
    return first


def shown_name(path: str) -> str:
    """The path as text that can be written anywhere, even where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
