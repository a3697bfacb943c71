"""Claims made from composed sentences, with the cues that the shipped lexicon finds in them."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from claimcheck.datatypes import Claim, Cue
from claimcheck.labels import LABELS, Label
from claimcheck.pipeline.views import CUES_KEY
from claimcheck.wording import suggest


@cache
def matcher() -> Language:
    nlp = spacy.blank("en")
    for component in ("claimcheck_segmenter", "claimcheck_cues"):
        nlp.add_pipe(component)
    return nlp


def cues_of(text: str, offset: int = 0) -> tuple[Cue, ...]:
    doc = matcher()(text)
    return tuple(
        Cue(offset + span.start_char, offset + span.end_char, span.text, span.label_)
        for span in doc.spans[CUES_KEY]
    )


def claim_of(text: str, label: Label, offset: int = 0) -> Claim:
    """A claim that is the whole text, standing at `offset` of its article."""
    scores = {name: float(name == label) for name in LABELS}
    cues = cues_of(text, offset)
    return Claim(offset, offset + len(text), text, label, scores, cues=cues)


def suggested(sentence: str, label: Label) -> str | None:
    """The suggestion for a sentence whose full stop stands outside the claim, with a stop again."""
    bare = sentence.removesuffix(".")
    found = suggest(claim_of(bare, label), sentence)
    return None if found is None else found + sentence[len(bare) :]
