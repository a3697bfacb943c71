from __future__ import annotations

from claimcheck.corpus.sentences import sentence_labels
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import Label

SENTENCES = [(0, 10), (11, 20), (20, 30)]


def labels(*spans: tuple[int, int, str]) -> list[str | None]:
    marked = [LabelledSpan(start, end, Label(label)) for start, end, label in spans]
    return [str(label) if label else None for label in sentence_labels(SENTENCES, marked)]


def test_most_severe_label_counts_in_any_order() -> None:
    spans = ((0, 4, "supported"), (1, 3, "unsafe"), (5, 9, "anecdotal"))
    assert labels(*spans) == labels(*reversed(spans)) == ["unsafe", None, None]


def test_touching_is_not_overlapping() -> None:
    assert labels((10, 11, "unsafe")) == [None, None, None]
    assert labels((20, 21, "unsafe")) == [None, None, "unsafe"]


def test_a_span_over_a_border_marks_both() -> None:
    assert labels((9, 12, "anecdotal")) == ["anecdotal", "anecdotal", None]
