"""Changes to a text at known places, with articles, blanks and capitals put right around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BLANKS_BEFORE = re.compile(r"\s*\Z")
_BLANKS_BEHIND = re.compile(r"[\s,]*")
_WITH_ARTICLE = re.compile(r"\b([Aa])n?(\s+)(\w+)")
_SOUNDS_LIKE_YOU = re.compile(r"uni(?!n|m)|use|usu|uti|eu|one\b|once\b", re.IGNORECASE)
_SILENT_H = re.compile(r"hour|honest|heir|honou?r", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end] gives way to `to`; an empty one drops it together with a blank."""

    start: int
    end: int
    to: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with all edits made; they are in order and do not overlap."""
    if not edits:
        return text
    parts, at = [], 0
    for edit in edits:
        start, end = _widened(text, edit, at)
        parts += [text[at:start], edit.to]
        at = end
    after = "".join([*parts, text[at:]])
    if text[:1].isupper():
        after = after[:1].upper() + after[1:]
    return _with_fitting_articles(after, text)


def _widened(text: str, edit: Edit, at: int) -> tuple[int, int]:
    """What an edit takes away: a drop takes the blanks before it, or at the start those behind,
    and one of two commas around it."""
    start, end = edit.start, edit.end
    if edit.to and not edit.to.startswith(","):
        return start, end
    blanks = _BLANKS_BEFORE.search(text, at, start)
    start = blanks.start() if blanks else start
    if start == 0 and not edit.to:
        behind = _BLANKS_BEHIND.match(text, end)
        return start, behind.end() if behind else end
    if text[start - 1 : start] == "," and text[end : end + 1] == ",":
        end += 1
    return start, end


def _with_fitting_articles(text: str, before: str) -> str:
    """'a' and 'an' made to fit the word behind them, except where they stood so before."""

    def fitted(match: re.Match[str]) -> str:
        if match.group() in before:
            return match.group()
        return f"{match[1]}{'n' if _sounds_open(match[3]) else ''}{match[2]}{match[3]}"

    return _WITH_ARTICLE.sub(fitted, text)


def _sounds_open(word: str) -> bool:
    """Whether a word begins with a vowel sound, by its spelling."""
    if _SILENT_H.match(word):
        return True
    return word[0].lower() in "aeiou" and not _SOUNDS_LIKE_YOU.match(word)
