"""Figures by style and by length of the sentence."""

from __future__ import annotations

import json

from claimcheck.classifier.judged import Judged, PredictedSpan
from claimcheck.classifier.measures import by_length, by_style, measure
from claimcheck.labels import Label
from tests.classifier.made import span


def article(style: str, n_words: int, *, found: bool) -> Judged:
    """One claim sentence of so many words, found or missed."""
    text = " ".join(["tea"] * n_words)
    predicted = [PredictedSpan(0, len(text), Label.UNSAFE, (0.0, 0.0, 0.1, 0.9))] if found else []
    return Judged(
        [(0, len(text))], [span(0, len(text), "unsafe")], predicted, text=text, style=style
    )


def test_the_style_with_most_documents_comes_first() -> None:
    articles = [
        article("shop", 5, found=True),
        article("blog", 5, found=True),
        article("blog", 5, found=False),
        article("", 5, found=True),
    ]
    styles = by_style(articles)
    assert list(styles) == ["blog", "shop"]
    assert (styles["blog"].articles, styles["blog"].detection.recall) == (2, 0.5)
    assert styles["shop"].detection.recall == 1.0


def test_lengths_part_at_twelve_and_twenty_five_words() -> None:
    articles = [article("", n_words, found=n_words > 12) for n_words in (1, 12, 13, 25, 26, 60)]
    lengths = by_length(articles)
    assert {name: report.sentences for name, report in lengths.items()} == {
        "short": 2,
        "medium": 2,
        "long": 2,
    }
    assert [report.unsafe_recall for report in lengths.values()] == [0.0, 1.0, 1.0]


def test_the_figures_are_plain_values_and_say_what_they_do_not_know() -> None:
    figures = measure([article("shop", 5, found=True)], 0.7).as_dict()
    assert json.loads(json.dumps(figures)) == figures
    assert figures["styles"]["shop"]["unsafe_recall"] == 1.0
    assert figures["lengths"]["long"]["detection_f1"] is None
    assert figures["calibration"]["labels"]["error"] == 0.1
    assert figures["abstention"]["sure"]["least"] == 0.7


def test_nothing_can_be_measured() -> None:
    figures = measure([], 0.5).as_dict()
    assert (figures["articles"], figures["styles"]) == (0, {})
    assert figures["calibration"]["detection"]["error"] is None
