"""Articles with suppressions, reviewed by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from claimcheck.datatypes import Article, Review
from claimcheck.labels import LABELS, Label
from claimcheck.readers import read_article
from claimcheck.suppress.in_source import suppress_in_source
from tests.fakes import MODEL, finding

TODAY = date(2026, 11, 27)
_CLAIM = re.compile(rf"\b({'|'.join(LABELS)})(?: [a-z])?\b")


def review_blocks(article: Article) -> Review:
    """A claim wherever a label's name stands in a block, with the single letter behind it."""
    findings = tuple(
        finding(article.text, *match.span(), Label(match[1]))
        for block in article.blocks or ()
        for match in _CLAIM.finditer(article.text, block.start, block.end)
    )
    return Review(article, MODEL, 1, findings)


def reviewed(folder: Path, text: str, name: str = "a.md") -> Review:
    """The article of a file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return review_blocks(read_article(path))


def told(review: Review, *, need_reason: bool = False) -> tuple[dict[str, str], list[str]]:
    """The reason by the text of each suppressed claim, and the remarks: 'line:column fault'."""
    done = suppress_in_source(review, TODAY, need_reason=need_reason)
    reasons = {
        found.claim.text: found.suppression.reason for found in done.findings if found.suppression
    }
    return reasons, [f"{one.line}:{one.column} {one.fault}" for one in done.remarks]
