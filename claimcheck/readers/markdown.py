"""Markdown read in place: the text is the file's own, and markup is stepped over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.blocks import topic_like
from claimcheck.datatypes import Article, Block
from claimcheck.readers.comments import markdown_comments
from claimcheck.readers.html_block import html_blocks
from claimcheck.readers.inline import Place, inline_blocks, make_parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\n|\r")
_LINK = re.compile(
    r"\[[^\[\]]{1,300}\](?:\([^()\s]{0,500}(?:\s[^()]{0,200})?\)|\[[^\[\]]{0,100}\])"
)
_LONGEST_LINK_LINE = 400
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KINDS = {
    "heading_open": "heading",
    "list_item_open": "list_item",
    "blockquote_open": "quote",
    "th_open": "table_cell",
    "td_open": "table_cell",
}
_LISTS = ("bullet_list_open", "ordered_list_open")
Lines = Sequence[tuple[int, int]]
"""(start, end) of every line of the file."""


def read_markdown(source: str, text: str, *, whole_page: bool = False) -> Article:
    """The article of a Markdown text.

    Front matter, fenced code, comments, tags, link targets and the words for images are in no
    block, or in its `skip`. Text that is merely indented is text. Lines of links and the
    navigation in HTML are left out unless `whole_page`.
    """
    lines = _lines(text)
    first = _front_matter(text, lines)
    offset = lines[first][0] if first < len(lines) else len(text)
    env: dict[str, object] = {}
    tokens = make_parser().parse(text[offset:], env)
    blocks = tuple(_blocks(text, lines[first:], tokens, env, whole_page))
    code = [
        (lines[first + token.map[0]][0], lines[first + token.map[1] - 1][1])
        for token in tokens
        if token.type == "fence" and token.map
    ]
    kept = (block for block in blocks if whole_page or not _is_link_line(text, block))
    return Article(
        source,
        text,
        tuple(_tight(text, block) for block in kept),
        comments=markdown_comments(text, offset, blocks, code),
    )


def _is_link_line(text: str, block: Block) -> bool:
    """A short line or list item that is nothing but links: a menu, a list of other articles."""
    if block.kind == "heading" or block.end - block.start > _LONGEST_LINK_LINE:
        return False
    first, last = max(block.start - 1, 0), block.end + _LONGEST_LINK_LINE
    line = _LINE_END.split(text[first:last])[0]
    rest, links = _LINK.subn("", line)
    return links > 0 and not any(map(str.isalnum, rest))


def _lines(text: str) -> Lines:
    lines, start = [], 0
    for match in _LINE_END.finditer(text):
        lines.append((start, match.start()))
        start = match.end()
    return [*lines, (start, len(text))]


def _front_matter(text: str, lines: Lines) -> int:
    """Number of lines that the front matter takes, 0 where there is none."""
    closers = _FENCES.get(text[slice(*lines[0])].rstrip())
    if closers:
        for number, (start, end) in enumerate(lines[1:], 1):
            if text[start : min(end, start + 80)].rstrip() in closers:
                return number + 1
    return 0


def _blocks(
    text: str, lines: Lines, tokens: Sequence[Token], env: dict[str, object], whole: bool
) -> Iterator[Block]:
    stack: list[Token] = []
    done = 0
    for token in tokens:
        if token.nesting > 0:
            stack.append(token)
        elif token.nesting < 0:
            stack.pop()
        elif token.type == "html_block" and token.map:
            first, last = lines[token.map[0]][0], lines[token.map[1] - 1][1]
            yield from html_blocks(text, first, last, whole=whole)
        elif token.type == "inline" and token.map and token.content:
            kind, level = _kind(stack)
            places = _places(text, lines, token, kind, done)
            done = places[-1].end if places else done
            if kind == "paragraph" and _bold_heading(token.content):
                kind = "heading"
            yield from inline_blocks(places, env, kind, level)


def _kind(stack: Sequence[Token]) -> tuple[str, int]:
    """Kind and level of the text inside the open tokens: the innermost one that matters."""
    for token in reversed(stack):
        kind = _KINDS.get(token.type)
        if kind == "heading":
            return kind, int(token.tag[1:])
        if kind == "list_item":
            return kind, sum(outer.type in _LISTS for outer in stack)
        if kind == "quote":
            return kind, sum(outer.type == "blockquote_open" for outer in stack)
        if kind:
            return kind, 0
    return "paragraph", 0


def _places(text: str, lines: Lines, token: Token, kind: str, done: int) -> list[Place]:
    """Where each line of an inline token's content stands in the file.

    It is the end of its source line, but for '#' headings (where hashes may follow) and table
    cells (where others may, and a pipe is written with a backslash).
    """
    first, last = token.map or (0, 0)
    places = []
    for number, content in enumerate(token.content.split("\n"), first):
        start, end = lines[number]
        words = content.lstrip()  # blanks at the end may be a hard break
        if kind == "table_cell":
            words = words.replace("|", "\\|")
            at = text.find(words, max(start, done), end)
        elif kind == "heading" and last - first == 1:
            at = text.find(words, text.find("#", start, end) + 1 or start, end)
            if at < 0:  # an underlined heading, with a hash among its words
                at = text.find(words, start, end)
        else:
            at = text.rfind(words, start, end)
        if words and at >= 0:
            places.append(Place(at, at + len(words), words))
    return places


def _bold_heading(content: str) -> bool:
    """A short paragraph that is bold throughout: a heading in the manner of many editors."""
    mark, inner = content[:2], content[2:-2]
    bold = mark in ("**", "__") and content.endswith(mark) and mark not in inner
    return bold and "\n" not in inner and topic_like(inner)


def _tight(text: str, block: Block) -> Block:
    """The block with the blanks around its markup given back to the words."""
    skip = []
    for start, end in block.skip:
        stretch = text[start:end]
        if stretch.strip():
            left = start + len(stretch) - len(stretch.lstrip())
            skip.append((left, start + len(stretch.rstrip())))
    return replace(block, skip=tuple(skip))
