"""Reviews made by hand, for tests of what stands above the pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from types import ModuleType, SimpleNamespace

from claimcheck.datatypes import Article, Claim, Cue, Finding, Note, Place, Review, Suppression
from claimcheck.labels import LABELS, Label
from claimcheck.positions import LineIndex

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
    place: Place | None = None,
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
        suppression=None if suppressed is None else Suppression(suppressed),
        decided_by=decided_by,
        place=place,
        suggestion=suggestion,
    )


def review_article(article: Article) -> Review:
    """A claim wherever a label's name stands in the text, up to the full stop."""
    findings = tuple(
        finding(
            article.text,
            match.start(),
            match.end(),
            Label(match[1]),
            place=article.place(match.start()),
        )
        for match in _CLAIM.finditer(article.text)
    )
    return Review(article, MODEL, len(article.text.split()), findings)


def review_text(text: str, source: str = "a.txt") -> Review:
    return review_article(Article(source, text))


def review_articles(articles: Iterable[Article], nlp: object) -> Iterator[Review]:
    """The contract of claimcheck.review.review_articles without a model."""
    return map(review_article, articles)


def module() -> ModuleType:
    """What stands in for claimcheck.review."""
    made = ModuleType("claimcheck.review")
    pipeline = SimpleNamespace(memory_zone=nullcontext)
    made.load = lambda model=None: pipeline  # type: ignore[attr-defined]
    made.review_articles = review_articles  # type: ignore[attr-defined]
    made.use_threads = lambda nlp, threads: None  # type: ignore[attr-defined]
    made.explain = lambda text, model=None: review_text(text, "<text>")  # type: ignore[attr-defined]
    return made
