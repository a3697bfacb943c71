"""Why a claim has its label, in words for an editor."""

from __future__ import annotations

import re

import pytest

from claimcheck.datatypes import Cue
from claimcheck.labels import LABELS, TEXTS, Label
from claimcheck.lexicon import Category
from claimcheck.reasons import advice, deciding_cues, telling_terms, why

CATEGORIES = {
    item.name: item
    for item in (
        Category("risk_denial", "plays down a known risk", "State the risk.", Label.UNSAFE),
        Category("substitution", "offers it in place of treatment", "Say so.", Label.UNSAFE),
        Category("dosing", "leaves the dose to the reader", "Cut the dose.", Label.UNSAFE),
        Category("booster", "uses a strong word", "Drop it.", Label.OVERSTATED),
        Category("effect", "states an effect", "Name the evidence."),
    )
}


def cue(text: str, category: str, start: int = 0) -> Cue:
    return Cue(start, start + len(text), text, category)


LOWER = cue("lower risk of addiction", "risk_denial", 12)
SAFE = cue("safe", "risk_denial", 2)
INSTEAD = cue("instead of opioids", "substitution", 40)
DOSE = cue("own dose", "dosing", 60)
POWERFUL = cue("powerful", "booster", 1)


def test_the_cue_that_speaks_for_the_label_is_quoted() -> None:
    assert why(Label.UNSAFE, [POWERFUL, LOWER], [], "", CATEGORIES) == (
        "says 'lower risk of addiction', which plays down a known risk."
    )


def test_two_cues_of_two_kinds_the_longer_first() -> None:
    assert why(Label.UNSAFE, [INSTEAD, LOWER, DOSE], [], "", CATEGORIES) == (
        "says 'lower risk of addiction', which plays down a known risk; "
        "says 'instead of opioids', which offers it in place of treatment."
    )


def test_one_cue_of_a_category_is_enough() -> None:
    assert deciding_cues(Label.UNSAFE, [SAFE, LOWER], CATEGORIES) == [LOWER]


def test_the_earlier_of_two_cues_of_one_length_comes_first() -> None:
    later, earlier = cue("proven", "booster", 30), cue("potent", "booster", 3)
    assert deciding_cues(Label.OVERSTATED, [later, earlier], CATEGORIES) == [earlier]


def test_cues_of_other_labels_of_none_and_of_unknown_categories_decide_nothing() -> None:
    cues = [POWERFUL, cue("lowers", "effect"), cue("odd", "gone")]
    assert deciding_cues(Label.UNSAFE, cues, CATEGORIES) == []


def test_a_cue_over_a_line_break_is_quoted_on_one_line() -> None:
    broken = cue("no side\n  effects", "risk_denial")
    assert why(Label.UNSAFE, [broken], [], "", CATEGORIES).startswith("says 'no side effects', ")


def test_without_a_cue_the_words_that_weighed_stand_in() -> None:
    text = "Kratom restores deep sleep"
    assert why(Label.OVERSTATED, [], ["restores", "deep sleep"], text, CATEGORIES) == (
        "states a benefit or harm as settled, with no source or limit "
        "(wording that weighed: 'restores', 'deep sleep')."
    )


@pytest.mark.parametrize("label", LABELS)
def test_with_nothing_to_quote_there_is_still_a_reason(label: Label) -> None:
    said = why(label, [], [], "Kratom helps", CATEGORIES)
    assert said.endswith(".")
    assert "'" not in said


def test_terms_stand_as_the_claim_spells_them() -> None:
    assert telling_terms(["doesn't", "kratom"], "KRATOM doesn’t heal") == ["'doesn’t'", "'KRATOM'"]


def test_little_words_repetitions_and_more_than_three_are_left_out() -> None:
    text = "The leaf of the tree heals the whole body and soul"
    terms = ["of the", "heals", "heals the", "leaf", "0", "whole", "soul"]
    assert telling_terms(terms, text) == ["'heals'", "'leaf'", "'whole'"]


def test_marks_around_a_term_are_not_quoted() -> None:
    text = "It helps, naturally, in a self-made way"
    assert telling_terms([", naturally", "self-made"], text) == ["'naturally'", "'self-made'"]


def test_a_capital_that_grows_when_lowered_does_not_shift_the_quotation() -> None:
    assert telling_terms(["cures"], "İt is said that tea cures colds") == ["'cures'"]


@pytest.mark.parametrize(
    "term", ["w:cures", "c:risk_denial+cure", "00 mg", "cures ,", "s:opens i", ""]
)
def test_a_term_that_the_claim_does_not_hold_is_not_told(term: str) -> None:
    said = why(Label.OVERSTATED, [], [term], "Tea cures, at 50 mg a day", CATEGORIES)
    assert not re.search(r"\w:\w|\+|\(\?|\\|00", said)
    assert "weighed" not in said


def test_advice_is_that_of_the_deciding_cue() -> None:
    assert advice(Label.UNSAFE, [POWERFUL, LOWER], CATEGORIES) == "State the risk."


def test_without_a_deciding_cue_the_label_advises() -> None:
    assert advice(Label.UNSAFE, [POWERFUL], CATEGORIES) == TEXTS[Label.UNSAFE].advice
