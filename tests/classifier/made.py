"""Sentences and articles made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.classifier.examples import TrainingArticle
from claimcheck.datatypes import Cue, LabelledSpan
from claimcheck.labels import Label
from claimcheck.protocols import Sentence, Token


def tokens(text: str, start: int = 0) -> tuple[Token, ...]:
    """Tokens of a text whose words and marks are divided by blanks."""
    found = []
    for word in text.split(" "):
        found.append(Token(start, start + len(word), word))
        start += len(word) + 1
    return tuple(found)


def sentence(
    text: str,
    start: int = 0,
    cues: Sequence[Cue] = (),
    kind: str = "paragraph",
    heading: str = "",
    first: bool = True,
) -> Sentence:
    return Sentence(tokens(text, start), tuple(cues), kind, heading, first)


def cue(text: str, category: str, start: int = 0) -> Cue:
    return Cue(start, start + len(text), text, category)


def span(start: int, end: int, label: str = "supported") -> LabelledSpan:
    return LabelledSpan(start, end, Label(label))


def article(
    texts: Sequence[str], spans: Sequence[LabelledSpan] = (), **settings: bool
) -> TrainingArticle:
    """An article of sentences a blank apart."""
    sentences, start = [], 0
    for text in texts:
        sentences.append(sentence(text, start))
        start += len(text) + 1
    return TrainingArticle("a", sentences, spans, **settings)
