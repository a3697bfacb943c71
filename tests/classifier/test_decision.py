"""The rule that gives a claim its label, reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest

from claimcheck.classifier.decision import (
    UNTOLD,
    Decision,
    Outcomes,
    best_decision,
    read_decision,
)

SUPPORTED, ANECDOTAL, OVERSTATED, UNSAFE = range(4)
LEANING = [0.45, 0.05, 0.30, 0.20]
"""Supported is likeliest, but one of the two to revise is likelier than not to be."""


def chosen(rule: Decision, scores: list[float], claim: float) -> int:
    return int(rule.choose([scores], [claim])[0])


def test_without_thresholds_the_likeliest_by_weight_wins() -> None:
    assert chosen(Decision(), LEANING, 1.0) == SUPPORTED
    assert chosen(Decision((1.0, 1.0, 1.0, 2.5)), LEANING, 1.0) == UNSAFE


def test_a_sure_enough_claim_to_revise_is_not_called_supported() -> None:
    rule = Decision(revise=0.4, unsafe=0.5)
    assert chosen(rule, LEANING, 0.9) == OVERSTATED  # 0.9 * 0.5 = 0.45
    assert chosen(rule, LEANING, 0.7) == SUPPORTED  # 0.7 * 0.5 = 0.35


def test_a_claim_to_revise_is_unsafe_by_its_share_of_the_two() -> None:
    assert chosen(Decision(revise=0.1, unsafe=0.4), LEANING, 1.0) == UNSAFE  # 0.2 of 0.5
    assert chosen(Decision(revise=0.1, unsafe=0.41), LEANING, 1.0) == OVERSTATED


def test_the_share_holds_for_the_likeliest_label_as_well() -> None:
    scores = [0.1, 0.1, 0.5, 0.3]
    assert chosen(Decision(revise=0.4, unsafe=0.3), scores, 0.5) == UNSAFE  # 0.3 of 0.8
    assert chosen(Decision(revise=0.4, unsafe=0.5), scores, 0.5) == OVERSTATED


def test_what_is_too_unlikely_a_claim_to_revise_is_not_told() -> None:
    scores = [0.2, 0.1, 0.6, 0.1]
    assert chosen(Decision(revise=0.4), scores, 0.5) == UNTOLD  # 0.5 * 0.7 = 0.35
    assert chosen(Decision(revise=0.4), scores, 0.6) == OVERSTATED  # 0.6 * 0.7 = 0.42


def test_a_claim_that_does_not_lean_must_surely_need_revision() -> None:
    rule = Decision(revise=0.4)
    sure, unsure = [0.15, 0.1, 0.65, 0.11], [0.1, 0.16, 0.74, 0.0]
    found = rule.choose([LEANING, sure, unsure, sure], [0.9, 0.9, 0.9, 0.1], [False] * 4)
    assert found.tolist() == [SUPPORTED, OVERSTATED, ANECDOTAL, SUPPORTED]


def test_a_claim_that_is_not_to_be_revised_must_be_surer_to_be_told() -> None:
    rule = Decision(revise=0.25, unsafe=0.5, calm=0.4)
    sober, severe = [0.9, 0.05, 0.05, 0.0], [0.05, 0.05, 0.9, 0.0]
    found = rule.choose([sober, sober, severe, severe], [0.39, 0.4, 0.39, 0.25])
    assert found.tolist() == [UNTOLD, SUPPORTED, OVERSTATED, UNTOLD]
    # what refutes, and so is called severe only where it surely is, must be sure as well
    assert rule.choose([sober, LEANING], [0.39, 0.5], False).tolist() == [UNTOLD, SUPPORTED]


def test_of_shares_that_are_as_good_the_smallest_is_taken() -> None:
    rows = [([0.0, 0.0, 0.5, 0.5], 1.0, 1 + UNSAFE), ([0.0, 0.0, 0.9, 0.1], 1.0, 1 + OVERSTATED)]
    calm = [([1.0, 0.0, 0.0, 0.0], 1.0, 1 + SUPPORTED), ([0.0, 1.0, 0.0, 0.0], 1.0, 1 + ANECDOTAL)]
    found = outcomes([*rows * 50, *calm * 50])
    assert best_decision(found, threshold=0.3).unsafe == 0.25
    worse = outcomes([*rows * 50, *calm * 50, *[([0.0, 0.0, 0.65, 0.35], 1.0, 1 + OVERSTATED)] * 9])
    assert best_decision(worse, threshold=0.3, calm=0.2) == Decision(
        revise=best_decision(worse, threshold=0.3).revise, unsafe=0.4, calm=0.2, divide=0.75
    )


def outcomes(rows: list[tuple[list[float], float, int]]) -> Outcomes:
    scores, claims, targets = zip(*rows, strict=True)
    ones = np.ones(len(rows))
    return Outcomes(np.array(scores), np.array(claims), np.array(targets), ones)


def test_the_best_rule_parts_what_needs_revision_from_the_rest() -> None:
    found = outcomes(
        [
            ([0.8, 0.1, 0.1, 0.0], 0.9, 1 + SUPPORTED),  # 0.09
            ([0.5, 0.1, 0.4, 0.0], 0.9, 1 + OVERSTATED),  # 0.36
            ([0.5, 0.1, 0.1, 0.3], 0.9, 1 + UNSAFE),  # 0.36
            ([0.3, 0.1, 0.6, 0.0], 0.4, 0),  # 0.24
        ]
    )
    rule = best_decision(found, threshold=0.3)
    assert 0.24 < rule.revise <= 0.36
    assert 0.0 < rule.unsafe <= 0.75
    assert rule.choose(found.scores, found.claims).tolist()[:3] == [SUPPORTED, OVERSTATED, UNSAFE]


def test_sentences_below_the_threshold_of_claims_do_not_count_as_found() -> None:
    found = outcomes(
        [
            ([0.1, 0.0, 0.9, 0.0], 0.5, 1 + OVERSTATED),  # 0.45
            ([0.0, 0.0, 1.0, 0.0], 0.46, 0),  # 0.46, but no claim is found there
        ]
    )
    assert best_decision(found, threshold=0.48).revise <= 0.45


def test_a_rule_comes_back_from_settings() -> None:
    rule = Decision((1.0, 1.0, 1.0, 1.0), 0.3, 0.25, 0.35)
    assert read_decision(rule.as_dict()) == rule


def test_settings_with_nothing_but_weights_are_those_of_the_first_models() -> None:
    assert read_decision({"weights": [1, 1, 2, 2]}) == Decision((1, 1, 2, 2))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"weights": "1111"},
        {"weights": [1, 1, 1]},
        {"weights": [1, 1, 1, "a"]},
        {"weights": [1, 1, 1, float("nan")]},
        {"weights": [1, 1, 1, 1], "revise": None},
        {"weights": [1, 1, 1, 1], "unsafe": float("inf")},
        {"weights": [1, 1, 1, 1], "calm": "0.3"},
    ],
)
def test_damaged_settings_are_no_rule(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="weights"):
        read_decision(settings)
