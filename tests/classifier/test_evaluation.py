"""Every measure, against small cases reckoned by hand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.classifier.evaluation import (
    CLASSES,
    Judged,
    Scored,
    evaluate,
    iou,
    label_of,
    matches,
)
from claimcheck.labels import LABELS
from tests.classifier.made import span

# Five sentences of ten characters.
SENTENCES = [(0, 10), (10, 20), (20, 30), (30, 40), (40, 50)]
GOLD = [span(0, 10, "unsafe"), span(10, 20, "overstated"), span(20, 30, "supported")]
PREDICTED = [span(0, 10, "unsafe"), span(10, 20, "unsafe"), span(40, 50, "anecdotal")]
REPORT = evaluate([Judged(SENTENCES, GOLD, PREDICTED)])
NOTHING = evaluate([])


def test_detection_by_hand() -> None:
    # Found 2 of 3 claim sentences; one of the 3 found has no claim.
    assert REPORT.detection == Scored(2, 3, 3)
    assert REPORT.detection.f1 == pytest.approx(2 / 3)


def test_labels_by_hand() -> None:
    assert REPORT.labels == {
        "none": Scored(1, 2, 2),
        "supported": Scored(0, 0, 1),
        "anecdotal": Scored(0, 1, 0),
        "overstated": Scored(0, 0, 1),
        "unsafe": Scored(1, 2, 1),
    }


def test_macro_f1_by_hand() -> None:
    assert REPORT.macro_f1_five == pytest.approx((1 / 2 + 0 + 0 + 0 + 2 / 3) / 5)
    assert REPORT.macro_f1_four == pytest.approx((0 + 0 + 0 + 2 / 3) / 4)


def test_revise_takes_overstated_and_unsafe_together() -> None:
    assert REPORT.revise == Scored(2, 2, 2)


def test_unsafe_recall_by_hand() -> None:
    assert REPORT.unsafe_recall == 1.0
    missed = evaluate([Judged(SENTENCES, [span(0, 10, "unsafe")], [span(0, 10, "overstated")])])
    assert missed.unsafe_recall == 0.0


def test_spans_by_hand() -> None:
    assert REPORT.spans == {
        "supported": Scored(0, 0, 1),
        "anecdotal": Scored(0, 1, 0),
        "overstated": Scored(0, 0, 1),
        "unsafe": Scored(1, 2, 1),
    }
    assert REPORT.span_macro_f1 == pytest.approx((2 / 3) / 4)


def test_confusion_counts_sentences_by_gold_then_predicted() -> None:
    assert REPORT.confusion["overstated"]["unsafe"] == 1
    assert REPORT.confusion["none"] == {
        "none": 1,
        "supported": 0,
        "anecdotal": 1,
        "overstated": 0,
        "unsafe": 0,
    }
    assert REPORT.sentences == 5
    assert REPORT.articles == 1


def test_articles_add_up() -> None:
    twice = evaluate([Judged(SENTENCES, GOLD, PREDICTED)] * 2)
    assert twice.detection == Scored(4, 6, 6)
    assert (twice.articles, twice.sentences) == (2, 10)


def test_the_most_severe_label_of_a_sentence_counts() -> None:
    spans = [span(0, 4, "unsafe"), span(5, 10, "supported")]
    assert label_of((0, 10), spans) == "unsafe"


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 5, True),  # the whole span lies in the sentence
        (5, 15, True),  # half of each
        (6, 16, False),  # four of ten
        (8, 11, True),  # two of three
        (9, 13, False),  # one of four
        (10, 20, False),  # it only touches
        (0, 40, True),  # the sentence lies in the span
    ],
)
def test_a_span_counts_with_half_of_the_shorter(start: int, end: int, found: bool) -> None:
    assert (label_of((0, 10), [span(start, end)]) != "none") is found


def test_a_sentence_without_spans_has_no_label() -> None:
    assert label_of((0, 10), []) == "none"


@pytest.mark.parametrize(
    ("left", "right", "value"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (0, 5), 0.5),
        ((0, 10), (5, 15), 1 / 3),
        ((0, 10), (10, 20), 0.0),
        ((0, 5), (8, 9), 0.0),
    ],
)
def test_intersection_over_union(
    left: tuple[int, int], right: tuple[int, int], value: float
) -> None:
    assert iou(span(*left), span(*right)) == pytest.approx(value)


def test_a_predicted_span_hits_one_gold_span_only() -> None:
    assert matches([span(0, 10), span(0, 9)], [span(0, 10)]) == 1


def test_the_best_overlap_is_matched_first() -> None:
    gold = [span(0, 10), span(0, 14)]
    assert matches(gold, [span(0, 10), span(0, 15)]) == 2


def test_iou_of_just_a_half_is_a_hit_and_less_is_none() -> None:
    assert matches([span(0, 10)], [span(0, 5)]) == 1
    assert matches([span(0, 10)], [span(0, 4)]) == 0


def test_spans_of_another_label_do_not_hit() -> None:
    report = evaluate([Judged(SENTENCES, [span(0, 10, "unsafe")], [span(0, 10, "supported")])])
    assert all(score.hits == 0 for score in report.spans.values())


def test_nothing_at_all_measures_zero() -> None:
    assert NOTHING.detection == Scored(0, 0, 0)
    assert (NOTHING.macro_f1_five, NOTHING.unsafe_recall, NOTHING.span_macro_f1) == (0.0, 0.0, 0.0)
    assert (NOTHING.articles, NOTHING.sentences) == (0, 0)


def test_an_article_without_claims_found_or_gold() -> None:
    report = evaluate([Judged(SENTENCES, [], [])])
    assert report.detection == Scored(0, 0, 0)
    assert report.labels["none"].f1 == 1.0
    assert report.macro_f1_five == pytest.approx(0.2)


def test_an_article_without_sentences() -> None:
    report = evaluate([Judged([], [span(0, 4)], [])])
    assert report.sentences == 0
    assert report.spans["supported"] == Scored(0, 0, 1)


@pytest.mark.parametrize(
    ("score", "figures"),
    [
        (Scored(0, 0, 0), (0.0, 0.0, 0.0)),
        (Scored(0, 3, 0), (0.0, 0.0, 0.0)),
        (Scored(3, 4, 6), (0.75, 0.5, 0.6)),
        (Scored(5, 5, 5), (1.0, 1.0, 1.0)),
    ],
)
def test_precision_recall_f1(score: Scored, figures: tuple[float, float, float]) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx(figures)


def test_the_measures_are_json_values_with_honest_names() -> None:
    record = json.loads(json.dumps(REPORT.as_dict()))
    assert record["detection"] == {
        "precision": 0.6667,
        "recall": 0.6667,
        "f1": 0.6667,
        "n_gold": 3,
        "n_predicted": 3,
    }
    assert (record["articles"], record["sentences"]) == (1, 5)


def test_the_table_names_every_measure() -> None:
    table = REPORT.as_table()
    for name in ("detection", "revise", "macro-F1", "unsafe recall", "span", *CLASSES):
        assert name in table
    assert NOTHING.as_table()


PLACES = st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(LABELS))
SPANS = st.lists(PLACES.map(lambda item: span(item[0], item[0] + item[1], item[2])), max_size=6)


@given(SPANS)
def test_predicting_the_gold_is_perfect(gold: list) -> None:
    report = evaluate([Judged(SENTENCES, gold, gold)])
    assert report.detection.hits == report.detection.gold == report.detection.predicted
    assert all(score.hits == score.gold for score in report.spans.values())


@given(SPANS, SPANS)
def test_measures_lie_between_0_and_1(gold: list, predicted: list) -> None:
    report = evaluate([Judged(SENTENCES, gold, predicted)])
    assert sum(sum(row.values()) for row in report.confusion.values()) == len(SENTENCES)
    for value in (report.macro_f1_five, report.macro_f1_four, report.span_macro_f1):
        assert 0 <= value <= 1
