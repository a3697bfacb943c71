"""Which lines a patch of git changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_HUNK = re.compile(rb"@@ -\d+(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_ESCAPE = re.compile(rb"\\([0-3][0-7]{2}|.)", re.DOTALL)
_SIGNS = dict(zip(b"abtnvfr", b"\a\b\t\n\v\f\r", strict=True))
_NEW = b"+++ "
_BINARY = re.compile(rb'Binary files .*? and ("?b/.*|/dev/null) differ')


@dataclass(frozen=True, slots=True)
class Lines:
    """Changed lines of a file, first and last, from 1, in order.

    Where lines were only taken out, (n, n + 1) are the `seams` between which they stood.
    """

    changed: tuple[tuple[int, int], ...] = ()
    seams: tuple[int, ...] = ()

    def touch(self, first: int, last: int) -> bool:
        """Whether anything changed within the lines `first` to `last`."""
        return any(start <= last and first <= end for start, end in self.changed) or any(
            first <= seam < last for seam in self.seams
        )


def changed_lines(patch: bytes) -> Mapping[str, Lines | None]:
    """The changed lines of each file by its new path; None for one that is binary.

    `patch` is what `git diff -U0 --src-prefix=a/ --dst-prefix=b/` writes. A file that is gone is
    not in it.
    """
    found: dict[str, Lines | None] = {}
    for header, hunks in _files(patch.split(b"\n")):
        path, binary = _path(header)
        if path is not None:
            found[path] = None if binary else _lines(hunks)
    return found


def _files(lines: list[bytes]) -> Iterator[tuple[list[bytes], list[re.Match[bytes]]]]:
    """The header lines and the hunks of each file; the content of hunks is stepped over."""
    header: list[bytes] = []
    hunks: list[re.Match[bytes]] = []
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if line.startswith(b"diff --git ") and (header or hunks):
            yield header, hunks
            header, hunks = [], []
        if hunk := _HUNK.match(line):
            hunks.append(hunk)
            at += _count(hunk[1]) + _count(hunk[3])
        else:
            header.append(line)
    yield header, hunks


def _count(number: bytes | None) -> int:
    return 1 if number is None else int(number)


def _lines(hunks: list[re.Match[bytes]]) -> Lines:
    spans = [(int(hunk[2]), _count(hunk[3])) for hunk in hunks]
    return Lines(
        tuple((start, start + count - 1) for start, count in spans if count),
        tuple(start for start, count in spans if not count),
    )


def _path(header: list[bytes]) -> tuple[str | None, bool]:
    """The new path that a header names, if it does, and whether the file is binary."""
    for line in header:
        if line.startswith(_NEW):
            return _name(line[len(_NEW) :]), False
        if binary := _BINARY.fullmatch(line):
            return _name(binary[1]), True
    return None, False


def _name(written: bytes) -> str | None:
    """A path as git writes it, in quotes where it holds odd characters; None for no file."""
    if written.startswith(b'"'):
        written = _ESCAPE.sub(_unescaped, written.rstrip(b"\t")[1:-1])
    else:
        written = written.removesuffix(b"\t")
    if not written.startswith(b"b/"):
        return None
    return written[2:].decode("utf-8", "surrogateescape")


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if len(sign) == 3:
        return bytes([int(sign, 8)])
    return bytes([_SIGNS.get(sign[0], sign[0])])
