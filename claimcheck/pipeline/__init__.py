"""The spaCy components that find and label claims."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open borders of the sentences of a plain text, in order."""
    from claimcheck.pipeline.views import visible_words

    found = (words for _, words in visible_words(_segmenter()(text)))
    return [(words[0].idx, words[-1].idx + len(words[-1])) for words in found]


@cache
def _segmenter() -> Language:
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10**8
    nlp.add_pipe("claimcheck_segmenter")
    return nlp
