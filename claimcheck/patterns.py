"""Path patterns in gitignore syntax (https://git-scm.com/docs/gitignore), matched as git does.

Our own small translation to regular expressions: the libraries that fit are under the MPL or bring
a dozen packages along. tests/test_patterns.py holds it against `git check-ignore`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(r"[*?\[\\]")
_CLOSES = re.compile(r"\\?/|\Z")
_STARS = re.compile(r"\*+")
_BRACKET = re.compile(r"\[[!^]?+\]?+(?:\[:[a-z]+:\]|\\.|[^\]\\])*\]", re.DOTALL)
_POSIX = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_MEMBER = re.compile(r"\[:([a-z]+):\]|\\(.)|(.)", re.DOTALL)
_NOTHING = r"(?!)"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: what it matches, and whether it takes back what earlier ones matched."""

    regex: re.Pattern[str]
    negated: bool
    only_folders: bool

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether `path`, relative to the place of the pattern and with '/', is meant."""
        return (is_folder or not self.only_folders) and self.regex.fullmatch(path) is not None


def parse_patterns(lines: Iterable[str]) -> tuple[Pattern, ...]:
    """The patterns of lines as they stand in a .gitignore; blank lines and comments are none."""
    return tuple(pattern for line in lines if (pattern := parse_pattern(line)) is not None)


@lru_cache(maxsize=1024)
def parse_pattern(line: str) -> Pattern | None:
    """The pattern of one line, or None where it holds none."""
    text = _without_end_spaces(line.removesuffix("\n").removesuffix("\r"))
    if not text or text.startswith("#"):
        return None
    negated = text.startswith("!")
    text = text[negated:]
    only_folders = text.endswith("/")
    text = text.removesuffix("/")
    anchored = "/" in text
    text = text.removeprefix("/")
    if not text:
        return None
    source = _translate(text)
    return Pattern(
        re.compile(source if anchored else f"(?:.*/)?{source}", re.DOTALL), negated, only_folders
    )


def verdict(patterns: Iterable[Pattern], path: str, is_folder: bool) -> bool | None:
    """True where the patterns match `path`, False where they take it back, None where silent."""
    found = None
    for pattern in patterns:
        if pattern.matches(path, is_folder):
            found = not pattern.negated
    return found


def matches_below(patterns: Iterable[Pattern], path: str) -> bool:
    """Whether the patterns match the file `path` or one of the folders it lies in."""
    parts, patterns = path.split("/"), tuple(patterns)
    return any(
        verdict(patterns, "/".join(parts[:end]), end < len(parts))
        for end in range(1, len(parts) + 1)
    )


def _without_end_spaces(text: str) -> str:
    """`text` without the blanks at its end; one behind a backslash stays."""
    bare = text.rstrip(" ")
    if len(bare) < len(text) and (len(bare) - len(bare.rstrip("\\"))) % 2:
        bare += " "
    return bare


def _translate(glob: str) -> str:
    """A regular expression for a pattern without its slashes at start and end."""
    parts, at = [], 0
    while at < len(glob):
        piece, at = _piece(glob, at)
        parts.append(piece)
    return "".join(parts)


def _piece(glob: str, at: int) -> tuple[str, int]:
    """The regular expression of what stands at `at`, and where it ends."""
    match glob[at]:
        case "*":
            return _stars(glob, at)
        case "?":
            return "[^/]", at + 1
        case "[":
            bracket = _BRACKET.match(glob, at)
            return (_members(bracket[0]), bracket.end()) if bracket else (_NOTHING, len(glob))
        case "\\":
            escaped = glob[at + 1 : at + 2]
            return (re.escape(escaped) if escaped else _NOTHING), at + 2
        case char:
            return re.escape(char), at + 1


def _stars(glob: str, at: int) -> tuple[str, int]:
    """Two stars or more between slashes mean any number of folders, other stars any name.

    git takes plain text off the front of a pattern before it looks at the stars, so that 'a**/b'
    begins with two stars, too.
    """
    stars = _STARS.match(glob, at)
    assert stars is not None
    end = stars.end()
    starts = glob[:at].endswith("/") or not _SPECIAL.search(glob, 0, at)
    if end - at < 2 or not starts or not _CLOSES.match(glob, end):
        return "[^/]*", end
    return ("(?:.*/)?", end + 1) if glob[end : end + 1] == "/" else (".*", end)


def _members(bracket: str) -> str:
    """A character class; it never matches a slash."""
    negated = bracket[1] in "!^"
    tokens = _MEMBER.findall(bracket[1 + negated : -1])
    members, at = [], 0
    while at < len(tokens):
        name, escaped, plain = tokens[at]
        if name and name not in _POSIX:
            return _NOTHING
        members.append(_POSIX[name] if name else re.escape(escaped or plain))
        at += 1
        if not name and at + 1 < len(tokens) and tokens[at][2] == "-" and not tokens[at + 1][0]:
            first, last = escaped or plain, tokens[at + 1][1] or tokens[at + 1][2]
            if first <= last:
                members.append(f"{re.escape(first)}-{re.escape(last)}")
            at += 2
    return f"(?!/)[{'^' if negated else ''}{''.join(members)}]"
