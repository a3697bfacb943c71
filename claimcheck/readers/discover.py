"""Which files the paths on a command line mean."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimcheck.datatypes import Failure
from claimcheck.errors import InputError
from claimcheck.readers.formats import KNOWN, READERS, suffix_of

STDIN = "-"
LEFT_OUT = frozenset({"CVS", "__pycache__", "node_modules", "site-packages", "venv"})
"""Folders never looked into, beside the hidden ones and virtual environments."""


def find_articles(paths: Iterable[str | Path]) -> Iterator[str | Failure]:
    """The articles that `paths` mean, each once, in the order given; '-' is standard input.

    Folders are searched in sorted order for files with a known suffix; a pattern is expanded. A
    path that means nothing becomes a Failure in its place, and the others are still found.
    """
    seen: set[str] = set()
    for path in map(str, paths):
        for found in _expand(path):
            if isinstance(found, Failure):
                yield found
                continue
            key = found if found == STDIN else os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def _expand(path: str) -> Iterator[str | Failure]:
    if path == STDIN:
        yield path
    elif os.path.isdir(path):
        yield from _or_failure(
            path, _walk("" if path == "." else path), f"holds no articles (looked for {KNOWN})"
        )
    elif glob.has_magic(path) and not os.path.lexists(path):
        yield from _or_failure(path, _pattern(path), "matches no article; check the pattern")
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


def _pattern(pattern: str) -> Iterator[str | Failure]:
    for match in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isdir(match):
            if "**" not in pattern:
                yield from _walk(match)
        elif suffix_of(match) in READERS:
            yield match


def _walk(folder: str) -> Iterator[str | Failure]:
    try:
        with os.scandir(folder or ".") as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield _failure(folder, f"folder cannot be read: {(error.strerror or str(error)).lower()}")
        return
    for entry in listed:
        path = os.path.join(folder, entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not _left_out(entry):
                yield from _walk(path)
        elif suffix_of(entry.name) in READERS and (entry.is_file() or not os.path.exists(path)):
            yield path


def _left_out(entry: os.DirEntry[str]) -> bool:
    return entry.name in LEFT_OUT or Path(entry.path, "pyvenv.cfg").exists()


def _failure(path: str, message: str) -> Failure:
    return Failure(path, InputError.__name__, message)
