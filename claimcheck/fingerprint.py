"""What makes a claim the same claim in the next version of its article.

A fingerprint is made of the claim's words, its label and the words around it in its block. Lines,
case, spacing, punctuation, markup and the order of blocks play no part: a paragraph that moved or
was wrapped anew keeps its fingerprints, a claim that was reworded gets another one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Article, Block, Claim, Review

VERSION = 1
"""Raised when a change here would give a claim that stands another fingerprint."""
NEIGHBOURS = 3
"""Words on either side that take part."""
_REACH = 200
_DIGEST_BYTES = 16
_WORD = re.compile(r"[^\W_]+")


def fingerprints(article: Article, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The fingerprint of each claim of one article, in their order: 32 hexadecimal digits.

    No two are alike: a claim that stands word for word in several places has one for each. The
    article's name takes no part, so that a renamed article keeps them.
    """
    blocks = article.blocks if article.blocks is not None else plain_blocks(article.text)
    starts = [block.start for block in blocks]
    seen: Counter[str] = Counter()
    found = []
    for claim in claims:
        at = bisect_right(starts, claim.start) - 1
        content = _content(article.text, claim, blocks[at] if at >= 0 else None)
        found.append(_digest(content, seen[content]))
        seen[content] += 1
    return tuple(found)


def review_fingerprints(review: Review) -> tuple[str, ...]:
    """The fingerprint of each finding of a review, in their order."""
    return fingerprints(review.article, [finding.claim for finding in review.findings])


def normalised(text: str) -> str:
    """The words of a text in lower case with single blanks; a text without words as it is."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_WORD.findall(plain)) or " ".join(plain.split())


def _content(text: str, claim: Claim, block: Block | None) -> str:
    """All that a fingerprint is made of, in one string."""
    if block is None or claim.start >= block.end:
        block = Block(claim.start, claim.end)
    before = _visible(text, max(block.start, claim.start - _REACH), claim.start, block)
    after = _visible(text, claim.end, min(block.end, claim.end + _REACH), block)
    return "\n".join(
        (
            claim.label.value,
            normalised(_visible(text, claim.start, claim.end, block)),
            " ".join(normalised(before).split()[-NEIGHBOURS:]),
            " ".join(normalised(after).split()[:NEIGHBOURS]),
        )
    )


def _visible(text: str, start: int, end: int, block: Block) -> str:
    """What a reader sees of text[start:end]: markup that the block skips is left out."""
    return "".join(text[left:right] for left, right in _kept(start, end, block.skip))


def _kept(start: int, end: int, skip: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for left, right in skip:
        if left < end and start < right:
            yield start, max(start, left)
            start = right
    yield start, max(start, end)


def _digest(content: str, occurrence: int) -> str:
    data = f"{VERSION}\n{occurrence}\n{content}".encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()
