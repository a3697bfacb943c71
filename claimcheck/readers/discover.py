"""Which files the paths on a command line mean."""

from __future__ import annotations

import codecs
import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimcheck.datatypes import Failure
from claimcheck.errors import InputError
from claimcheck.readers.files import read_bytes
from claimcheck.readers.formats import LINES, READERS, suffix_of
from claimcheck.readers.ignored import Ignored

STDIN = "-"
_DEEPEST = 200
_SEARCHED = " ".join(READERS)


def find_articles(
    paths: Iterable[str | Path], ignored: Ignored | None = None
) -> Iterator[str | Failure]:
    """The articles that `paths` mean, each once, in the order given; '-' is standard input.

    Folders are searched in sorted order for files with a known suffix; a pattern is expanded, and
    '@list.txt' means the paths in that file, one a line. What is `ignored` (hidden files and what
    ignore files name, unless told otherwise) is passed over there, and a path named as it is only
    by force. A path that means nothing becomes a Failure in its place, and the others are still
    found. JSON Lines are never searched for: they are data, to be named.
    """
    ignored = ignored or Ignored()
    seen: set[str] = set()
    for path in map(str, paths):
        for found in _expand(path, ignored):
            if isinstance(found, Failure):
                yield found
                continue
            key = found if found == STDIN else os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def _expand(path: str, ignored: Ignored) -> Iterator[str | Failure]:
    if path == STDIN:
        yield path
    elif path.startswith("@") and not os.path.lexists(path):
        for line in _listed(path):
            yield from [line] if isinstance(line, Failure) else _expand_one(line, ignored)
    else:
        yield from _expand_one(path, ignored)


def _listed(path: str) -> Iterator[str | Failure]:
    """The paths in the file that '@path' names; blank lines and those with '#' first are none."""
    try:
        lines = os.fsdecode(read_bytes(path[1:]).removeprefix(codecs.BOM_UTF8)).splitlines()
    except InputError as error:
        yield _failure(path, f"the list {error}")
        return
    named = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    yield from named
    if not named:
        yield _failure(path, "the list names no paths; write one a line")


def _expand_one(path: str, ignored: Ignored) -> Iterator[str | Failure]:
    if ignored.force and ignored.named(path):
        return
    if os.path.isdir(path):
        yield from _or_failure(
            path,
            _walk("" if path == "." else path, ignored),
            f"holds no articles that are not excluded (looked for {_SEARCHED})",
        )
    elif glob.has_magic(path) and not os.path.lexists(path):
        yield from _or_failure(
            path,
            _pattern(path, ignored),
            "matches no article that is not excluded; check the pattern",
        )
    else:
        yield path


def _or_failure(path: str, found: Iterator[str | Failure], message: str) -> Iterator[str | Failure]:
    """What was found, or a failure where that is nothing."""
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        yield _failure(path, message)


def _pattern(pattern: str, ignored: Ignored) -> Iterator[str | Failure]:
    base = _plain_part(pattern)
    for match in sorted(glob.glob(pattern, recursive=True)):
        if ignored.named(match, base):
            continue
        if os.path.isdir(match):
            if "**" not in pattern:
                yield from _walk(match, ignored)
        elif suffix_of(match) in READERS or suffix_of(match) in LINES:
            yield match


def _plain_part(pattern: str) -> str:
    """The folder that a pattern names before its first wildcard."""
    folder = pattern
    while glob.has_magic(folder):
        folder = os.path.dirname(folder)
    return folder


def _walk(folder: str, ignored: Ignored, depth: int = 0) -> Iterator[str | Failure]:
    if depth > _DEEPEST:
        yield _failure(folder, f"folders are nested more than {_DEEPEST} deep; name the articles")
        return
    try:
        with os.scandir(folder or ".") as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield _failure(folder, f"folder cannot be read: {(error.strerror or str(error)).lower()}")
        return
    for entry in listed:
        path, is_folder = os.path.join(folder, entry.name), entry.is_dir(follow_symlinks=False)
        if not is_folder and suffix_of(entry.name) not in READERS:
            continue
        if ignored.entry(path, is_folder):
            continue
        if is_folder:
            if not Path(path, "pyvenv.cfg").exists():
                yield from _walk(path, ignored, depth + 1)
        elif _may_be_file(path):
            yield path


def _may_be_file(path: str) -> bool:
    """Whether a name in a folder is a file, or a broken link to be told of."""
    return os.path.isfile(path) or not os.path.exists(path)


def _failure(path: str, message: str) -> Failure:
    return Failure(path, InputError.__name__, message)
