"""Articles from files and standard input: one reader a format, behind one table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from claimcheck.datatypes import Article, Failure
from claimcheck.errors import InputError
from claimcheck.readers.decode import decode
from claimcheck.readers.discover import STDIN, find_articles
from claimcheck.readers.formats import READERS, Reader, reader_for
from claimcheck.readers.ignored import Ignored

__all__ = [
    "READERS",
    "STDIN",
    "Ignored",
    "Reader",
    "find_articles",
    "read_all",
    "read_article",
    "read_stdin",
    "shown_name",
]


def read_article(path: str | Path) -> Article:
    """The article in the file `path`; InputError says what is wrong with it and what to do."""
    try:
        return _read_file(str(path))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def read_stdin(name: str | None = None) -> Article:
    """The article on standard input; `name` is what to call it and chooses the reader."""
    try:
        return _read_stdin(name)
    except InputError as error:
        raise InputError(f"{name or STDIN}: {error}") from error


def read_all(
    paths: Iterable[str | Path], *, stdin_name: str | None = None, ignored: Ignored | None = None
) -> Iterator[Article | Failure]:
    """Every article that `paths` mean, in the order given; what cannot be read is a Failure.

    A failure's message does not repeat its path.
    """
    for found in find_articles(paths, ignored):
        if isinstance(found, Failure):
            yield replace(found, path=shown_name(found.path))
        else:
            yield _read(found, stdin_name)


def _read(found: str, stdin_name: str | None) -> Article | Failure:
    try:
        return _read_stdin(stdin_name) if found == STDIN else _read_file(found)
    except InputError as error:
        name = (stdin_name or STDIN) if found == STDIN else shown_name(found)
        return Failure(name, type(error).__name__, str(error))


def _read_file(path: str) -> Article:
    if Path(path).is_dir():
        raise InputError("is a folder; name the articles in it")
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("does not exist; check the path") from None
    except PermissionError:
        raise InputError("may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    return reader_for(path)(shown_name(path), decode(data))


def _read_stdin(name: str | None) -> Article:
    return reader_for(name or "")(name or STDIN, decode(sys.stdin.buffer.read()))


def shown_name(path: str) -> str:
    """The path as text that can be written anywhere, even where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
