"""What is in every format and not the article's own word: lists of references, cookie notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.datatypes import Block

_REFERENCES = re.compile(
    r"[\W\d_]*(?:(?:selected|further|additional|cited|article|scientific|key|our|the|list of)\s+)*"
    r"(?:references?|sources?|bibliography|works\s+cited|literature(?:\s+cited)?|citations?|"
    r"footnotes?|endnotes?|further\s+reading)"
    r"(?:\s+(?:and|&)\s+(?:references?|sources?|notes|citations?|further\s+reading))?[\W_]*",
    re.IGNORECASE,
)
_LONGEST_HEADING = 60
_COOKIES = re.compile(
    r"\b(?:we|our partners|this (?:web)?site|this page)\b.{0,40}\buses? cookies\b"
    r"|\b(?:accept|reject|manage|allow) (?:all |your )?cookies\b"
    r"|\bcookie (?:policy|settings|preferences|notice)\b",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_NOTICE = 400


def without_boilerplate(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without references (their heading and all below it) and cookie notices."""
    under: Block | None = None
    for block in blocks:
        if block.kind == "heading":
            if _heads_references(text, block):
                under = block
            elif under is not None and _ends(block, under):
                under = None
        if under is None and not _is_cookie_notice(text, block):
            yield block


def _heads_references(text: str, block: Block) -> bool:
    return block.end - block.start <= _LONGEST_HEADING and bool(
        _REFERENCES.fullmatch(text, block.start, block.end)
    )


def _ends(heading: Block, section: Block) -> bool:
    """Whether a heading ends a section; those without a level always do."""
    return not heading.level or not section.level or heading.level <= section.level


def _is_cookie_notice(text: str, block: Block) -> bool:
    return block.end - block.start <= _LONGEST_NOTICE and bool(
        _COOKIES.search(text, block.start, block.end)
    )
