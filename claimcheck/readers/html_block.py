"""HTML inside Markdown: the words between the tags, without tags, comments and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from claimcheck.datatypes import Block

_MARKUP = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<raw>script|style|pre|textarea|template|svg)\b.*?(?:</(?P=raw)\s*>|\Z)
      | <[!?/]?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?:"[^"]{0,4000}"|'[^']{0,4000}'|[^'"<>]++){0,99}+>
      | &(?:\#\w+|[a-zA-Z][a-zA-Z0-9]*);
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i img ins kbd mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_KINDS = {f"h{level}": ("heading", level) for level in range(1, 7)} | {
    "li": ("list_item", 1),
    "td": ("table_cell", 0),
    "th": ("table_cell", 0),
    "blockquote": ("quote", 1),
}


def html_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """The blocks of text[start:end]: block tags end them, inline tags are stepped over."""
    kind, level = "paragraph", 0
    stretches: list[tuple[int, int]] = []
    edge = start
    for match in _MARKUP.finditer(text, start, end):
        stretches.append((edge, match.start()))
        edge = match.end()
        name = (match["name"] or "").lower()
        if name and name not in _INLINE:
            yield from _block(text, stretches, kind, level)
            stretches = []
            opened = text[match.start() + 1] != "/"
            kind, level = _KINDS.get(name, ("paragraph", 0)) if opened else ("paragraph", 0)
    yield from _block(text, [*stretches, (edge, end)], kind, level)


def _block(text: str, stretches: list[tuple[int, int]], kind: str, level: int) -> Iterator[Block]:
    words = [trimmed for stretch in stretches if (trimmed := _trim(text, *stretch))]
    if any(char.isalnum() for start, end in words for char in text[start:end]):
        skip = tuple((before, after) for (_, before), (after, _) in pairwise(words))
        yield Block(words[0][0], words[-1][1], kind, level, skip)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    stretch = text[start:end]
    if not stretch.strip():
        return None
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())
