"""What a suggestion changes in a claim, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

_PIECE = re.compile(r"\w+(?:['’]\w+)*\s*|\W")


class Change(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    OLD = "old"
    NEW = "new"


def difference(old: str, new: str) -> Iterator[tuple[Change, str]]:
    """The stretches of both texts in order: those kept, those gone and those put in their place.

    The kept and the old ones together are `old`, the kept and the new ones `new`.
    """
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Change.KEPT, "".join(before[start:end])
            continue
        if end > start:
            yield Change.OLD, "".join(before[start:end])
        if new_end > new_start:
            yield Change.NEW, "".join(after[new_start:new_end])
