"""When a verb comes under a 'may'."""

from __future__ import annotations

import pytest

from claimcheck.wording.hedging import default_verbs, hedged


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Sage eases cramps", "Sage may ease cramps"),
        (
            "Sage eases cramps, calms and lifts the mood",
            "Sage may ease cramps, calm and lift the mood",
        ),
        ("Herbs ease cramps", "Herbs may ease cramps"),
        ("Sage and thyme ease cramps", "Sage and thyme may ease cramps"),
        ("Sage quickly eases cramps", "Sage may quickly ease cramps"),
        ("We plan to ease cramps", "We plan to ease cramps"),
        ("The lifts are out of order", "The lifts are out of order"),
        ("Sage might ease cramps", "Sage might ease cramps"),
        ("Sage lowers the risk", "Sage lowers the risk"),
        ("", ""),
    ],
)
def test_the_first_verb_of_benefit_is_hedged(text: str, after: str) -> None:
    assert hedged(text, text, ()) == after


def test_a_may_that_a_rewrite_brought_covers_the_verbs_joined_to_it() -> None:
    made = hedged("It may help and eases cramps", "It heals and eases cramps", ())
    assert made == "It may help and ease cramps"


@pytest.mark.parametrize("kind", ["negation", "hedge", "honest_limit", "debunking", "caution"])
def test_a_claim_that_is_turned_stays(kind: str) -> None:
    assert hedged("Sage eases cramps", "Sage eases cramps", {kind}) == "Sage eases cramps"


def test_every_third_person_has_another_base_form() -> None:
    assert all(
        third != base and third[0] == base[0] for third, base in default_verbs().base_of.items()
    )
