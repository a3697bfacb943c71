"""Which words of a block are emphasised, as the markup in and around it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from claimcheck.datatypes import Block
from claimcheck.report.html.layers import Layer

_NEAR = 40
_MARKUP = re.compile(
    r"""(?P<other><!--.*?-->|!\[[^\]]*\](?:\([^)]*\))?)
      | (?P<link>\](?:\([^)]*\)|\[[^\]]*\])?|\[)
      | (?P<run>\*{1,3}|_{1,3}|~~|`+)
      | <(?P<close>/?)(?P<tag>em|i|strong|b|del|s|code)\b[^>]*>
      | <[^>]*>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:[*_~`\[]|<[^<>]{1,20}>)+\Z")
_AFTER = re.compile(r"(?:[*_~`]|\](?:\([^)\n]*\))?|</[^<>]{1,20}>)+")
_SPOKEN = re.compile(r"(?:\s|&(?:#\w+|[a-zA-Z][a-zA-Z0-9]*);)*")
_STYLES = {
    "em": ("em",),
    "i": ("em",),
    "strong": ("strong",),
    "b": ("strong",),
    "del": ("del",),
    "s": ("del",),
    "code": ("code",),
    "link": ("link",),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """One piece of markup; `key` is what its partner must have too."""

    start: int
    end: int
    key: str
    styles: tuple[str, ...]
    opens: bool
    closes: bool


def emphasis(text: str, block: Block) -> list[Layer[str]]:
    """The stretches of a block in 'em', 'strong', 'del', 'code' or a 'link'.

    Markup that has no partner counts for nothing.
    """
    found: list[Layer[str]] = []
    opened: list[_Mark] = []
    for mark in _marks(text, block):
        partner = next((other for other in reversed(opened) if other.key == mark.key), None)
        if mark.closes and partner:
            del opened[opened.index(partner) :]
            found += [Layer(partner.end, mark.start, style) for style in mark.styles]
        elif mark.opens:
            opened.append(mark)
    return found


def spoken(markup: str) -> str:
    """What a reader sees of a stretch of markup: blanks, and what entities stand for."""
    rest = _MARKUP.sub("", markup)
    return unescape(rest) if _SPOKEN.fullmatch(rest) else ""


def _marks(text: str, block: Block) -> Iterator[_Mark]:
    """The markup just before the block, inside it and just after it, in order."""
    before = _BEFORE.search(text[max(0, block.start - _NEAR) : block.start])
    after = _AFTER.match(text, block.end)
    stretches = [
        (block.start - len(before[0]) if before else block.start, block.start),
        *block.skip,
        (block.end, after.end() if after else block.end),
    ]
    for start, end in stretches:
        for match in _MARKUP.finditer(text, start, end):
            mark = _mark(match)
            if mark:
                yield mark


def _mark(match: re.Match[str]) -> _Mark | None:
    start, end = match.span()
    if run := match["run"]:
        return _Mark(start, end, run, _run_styles(run), True, True)
    if link := match["link"]:
        return _Mark(start, end, "link", _STYLES["link"], link == "[", link != "[")
    if tag := match["tag"]:
        closing = bool(match["close"])
        return _Mark(start, end, tag.lower(), _STYLES[tag.lower()], not closing, closing)
    return None


def _run_styles(run: str) -> tuple[str, ...]:
    if run[0] == "`":
        return ("code",)
    if run[0] == "~":
        return ("del",)
    return {1: ("em",), 2: ("strong",), 3: ("strong", "em")}[len(run)]
