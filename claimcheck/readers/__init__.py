"""Articles from files and standard input: one reader a format, behind one table."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers.boilerplate import without_boilerplate
from claimcheck.readers.discover import STDIN, find_articles
from claimcheck.readers.files import open_regular
from claimcheck.readers.formats import LINES, READERS, Reader, format_of
from claimcheck.readers.ignored import Ignored
from claimcheck.readers.jsonl import read_jsonl
from claimcheck.readers.limits import check_blocks, check_visible
from claimcheck.readers.options import ReadOptions
from claimcheck.readers.sources import Source, failure, find_sources, open_source, shown_name

__all__ = [
    "READERS",
    "STDIN",
    "Ignored",
    "ReadOptions",
    "Reader",
    "Source",
    "find_articles",
    "find_sources",
    "read_all",
    "read_article",
    "read_source",
    "read_stdin",
    "shown_name",
]
_DEFAULTS = ReadOptions()


def read_article(path: str | Path, options: ReadOptions = _DEFAULTS) -> Article:
    """The article in the file `path`; InputError says what is wrong with it and what to do."""
    try:
        return _only(_read(open_source(str(path)), options))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def read_stdin(name: str | None = None, options: ReadOptions = _DEFAULTS) -> Article:
    """The article on standard input; `name` is what to call it and chooses the reader."""
    try:
        return _only(_read(open_source(STDIN, name), options))
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
    for source in find_sources(paths, stdin_name=stdin_name, ignored=ignored):
        if isinstance(source, Failure):
            yield source
        else:
            yield from read_source(source, options)


def read_source(source: Source, options: ReadOptions = _DEFAULTS) -> Iterator[Article | Failure]:
    """The articles of a source; where that is one, it has the name of the source."""
    try:
        yield from _read(source, options)
    except InputError as error:
        yield failure(source.name, error)


def _read(source: Source, options: ReadOptions) -> Iterator[Article | Failure]:
    if source.data is not None:
        for item in _articles(source, source.data, options):
            if source.path == STDIN and isinstance(item, Article) and item.places:
                item = replace(item, data=source.data)
            yield item
    elif source.path == STDIN:
        yield from _lines(source.name, sys.stdin.buffer, options)
    else:
        with open_regular(source.path) as file:
            yield from _lines(source.name, file, options)


def _articles(source: Source, data: bytes, options: ReadOptions) -> Iterator[Article | Failure]:
    """The articles in the bytes of one file: one, but for JSON Lines."""
    if not data:
        raise InputError("is empty; restore it or leave it out")
    suffix = format_of(source.name, data)
    if suffix in LINES:
        yield from _lines(source.name, io.BytesIO(data), options)
    else:
        yield _finished(READERS[suffix](source.name, data, options), options)


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
    if not article.places:  # a document that is no text file has limits of its own
        check_blocks(len(blocks))
        check_visible(blocks)
    return replace(article, blocks=blocks)


def _only(found: Iterator[Article | Failure]) -> Article:
    """The one article there is."""
    first, second = next(found), next(found, None)
    if isinstance(first, Failure) or second is not None:
        raise InputError("holds many articles, one a line; read them with `read_all`")
    return first
