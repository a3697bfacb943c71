"""Where a comment goes that lets a claim stand, with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.datatypes import Article, Block, Claim
from claimcheck.lsp.documents import Document
from claimcheck.reading import visible
from claimcheck.suppress.directives import Verb
from claimcheck.suppress.scopes import spoken_for

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

    def made_in(self, text: str) -> str:
        """`text` with it."""
        return text[: self.offset] + self.text + text[self.offset :]


def ignoring(
    document: Document, article: Article, claim: Claim, *, whole_page: bool = False
) -> Insertion | None:
    """The comment before the block of a claim; None where it would change what the article says.

    It stands on a line of its own where it can, else at the start of the block's words, as in the
    cell of a table. Each place is tried out: the article with it must read as the one without, and
    the comment must speak for the claim.
    """
    block = block_of(article, claim)
    if block is None or not document.takes_comments:
        return None
    words = list(_words(article))
    comment = f"<!-- claimcheck ignore[{claim.label}]: {REASON} -->"
    for found in _places(article, block, comment):
        tried = document.article(found.made_in(article.text), whole_page=whole_page)
        if list(_words(tried)) == words and _speaks_for(tried, found, claim):
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
        yield block.kind, " ".join(visible(article, block.start, block.end).split())


def _speaks_for(article: Article, made: Insertion, claim: Claim) -> bool:
    """Whether a comment of the article comes from what was put in, and is for the claim."""
    end, start = made.offset + len(made.text), claim.start + len(made.text)
    for comment in article.comments:
        if made.offset <= comment.start < end:
            first, last = spoken_for(comment, Verb.IGNORE, article.text, article.blocks or ())
            return first <= start < last
    return False
