"""The coefficients against the worked examples of their own literature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

import pytest

from claimcheck.corpus.coefficients import (
    MISSING,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    observed,
)


def table(*annotators: str) -> Counter[tuple[Hashable, ...]]:
    """Ratings from one string an annotator, a character a unit, '.' for missing."""
    rows = zip(*annotators, strict=True)
    return Counter(tuple(MISSING if one == "." else one for one in row) for row in rows)


FLEISS_1971 = """
0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7
"""


def test_cohen_by_hand() -> None:
    ratings = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    assert observed(ratings) == pytest.approx(0.7)
    assert cohen_kappa(ratings) == pytest.approx(0.4)  # (0.7 - 0.5) / 0.5


def test_cohen_leaves_out_what_one_did_not_rate() -> None:
    ratings = {("a", "a"): 5, ("b", "b"): 5, ("a", MISSING): 90}
    assert cohen_kappa(ratings) == pytest.approx(1)


def test_fleiss_worked_example() -> None:
    rows = [list(map(int, line.split())) for line in FLEISS_1971.split("\n") if line]
    ratings = Counter(
        tuple(kind for kind, count in enumerate(row) for _ in range(count)) for row in rows
    )
    assert fleiss_kappa(ratings) == pytest.approx(0.210, abs=0.0005)


def test_fleiss_of_two_is_scotts_pi() -> None:
    ratings = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
    chance = 0.55**2 + 0.45**2
    assert fleiss_kappa(ratings) == pytest.approx((0.7 - chance) / (1 - chance))


def test_krippendorff_worked_example_of_2011() -> None:
    ratings = table("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(ratings) == pytest.approx(0.743, abs=0.0005)


def test_krippendorff_with_three_coders_and_gaps() -> None:
    ratings = table(".....34121133.3", "1.213343.......", "..21344.21133.4")
    assert krippendorff_alpha(ratings) == pytest.approx(0.691, abs=0.0005)


def test_none_where_nothing_is_defined() -> None:
    for ratings in ({}, {("a", "a"): 9}):
        assert cohen_kappa(ratings) is None
        assert fleiss_kappa(ratings) is None
        assert krippendorff_alpha(ratings) is None
    assert observed({}) is None
    assert observed({("a", "a"): 9}) == 1
