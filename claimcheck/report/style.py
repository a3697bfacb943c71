"""Colour for terminals, and article text made safe to print on one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from claimcheck.labels import Label

_CODES = {
    Label.UNSAFE: "1;31",
    Label.OVERSTATED: "33",
    Label.ANECDOTAL: "36",
    Label.SUPPORTED: "32",
    "bold": "1",
    "dim": "2",
    "underline": "4",
    "old": "9;31",
    "new": "1;32",
}

Paint = Callable[[str, str], str]


def painter(color: bool) -> Paint:
    """A function that puts a style on a text, or leaves it plain."""

    def paint(text: str, style: str) -> str:
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text

    return paint


def printable(text: str) -> str:
    """One line without control characters and half characters: an article cannot steer the
    terminal."""
    flat = " ".join(text.split())
    return "".join(
        char
        if unicodedata.category(char) not in {"Cc", "Cf", "Cs"} or char == "\u200d"
        else _escaped(char)
        for char in flat
    )


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
