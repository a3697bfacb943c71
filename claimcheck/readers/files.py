"""Bytes from a path or standard input: never a pipe or device by mistake, never without limit."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from claimcheck.errors import InputError
from claimcheck.readers.limits import MAX_FILE, size

_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


@contextmanager
def open_regular(path: str) -> Iterator[BinaryIO]:
    """The file `path` to read; InputError where it is missing, no file or may not be read."""
    try:
        # Without O_NONBLOCK the mere opening of a named pipe waits for somebody to write to it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BINARY)
    except (OSError, ValueError) as error:
        raise InputError(_reason(error)) from error
    try:
        _check_kind(os.fstat(descriptor).st_mode)
    except InputError:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        yield file


_BINARY: int = getattr(os, "O_BINARY", 0)


def read_bytes(path: str) -> bytes:
    """The content of the file `path`, up to the limit for one article."""
    with open_regular(path) as file:
        announced = os.fstat(file.fileno()).st_size
        if announced > MAX_FILE:
            raise _too_large(size(announced))
        return read_limited(file)


def read_stdin_bytes() -> bytes:
    """What standard input holds, up to the limit for one article."""
    return read_limited(sys.stdin.buffer)


def read_limited(file: BinaryIO) -> bytes:
    """The rest of a file, up to the limit for one article: it may grow while it is read."""
    try:
        data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise InputError(_reason(error)) from error
    if len(data) > MAX_FILE:
        raise _too_large(f"more than {size(MAX_FILE)}")
    return data


def _too_large(found: str) -> InputError:
    return InputError(
        f"holds {found}, too much for one article (limit {size(MAX_FILE)}); "
        "split it, or make a JSON Lines file of it, one article a line"
    )


def _check_kind(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise InputError("is a folder; name the articles in it")
    kind = next((name for test, name in _KINDS if test(mode)), None)
    if kind:
        raise InputError(f"is {kind} and no file; pipe its text in with '-'")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "may not be read; check its permissions"
    if isinstance(error, IsADirectoryError):
        return "is a folder; name the articles in it"
    told = getattr(error, "strerror", None) or str(error)
    return f"cannot be read: {told.lower()}; check the path and the disk"
