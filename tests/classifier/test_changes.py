"""What became of every claim from one model to the next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.classifier.changes import Change, Kind, changes, kind_of
from claimcheck.classifier.judged import Judged
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS, Label
from tests.classifier.made import span

S, A, O, U = LABELS  # noqa: E741
TEXT = "0123456789" * 6


@pytest.mark.parametrize(
    ("gold", "old", "new", "kind"),
    [
        (U, None, U, Kind.WON),
        (U, None, S, Kind.WON),
        (U, O, None, Kind.LOST),
        (U, S, U, Kind.RIGHTED),
        (U, U, O, Kind.WRONGED),
        (U, S, O, Kind.RELABELLED),
        (None, None, O, Kind.RAISED),
        (None, O, None, Kind.DROPPED),
        (None, O, U, Kind.RELABELLED),
        (U, U, U, None),
        (U, None, None, None),
        (None, A, A, None),
    ],
)
def test_what_a_change_means(
    gold: Label | None, old: Label | None, new: Label | None, kind: Kind | None
) -> None:
    assert kind_of(gold, old, new) is kind


def judged(gold: list[LabelledSpan], predicted: list[LabelledSpan], name: str = "a") -> Judged:
    return Judged([], gold, predicted, name, TEXT)


def compared(
    gold: list[LabelledSpan], old: list[LabelledSpan], new: list[LabelledSpan]
) -> list[Change]:
    return list(changes([judged(gold, old)], [judged(gold, new)]).found)


def test_the_most_severe_comes_first_and_the_worse_before_the_better() -> None:
    gold = [span(0, 10, "supported"), span(10, 20, "unsafe"), span(20, 30, "unsafe")]
    found = compared(gold, [span(0, 10), span(20, 30, "unsafe")], [span(10, 20, "unsafe")])
    assert [(item.kind, item.start) for item in found] == [
        (Kind.LOST, 20),
        (Kind.WON, 10),
        (Kind.LOST, 0),
    ]


def test_a_change_tells_where_and_what() -> None:
    (found,) = compared([span(3, 9, "unsafe")], [span(3, 9, "supported")], [span(2, 9, "unsafe")])
    assert found == Change(Kind.RIGHTED, "a", 3, 9, "345678", U, S, U)
    assert found.as_json()["kind"] == "righted"


def test_a_false_alarm_that_moved_a_little_is_no_change() -> None:
    assert compared([], [span(0, 10, "unsafe")], [span(2, 12, "unsafe")]) == []


def test_a_false_alarm_is_counted_by_its_own_label() -> None:
    gone = changes([judged([], [span(0, 10, "unsafe")])], [judged([], [])])
    assert gone.counts[U][Kind.DROPPED] == 1
    assert list(gone.counts) == [U, O, A, S]


def test_a_claim_beside_a_gold_one_is_a_place_of_its_own() -> None:
    found = compared([span(0, 10)], [span(0, 10)], [span(0, 10), span(20, 30, "anecdotal")])
    assert [(item.kind, item.gold, item.new) for item in found] == [(Kind.RAISED, None, A)]


def test_the_articles_must_be_the_same() -> None:
    with pytest.raises(ValueError, match="shorter"):
        changes([judged([], [])], [])


SPANS = st.lists(
    st.builds(
        lambda start, length, label: LabelledSpan(start, start + length, label),
        st.integers(0, 40),
        st.integers(1, 15),
        st.sampled_from(LABELS),
    ),
    max_size=6,
)


@given(SPANS, SPANS)
def test_a_model_does_not_change_from_itself(
    gold: list[LabelledSpan], own: list[LabelledSpan]
) -> None:
    assert compared(gold, own, own) == []


@given(SPANS, SPANS)
def test_back_again_what_was_lost_is_won(old: list[LabelledSpan], new: list[LabelledSpan]) -> None:
    gold = [span(0, 20, "unsafe")]
    there, back = compared(gold, old, new), compared(gold, new, old)
    lost = [item for item in there if item.kind is Kind.LOST]
    won = [item for item in back if item.kind is Kind.WON]
    assert [(item.start, item.old) for item in lost] == [(item.start, item.new) for item in won]
