"""The attributes claimcheck sets on spaCy objects: registered once, holding plain values only."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from claimcheck.datatypes import Block

BLOCKS = "claimcheck_blocks"
ENCODED = "claimcheck_encoded"
SCORES = "claim_scores"
PROBABILITY = "claim_probability"
TERMS = "claim_terms"
NEEDS_REVIEW = "claim_needs_review"


def register() -> None:
    """Make the attributes known; calling it again changes nothing."""
    for name in (BLOCKS, ENCODED):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in (PROBABILITY, SCORES, TERMS, NEEDS_REVIEW):
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)


def set_blocks(doc: Doc, blocks: Iterable[Block]) -> None:
    """Hand the reader's blocks to the segmenter."""
    doc._.set(
        BLOCKS,
        [
            [block.start, block.end, block.kind, block.level, [list(skip) for skip in block.skip]]
            for block in blocks
        ],
    )


def get_blocks(doc: Doc) -> list[Block] | None:
    """The blocks a reader set, or None for a Doc that came as a bare string."""
    rows = doc._.get(BLOCKS)
    if rows is None:
        return None
    return [
        Block(start, end, kind, level, tuple((first, last) for first, last in skip))
        for start, end, kind, level, skip in rows
    ]
