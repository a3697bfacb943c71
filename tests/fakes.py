"""Reviews made by hand, for tests of what stands above the pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimcheck.datatypes import Article, Claim, Cue, Failure, Finding, Note, Review
from claimcheck.labels import LABELS, Label
from claimcheck.positions import LineIndex
from claimcheck.readers import Ignored, read_all

MODEL = "fake 1.0"
_CLAIM = re.compile(rf"\b({'|'.join(LABELS)})\b[^.]*")


def finding(
    text: str,
    start: int,
    end: int,
    label: Label,
    *,
    confidence: float = 0.91,
    suppressed: str | None = None,
    notes: tuple[Note, ...] = (),
    cues: tuple[Cue, ...] = (),
    decided_by: str = "",
    suggestion: str | None = None,
) -> Finding:
    """A finding at text[start:end] with the rest of the probability shared evenly."""
    rest = (1 - confidence) / 3
    scores = {name: confidence if name == label else rest for name in LABELS}
    claim = Claim(start, end, text[start:end], label, scores, cues=cues)
    lines = LineIndex(text)
    return Finding(
        claim,
        *lines.place(start),
        *lines.place(end),
        why=f"why {label}",
        advice=f"advice {label}",
        notes=notes,
        suppressed=suppressed,
        decided_by=decided_by,
        suggestion=suggestion,
    )


def review_article(article: Article) -> Review:
    """A claim wherever a label's name stands in the text, up to the full stop."""
    findings = tuple(
        finding(article.text, match.start(), match.end(), Label(match[1]))
        for match in _CLAIM.finditer(article.text)
    )
    return Review(article, MODEL, len(article.text.split()), findings)


def review_text(text: str, source: str = "a.txt") -> Review:
    return review_article(Article(source, text))


def review_paths(
    paths: Sequence[str | Path],
    *,
    model: object = None,
    jobs: int = 1,
    stdin_name: str | None = None,
    ignored: Ignored | None = None,
) -> Iterator[Review | Failure]:
    """The contract of claimcheck.review.review_paths without a model."""
    for item in read_all(paths, stdin_name=stdin_name, ignored=ignored):
        yield item if isinstance(item, Failure) else review_article(item)
