"""Where a comment goes that lets a claim stand, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.datatypes import Article, Block, Claim
from claimcheck.lsp.documents import Document

REASON = "reason"
"""What stands in for the reason until somebody gives one."""
_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t])")
_CONTAINERS = re.compile(rf"(?:[ \t]|>|{_MARKER.pattern})*")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Text to put in at an offset; its reason stands at text[reason : reason + len(REASON)]."""

    offset: int
    text: str

    @property
    def reason(self) -> int:
        return self.text.rindex(REASON)


def ignoring(document: Document, article: Article, claim: Claim) -> Insertion | None:
    """The comment before the block of a claim; None where it would change what the article says.

    It stands on a line of its own where it can, else at the start of the block's words, as in the
    cell of a table. Each place is tried out: the article with it must read as the one without.
    """
    block = block_of(article, claim)
    if block is None or not document.takes_comments:
        return None
    words = list(_words(article))
    comment = f"<!-- claimcheck ignore[{claim.label}]: {REASON} -->"
    for found in _places(article, block, comment):
        tried = article.text[: found.offset] + found.text + article.text[found.offset :]
        if list(_words(document.article(tried))) == words:
            return found
    return None


def block_of(article: Article, claim: Claim) -> Block | None:
    """The block in which a claim begins."""
    blocks = article.blocks or ()
    return next((block for block in blocks if block.start <= claim.start < block.end), None)


def _places(article: Article, block: Block, comment: str) -> Iterator[Insertion]:
    """The places to try: a line above, in the containers of the block; then in its own line."""
    text = article.text
    line = max(text.rfind("\n", 0, block.start), text.rfind("\r", 0, block.start)) + 1
    before = [one for one in article.blocks or () if one.start < block.start]
    if not before or before[-1].start < line:
        found = _LINE_END.search(text)
        newline = found[0] if found else "\n"
        in_list = bool(before) and before[-1].kind == "list_item"
        for prefix in _prefixes(text[line : block.start], in_list):
            yield Insertion(line, f"{prefix}{comment}{newline}")
    yield Insertion(block.start, f"{comment} ")


def _prefixes(before: str, in_list: bool) -> Iterator[str]:
    """How a line above may begin, given what stands before the words of a block in its line.

    In a list that has begun it belongs to the item before, so that the list stays one.
    """
    containers = _CONTAINERS.match(before)
    found = containers[0] if containers else ""
    inside = _MARKER.sub(lambda marker: " " * len(marker[0]), found)
    outside = re.split(r"[^\s>]", found)[0]
    yield from dict.fromkeys((inside, outside) if in_list else (outside, inside))


def _words(article: Article) -> Iterator[tuple[str, str]]:
    """What a reader sees of every block, with its kind."""
    for block in article.blocks or ():
        yield block.kind, " ".join(visible(article.text, block.start, block.end, block).split())


def visible(text: str, start: int, end: int, block: Block) -> str:
    """text[start:end] without the markup that its block skips; a line end in it parts words."""
    kept, at = [], start
    for left, right in block.skip:
        if left < end and start < right:
            kept += [text[at : max(at, left)], " " * bool(_LINE_END.search(text, left, right))]
            at = max(at, right)
    return "".join([*kept, text[at:end]])
