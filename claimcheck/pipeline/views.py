"""A Doc as the plain records that the classifier reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from spacy.tokens import Doc, Span
from spacy.tokens import Token as SpacyToken

from claimcheck.datatypes import Cue
from claimcheck.labels import N_CLASSES
from claimcheck.pipeline.extensions import ENCODED
from claimcheck.pipeline.segmenter import BLOCKS_KEY, MARKUP_KEY
from claimcheck.protocols import Encoding, Sentence, Token

CUES_KEY = "cues"


class Overlaps:
    """Finds those of some spans that overlap a stretch of tokens, without a look at all of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]
        self._longest = max(map(len, self._spans), default=0)

    def __call__(self, first: int, last: int) -> list[Span]:
        """The spans that overlap the tokens [first, last), in order."""
        left = bisect_left(self._starts, first - self._longest)
        right = bisect_left(self._starts, last)
        return [span for span in self._spans[left:right] if first < span.end]


def visible_words(doc: Doc) -> list[tuple[int, list[SpacyToken]]]:
    """The words of every sentence with the index of its block; markup and blanks left out."""
    hidden = {token.i for span in doc.spans.get(MARKUP_KEY, ()) for token in span}
    found = []
    for number, block in enumerate(doc.spans.get(BLOCKS_KEY, ())):
        words: list[SpacyToken] = []
        for token in block:
            if token.is_sent_start and words:
                found.append((number, words))
                words = []
            if not token.is_space and token.i not in hidden:
                words.append(token)
        if words:
            found.append((number, words))
    return found


def sentences_of(doc: Doc) -> tuple[list[Sentence], list[list[int]]]:
    """The sentences of a Doc, and for each the Doc's index of every token in it."""
    blocks = list(doc.spans.get(BLOCKS_KEY, ()))
    cues_in = Overlaps(doc.spans.get(CUES_KEY, ()))
    headings = _headings(blocks)
    sentences, places = [], []
    last_block = -1
    for number, words in visible_words(doc):
        first, last = words[0].i, words[-1].i + 1
        sentences.append(
            Sentence(
                tokens=tuple(Token(w.idx, w.idx + len(w), w.text) for w in words),
                cues=tuple(map(_cue, cues_in(first, last))),
                block_kind=blocks[number].label_,
                heading=headings[number],
                first_in_block=number != last_block,
                encoding=_encoding(doc, [w.i for w in words]),
            )
        )
        places.append([w.i for w in words])
        last_block = number
    return sentences, places


def _encoding(doc: Doc, words: list[int]) -> Encoding | None:
    """What the encoder said of the sentence of these tokens, where there is one."""
    if not doc._.get(ENCODED):
        return None
    rows = doc.tensor[words].astype(np.float32).reshape(len(words), -1, N_CLASSES)
    return Encoding(rows[0, 1], rows[:, 0], overview=rows[0, 2] if rows.shape[1] > 2 else None)


def _headings(blocks: list[Span]) -> list[str]:
    """For every block the heading above it, itself excluded."""
    found, current = [], ""
    for block in blocks:
        found.append(current)
        if block.label_ == "heading":
            current = block.text
    return found


def _cue(span: Span) -> Cue:
    return Cue(span.start_char, span.end_char, span.text, span.label_)
