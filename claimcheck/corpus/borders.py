"""Where a span may begin and end, and how far one has slipped."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import accumulate

_MAX_SHIFT = 12


def cuts_word(text: str, at: int) -> bool:
    """Whether `at` lies inside a word, a number or a character of several code points."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.combining(after) or after in "\u200d\ufe0f\ufe0e" or before == "\u200d":
        return True
    if before.isalnum() and after.isalnum():
        return True
    return _joined(text, at - 1) or _joined(text, at)


def _joined(text: str, at: int) -> bool:
    """Whether the sign at `at` holds a word together: the apostrophe of don't, the point of 3.5."""
    before, sign, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if sign in "'’":
        return before.isalpha() and after.isalpha()
    return sign in ".," and before.isdigit() and after.isdigit()


def fits(text: str, start: int, end: int) -> bool:
    """Whether a span is inside the text, on word borders and without blank edges."""
    covered = text[max(start, 0) : end]
    return (
        0 <= start < end <= len(text)
        and covered == covered.strip()
        and not cuts_word(text, start)
        and not cuts_word(text, end)
    )


def shift_of(text: str, start: int, end: int) -> int:
    """The smallest move that puts both edges of a span on borders, 0 where there is none.

    Both edges must look off: one that stands well beside its word speaks for a slip of the other.
    """
    if _edge_fits(text, start, 1) or _edge_fits(text, end, -1):
        return 0
    steps = (sign * step for step in range(1, _MAX_SHIFT + 1) for sign in (1, -1))
    return next((step for step in steps if fits(text, start + step, end + step)), 0)


def _edge_fits(text: str, at: int, inward: int) -> bool:
    inside = text[at : at + 1] if inward > 0 else text[at - 1 : at]
    return not cuts_word(text, at) and inside.isalnum()


class Utf16:
    """Turns JavaScript string offsets into code points and back."""

    def __init__(self, text: str) -> None:
        self._plain = text.isascii()
        self._units = (
            []
            if self._plain
            else [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
        )

    def to_units(self, at: int) -> int:
        return at if self._plain or at >= len(self._units) or at < 0 else self._units[at]

    def to_points(self, at: int) -> int:
        """The code point at unit `at`; inside a surrogate pair, the one behind the pair."""
        return at if self._plain else bisect_left(self._units, at)
