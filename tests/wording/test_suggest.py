"""Suggestions for composed sentences, and what holds for every suggestion."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Note
from claimcheck.labels import REVISE, Label
from claimcheck.lexicon import default_categories
from claimcheck.wording import suggest
from tests.wording.made import claim_of, cues_of, suggested

LINES = (Path(__file__).parents[1] / "data" / "suggestions.jsonl").read_text(encoding="utf-8")
EXPECTED = [
    (record["sentence"], Label(record["label"]), record["suggestion"])
    for record in map(json.loads, LINES.splitlines())
]
MADE = [(sentence, label, made) for sentence, label, made in EXPECTED if made is not None]


@pytest.mark.parametrize(("sentence", "label", "suggestion"), EXPECTED)
def test_a_sentence_gets_its_suggestion(
    sentence: str, label: Label, suggestion: str | None
) -> None:
    assert suggested(sentence, label) == suggestion


def test_there_are_more_than_a_hundred_and_twenty_sentences_with_a_suggestion() -> None:
    assert len(MADE) > 120


@pytest.mark.parametrize(("sentence", "label", "made"), MADE)
def test_a_suggestion_says_nothing_that_asks_for_revision(
    sentence: str, label: Label, made: str
) -> None:
    categories = default_categories()
    assert not [cue.text for cue in cues_of(made) if categories[cue.category].leans in REVISE]


@pytest.mark.parametrize(("sentence", "label", "made"), MADE)
def test_a_suggestion_needs_no_other(sentence: str, label: Label, made: str) -> None:
    assert suggested(made, label) in {None, made}


@given(st.text("abc XYZ.,\n-é🙂", max_size=30), st.sampled_from(MADE))
def test_what_stands_before_a_claim_does_not_change_its_suggestion(
    before: str, case: tuple[str, Label, str]
) -> None:
    sentence, label, made = case
    claim = claim_of(sentence.removesuffix("."), label, offset=len(before))
    assert suggest(claim, before + sentence) == made.removesuffix(".")


@pytest.mark.parametrize("sentence", ["Sage reduces sweating.", "It has no side effects."])
def test_a_supported_claim_gets_none(sentence: str) -> None:
    assert suggested(sentence, Label.SUPPORTED) is None


def test_an_overstated_claim_with_a_note_is_left_to_the_note() -> None:
    text = "Mint melts away fat"
    claim = claim_of(text, Label.OVERSTATED)
    assert suggest(claim, text) == "Mint may reduce fat"
    assert suggest(claim, text, [Note("n", "s", "https://u")]) is None


def test_a_denied_risk_is_stated_in_spite_of_a_note() -> None:
    text = "Kratom has no side effects"
    claim = claim_of(text, Label.UNSAFE)
    assert suggest(claim, text, [Note("n", "s", "https://u")]) == "Kratom can have side effects"


def test_words_in_a_quotation_opened_before_the_claim_stay() -> None:
    before = "He writes: “I tried it. "
    claim = claim_of("Sage reduces sweating", Label.OVERSTATED, len(before))
    assert suggest(claim, before + "Sage reduces sweating. More.”") is None


def test_a_quotation_of_another_paragraph_does_not_count() -> None:
    before = "He writes: “I tried it.\n"
    claim = claim_of("Sage reduces sweating", Label.OVERSTATED, len(before))
    assert suggest(claim, before + "Sage reduces sweating.") == "Sage may reduce sweating"


@pytest.mark.parametrize("rest", [", she says.", " and more.", "?"])
def test_a_remark_is_made_at_the_end_of_a_sentence_only(rest: str) -> None:
    text = "Many users report that the tea helps"
    assert suggest(claim_of(text, Label.ANECDOTAL), text + rest) is None
