"""Claims taken apart where their clauses surely earn different labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.classifier.division import Part, Scores, divided
from claimcheck.classifier.linear import Array
from claimcheck.protocols import Token
from tests.classifier.made import sentence

TEXT = "It acts on nerves , easing pain and calming but with no risk at all"
TOKENS = [sentence(TEXT).tokens]
WHOLE: Part = (0, 0, len(TOKENS[0]))


def said(part: Part) -> str:
    return " ".join(token.text for token in TOKENS[0][part[1] : part[2]])


def by_words(tokens: Sequence[Sequence[Token]], sure: float = 0.9) -> Scores:
    """Supported, overstated or unsafe by the words "acts", "pain" and "risk", each part surely so
    that has one of them; one with several is all of it a little."""
    words = {"acts": 0, "pain": 2, "risk": 3}

    def scores(parts: Sequence[Part]) -> Array:
        rows = []
        for number, first, last in parts:
            inside = {token.text for token in tokens[number][first:last]} & set(words)
            row = np.full(4, (1 - sure) / 3)
            if len(inside) == 1:
                row[words[inside.pop()]] = sure
            else:
                row[:] = 0.25
            rows.append(row)
        return np.array(rows, dtype=np.float32)

    return scores


def test_a_claim_of_three_labels_is_three() -> None:
    """The first border at which both parts are sure comes first, then each part is looked at."""

    def scores(parts: Sequence[Part]) -> Array:
        found = by_words(TOKENS)(parts)
        for row, part in zip(found, parts, strict=True):
            if said(part).startswith("easing") and said(part).endswith("all"):
                row[:] = [0.05, 0.0, 0.8, 0.15]
        return found

    (parts,) = divided([WHOLE], TOKENS, scores, 0.75)
    assert list(map(said, parts)) == [
        "It acts on nerves",
        "easing pain and calming",
        "with no risk at all",
    ]


def test_parts_that_are_not_sure_enough_stay_together() -> None:
    assert divided([WHOLE], TOKENS, by_words(TOKENS, sure=0.74), 0.75) == [[WHOLE]]


def test_parts_of_one_label_stay_together() -> None:
    def scores(parts: Sequence[Part]) -> Array:
        return np.tile(np.array([[0.9, 0.1, 0.0, 0.0]], np.float32), (len(parts), 1))

    assert divided([WHOLE], TOKENS, scores, 0.75) == [[WHOLE]]


def test_only_borders_inside_a_claim_divide_it() -> None:
    claim: Part = (0, 5, 9)
    assert said(claim) == "easing pain and calming"
    assert divided([claim], TOKENS, by_words(TOKENS), 0.75) == [[claim]]


def test_a_claim_is_not_parted_from_what_completes_it() -> None:
    tokens = [sentence("The pain comparable to risk").tokens]
    claim: Part = (0, 0, 5)
    assert divided([claim], tokens, by_words(tokens), 0.75) == [[claim]]


def test_nothing_to_divide() -> None:
    assert divided([], [], by_words([]), 0.75) == []


@given(st.integers(0, 2**32 - 1))
def test_parts_lie_in_order_inside_their_claim(seed: int) -> None:
    random = np.random.default_rng(seed)

    def scores(parts: Sequence[Part]) -> Array:
        return random.dirichlet(np.full(4, 0.1), size=len(parts)).astype(np.float32)

    claims: list[Part] = [(0, 0, 4), (0, 5, len(TOKENS[0]))]
    for claim, parts in zip(claims, divided(claims, TOKENS, scores, 0.75), strict=True):
        assert all(number == 0 and first < last for number, first, last in parts)
        assert parts == sorted(parts)
        assert all(one[2] <= two[1] for one, two in zip(parts, parts[1:], strict=False))
        assert claim[1] <= parts[0][1] and parts[-1][2] <= claim[2]
