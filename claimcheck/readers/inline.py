"""Inside a Markdown paragraph: which characters are words and which are markup.

markdown-it keeps no positions for inline tokens. Each of its rules is therefore wrapped to note
the stretch it consumed as markup; whatever no rule consumed is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimcheck.datatypes import Block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]

_MARKUP = "claimcheck_markup"
_MAX_NESTING = 100
_BREAK_TAG = re.compile(r"<(?:br|hr|/?p|/?div|/?li)\b[^>]*>$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of inline content and where it stands in the file."""

    start: int
    end: int
    content: str


@dataclass(slots=True)
class _Notes:
    """What the rules found in one stretch of content: markup, and breaks of the line."""

    content: str
    markup: list[tuple[int, int]]
    breaks: list[int]


def inline_blocks(
    places: Sequence[Place], env: dict[str, Any], kind: str, level: int
) -> Iterator[Block]:
    """The blocks of one paragraph: one, or more where it holds hard line breaks."""
    content = "\n".join(place.content for place in places)
    notes = _parse(content, env)
    offsets = _offsets(places)
    hidden = [False] * len(content)
    for start, end in notes.markup:
        hidden[start:end] = [True] * (end - start)
    edges = [0, *sorted(notes.breaks), len(content)]
    for first, last in pairwise(edges):
        block = _block(content, hidden, offsets, (first, last), kind, level)
        if block:
            yield block


def _offsets(places: Sequence[Place]) -> list[int]:
    """The place in the file of every character of the content, joined by line feeds."""
    offsets: list[int] = []
    for place in places:
        offsets.extend(range(place.start, place.end + 1))
    return offsets


def _block(
    content: str,
    hidden: Sequence[bool],
    offsets: Sequence[int],
    span: tuple[int, int],
    kind: str,
    level: int,
) -> Block | None:
    """The words between two breaks, with the markup between them as `skip`; blanks between markup
    part words and are read."""
    words = [at for at in range(*span) if not hidden[at] and not content[at].isspace()]
    if not any(content[at].isalnum() for at in words):
        return None
    skip = []
    for before, after in pairwise(words):
        moved = offsets[after] - offsets[before] != after - before
        if after - before > 1 and (moved or any(hidden[before + 1 : after])):
            blanks = [offsets[at] for at in range(before + 1, after) if not hidden[at]]
            edges = [offsets[before], *blanks, offsets[after]]
            skip += [(left + 1, right) for left, right in pairwise(edges) if left + 1 < right]
    return Block(offsets[words[0]], offsets[words[-1]] + 1, kind, level, tuple(skip))


def _parse(content: str, env: dict[str, Any]) -> _Notes:
    from markdown_it.rules_inline import StateInline

    parser = make_parser()
    notes = _Notes(content, [match.span() for match in _FOOTNOTE.finditer(content)], [])
    state = StateInline(content, parser, {**env, _MARKUP: notes}, [])
    parser.inline.tokenize(state)
    return notes


@cache
def make_parser() -> MarkdownIt:
    """CommonMark with tables and strike-through; text indented by four is text, not code."""
    from markdown_it import MarkdownIt
    from markdown_it import rules_inline as rules

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"]).disable("code")
    parser.core.ruler.enableOnly(["normalize", "block"])
    for name, rule in (
        ("escape", rules.escape),
        ("newline", rules.newline),
        ("backticks", rules.backtick),
        ("emphasis", rules.emphasis.tokenize),
        ("strikethrough", rules.strikethrough.tokenize),
        ("link", rules.link),
        ("image", rules.image),
        ("autolink", rules.autolink),
        ("html_inline", rules.html_inline),
        ("entity", rules.entity),
    ):
        parser.inline.ruler.at(name, _noting(name, rule))
    return parser


def _noting(name: str, rule: Rule) -> Rule:
    def wrapped(state: StateInline, silent: bool) -> bool:
        notes = state.env.get(_MARKUP)
        start = state.pos
        if silent or notes is None or state.src is not notes.content:
            return rule(state, silent)
        label_end = 0
        if name == "link" and state.src[start] == "[":
            label_end = state.md.helpers.parseLinkLabel(state, start, True)
        if not rule(state, silent):
            return False
        _note(notes, name, start, state.pos, label_end)
        return True

    return wrapped


def _note(notes: _Notes, name: str, start: int, end: int, label_end: int) -> None:
    """Note the markup in content[start:end], which the rule `name` has consumed."""
    stretch = notes.content[start:end]
    if name == "escape":
        notes.markup.append((start, start + 1))
        if stretch.startswith("\\\n"):
            notes.breaks.append(start + 1)
    elif name == "newline":
        if notes.content[max(0, start - 2) : start] == "  ":
            notes.breaks.append(start)
    elif name == "backticks":
        inner = len(stretch) - len(stretch.lstrip("`"))
        outer = len(stretch) - len(stretch.rstrip("`"))
        notes.markup += [(start, start + inner), (end - outer, end)]
    elif name == "link":
        notes.markup += [(start, start + 1), (label_end, end)]
    elif name in ("emphasis", "strikethrough") and _inside_word(notes.content, start, end):
        return
    else:
        notes.markup.append((start, end))
        if name == "html_inline" and _BREAK_TAG.match(stretch):
            notes.breaks.append(start)


def _inside_word(content: str, start: int, end: int) -> bool:
    """'_' within a word and '*' or '~' between blanks are no markup."""
    before, after = content[start - 1 : start] or " ", content[end : end + 1] or " "
    if content[start] == "_":
        return before.isalnum() and after.isalnum()
    return before.isspace() and after.isspace()
