"""Files and standard input as they are found: bytes, not yet read as articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from os import fsencode
from pathlib import Path

from claimcheck.datatypes import Failure
from claimcheck.errors import InputError
from claimcheck.readers.discover import STDIN, find_articles
from claimcheck.readers.files import read_bytes, read_stdin_bytes
from claimcheck.readers.formats import LINES, suffix_of
from claimcheck.readers.ignored import Ignored


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or standard input where `path` is '-', by the name that reports give it.

    `data` is its content; None where every line is an article, for such a file may be larger than
    memory.
    """

    name: str
    path: str
    data: bytes | None

    @property
    def suffix(self) -> str:
        """The suffix of the name, which has the first word on the reader."""
        return suffix_of(self.name)


def find_sources(
    paths: Iterable[str | Path], *, stdin_name: str | None = None, ignored: Ignored | None = None
) -> Iterator[Source | Failure]:
    """What `paths` mean, in the order given; what is not there or cannot be read is a Failure."""
    for found in find_articles(paths, ignored):
        if isinstance(found, Failure):
            yield replace(found, path=shown_name(found.path))
            continue
        try:
            yield open_source(found, stdin_name)
        except InputError as error:
            yield failure(source_name(found, stdin_name), error)


def open_source(path: str, stdin_name: str | None = None) -> Source:
    """The file `path`, or standard input for '-'; InputError where it cannot be read."""
    name = source_name(path, stdin_name)
    if suffix_of(name) in LINES:
        return Source(name, path, None)
    return Source(name, path, read_stdin_bytes() if path == STDIN else read_bytes(path))


def source_name(path: str, stdin_name: str | None = None) -> str:
    """What reports call the file `path`, or standard input."""
    return shown_name((stdin_name or STDIN) if path == STDIN else path)


def shown_name(path: str) -> str:
    """The path as text that can be written anywhere, even where its bytes are not UTF-8."""
    return fsencode(path).decode("utf-8", "backslashreplace")


def failure(name: str, error: InputError) -> Failure:
    """What stands in the place of articles that could not be read."""
    return Failure(name, type(error).__name__, str(error))
