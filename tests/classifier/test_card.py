"""The model card says what the metrics say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from markdown_it import MarkdownIt

from claimcheck.classifier.card import known_failures, model_card
from claimcheck.classifier.judged import Judged, PredictedSpan, SentenceOdds
from claimcheck.classifier.measures import measure
from claimcheck.labels import Label
from tests.classifier.made import span

TEXT = "Tea cures all."


def figures(style: str = "shop") -> dict[str, Any]:
    odds = [SentenceOdds(0, 14, 0.9, (0.0, 0.0, 0.1, 0.9))]
    found = [PredictedSpan(0, 14, Label.UNSAFE, (0.0, 0.0, 0.1, 0.9))]
    article = Judged([(0, 14)], [span(0, 14, "unsafe")], found, "a", TEXT, style, odds)
    return measure([article] * 3, 0.7).as_dict()


def metrics(**more: object) -> dict[str, Any]:
    return {
        "seed": 7,
        "command": "claimcheck train a.jsonl --seed 7",
        "versions": {"spacy": "3.8.18"},
        "corpus_sha256": {"a.jsonl": "abc"},
        "documents": {"corpus": 5, "weights_only": 2, "held_out": 3},
        "held_out": figures(),
        "calibration_error": {"label": 0.0123},
        **more,
    }


@pytest.mark.parametrize(
    "told",
    [
        "# en_x 1.0.0\n",
        "5 composed documents of the corpus and 2 weight-only articles",
        "seed 7.",
        "- `a.jsonl` abc",
        "Made with spacy 3.8.18.",
        "```\nclaimcheck train a.jsonl --seed 7\n```",
        "## On 3 held-out documents",
        "| unsafe | 1.000 | 1.000 | 1.000 | 3 |",
        "| shop | 3 | 3 | 1.000 | 1.000 | 1.000 |",
        "| long | 0 | 0 | - | - | - |",
        "![Precision and recall](precision-recall.svg)",
        "![Reliability](reliability.svg)",
        "Expected calibration error: detection 0.100, labels 0.100; 0.05 at most is wanted.",
        "It is sure of 1.000 of its claims",
        "out of fold, by estimator: label 0.012.",
        "## Known failures\n\nKinds of error",
    ],
)
def test_the_card_tells(told: str) -> None:
    assert told in model_card("en_x", "1.0.0", metrics())


def test_real_articles_have_a_section_with_their_own_plots() -> None:
    found = {"file": "dev.jsonl", "stem": "dev", "sha256": "f00", **figures("")}
    card = model_card("en_x", "1.0.0", metrics(measured=[found]))
    assert "## On 3 real articles (`dev.jsonl`)" in card
    assert "the file's sha256 is f00" in card
    assert "(precision-recall-dev.svg)" in card
    assert card.count("By style") == 1


def test_no_text_of_an_article_stands_in_the_card() -> None:
    found = {"file": "dev.jsonl", "stem": "dev", "sha256": "f00", **figures()}
    assert TEXT not in model_card("en_x", "1.0.0", metrics(measured=[found]))


def test_known_failures_may_be_given() -> None:
    card = model_card("en_x", "1.0.0", metrics(), "It is bad at poems.\n")
    assert card.endswith("## Known failures\n\nIt is bad at poems.\n")
    assert known_failures() not in card


def test_a_style_cannot_break_its_table() -> None:
    card = model_card("en_x", "1.0.0", metrics(held_out=figures("a | b\nc")))
    assert "| a \\| b c | 3 |" in card


def test_every_table_has_rows_as_wide_as_its_head() -> None:
    html = MarkdownIt().enable("table").render(model_card("en_x", "1.0.0", metrics()))
    tables = re.findall(r"<table>.*?</table>", html, flags=re.DOTALL)
    assert len(tables) == 6
    for table in tables:
        heads = table.count("<th>")
        assert table.count("<td>") % heads == 0


def test_a_card_without_command_and_versions_is_shorter() -> None:
    card = model_card("en_x", "1.0.0", metrics(command="", versions={}))
    assert "To make it again" not in card
    assert "Made with" not in card


BASE = {"name": "en_y 1.0.0", "manifest_sha256": "fed"}


def test_a_refitted_model_tells_where_it_comes_from() -> None:
    card = model_card("en_x", "1.0.0", metrics(base=BASE | {"rehearsed": 9}))
    assert (
        "en_y 1.0.0 (sha256 of its manifest fed), refitted on 5 documents and 2 weight-only" in card
    )
    assert "9 documents that it comes from were rehearsed" in card
    assert "composed documents" not in card.split("## On")[0]


def test_a_model_made_anew_beside_a_base_says_so() -> None:
    card = model_card("en_x", "1.0.0", metrics(base=BASE))
    assert "as en_y 1.0.0 (sha256 of its manifest fed), all made anew, and 5 documents" in card
