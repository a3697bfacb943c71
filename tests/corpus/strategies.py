"""Labelled documents as hypothesis makes them: emoji, line ends, braces and backslashes."""

from __future__ import annotations

from hypothesis import strategies as st

from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import LABELS

CHARACTERS = st.one_of(
    st.sampled_from('ab z.\n\r\\{}|#:\t"<&,;\u2028😀👩‍🔬é한'),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60).filter(str.strip)
WORDS = st.text(st.sampled_from("abc de|\\😀"), min_size=1, max_size=12)


@st.composite
def documents(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> LabelledDocument:
    """A document whose spans neither overlap nor have blank edges."""
    text = draw(texts)
    points = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(points[::2], points[1::2], strict=False))
    spans = tuple(
        LabelledSpan(start, end, draw(st.sampled_from(LABELS)))
        for start, end in pairs
        if text[start:end] == text[start:end].strip()
    )
    meta = draw(st.dictionaries(st.sampled_from(["topic", "style", "id", "note"]), WORDS))
    identity = draw(st.sampled_from(["document-001", "abc-001", "x", "😀"]))
    return LabelledDocument(identity, text, spans, meta)
