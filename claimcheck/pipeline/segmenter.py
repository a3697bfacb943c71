"""Sentences, never across a block; abbreviations, decimals, doses and initials do not end one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, SpanGroup, Token

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Block
from claimcheck.pipeline.boundaries import ends_sentence
from claimcheck.pipeline.extensions import get_blocks, set_blocks

BLOCKS_KEY = "blocks"
MARKUP_KEY = "markup"


class Segmenter(Pipe):
    """Sets sentence starts, `doc.spans["blocks"]` (label: kind) and `doc.spans["markup"]`.

    Blocks come from the reader where it set them, else from the lines of the text.
    """

    def __init__(self, nlp: Language, name: str = "claimcheck_segmenter") -> None:
        self.vocab, self.name = nlp.vocab, name

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, *self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> tuple[list[bool], list[Span], list[Span]]:
        """One flag a token (does a sentence start here?), the blocks and the markup in them."""
        blocks = get_blocks(doc)
        block_spans = _spans(doc, plain_blocks(doc.text) if blocks is None else blocks)
        markup = [
            span
            for block in blocks or ()
            for start, end in block.skip
            if (span := doc.char_span(start, end, "markup", alignment_mode="contract")) is not None
        ]
        hidden = {token.i for span in markup for token in span}
        starts = [False] * len(doc)
        for span in block_spans:
            words = [token for token in span if token.i not in hidden and not token.is_space]
            for index in sentence_starts(words):
                starts[words[index].i] = True
            if span.end < len(doc):
                starts[span.end] = True
        if starts:
            starts[0] = True
        return starts, block_spans, markup

    def set_annotations(
        self, doc: Doc, starts: Sequence[bool], blocks: list[Span], markup: list[Span]
    ) -> None:
        # All at once: setting `token.is_sent_start` looks through the whole Doc each time.
        flags = np.where(starts, 1, -1).astype(np.int64).view(np.uint64)
        doc.from_array(["SENT_START"], flags)  # type: ignore[arg-type]  # one column may be flat
        doc.spans[BLOCKS_KEY] = SpanGroup(doc, name=BLOCKS_KEY, spans=blocks)
        doc.spans[MARKUP_KEY] = SpanGroup(doc, name=MARKUP_KEY, spans=markup)

    def to_disk(self, path: object, *, exclude: Sequence[str] = ()) -> None:
        """Nothing to keep: the rules are code."""

    def from_disk(self, path: object, *, exclude: Sequence[str] = ()) -> Segmenter:
        return self

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        return b""

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> Segmenter:
        return self

    def initialize(
        self, get_examples: Callable[[], object] | None = None, *, nlp: Language | None = None
    ) -> None:
        """Nothing to learn."""


def make_doc(nlp: Language, text: str, blocks: Sequence[Block]) -> Doc:
    """A Doc of `text` with the reader's blocks, tokens ending where markup begins and ends."""
    edges = {edge for block in blocks for skip in block.skip for edge in skip}
    cuts = sorted({0, len(text), *edges})
    tokens = [token for start, end in pairwise(cuts) for token in nlp.make_doc(text[start:end])]
    words = [token.text for token in tokens]
    doc = Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in tokens])
    set_blocks(doc, blocks)
    return doc


def _spans(doc: Doc, blocks: Sequence[Block]) -> list[Span]:
    found = []
    last = 0
    for block in blocks:
        span = doc.char_span(block.start, block.end, block.kind, alignment_mode="expand")
        if span is not None and span.end > last:
            start = max(span.start, last)
            found.append(Span(doc, start, span.end, label=block.kind))
            last = span.end
    return found


def sentence_starts(words: Sequence[Token]) -> list[int]:
    """Indices of the words of a block at which a sentence starts."""
    starts = [0] if words else []
    for index in range(1, len(words)):
        if ends_sentence(words, starts[-1], index):
            starts.append(index)
    return starts
