"""Rows of terms become rows of numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from claimcheck.classifier.features import Group
from claimcheck.classifier.space import FeatureSpace


def dense(space: FeatureSpace, *rows: list[Group]) -> np.ndarray:
    return space.transform(rows).times(np.eye(len(space), dtype=np.float32))


def rows(*texts: str) -> list[list[Group]]:
    return [[Group(dict.fromkeys(text.split(), 1.0))] for text in texts]


def test_a_space_holds_the_terms_of_enough_rows_in_order() -> None:
    space = FeatureSpace.fit(rows("tea hot", "tea red", "hot blue"), {"tea", "hot", "red"}, least=2)
    assert space.terms == ["hot", "tea"]
    assert len(space) == 2


def test_a_term_that_is_not_allowed_stays_out() -> None:
    assert FeatureSpace.fit(rows("tea hot", "tea hot"), {"hot"}).terms == ["hot"]


def test_a_term_that_no_folder_could_hold_stays_out() -> None:
    found = FeatureSpace.fit(rows("a\0b tea", "a\0b tea"), {"a\0b", "tea", ""})
    assert found.terms == ["tea"]


def test_a_term_counts_once_a_row() -> None:
    row = [Group({"tea": 1.0}), Group({"tea": 1.0})]
    assert FeatureSpace.fit([row], {"tea"}, least=2).terms == []


def test_rarity_is_the_smoothed_idf() -> None:
    space = FeatureSpace.fit(rows("tea hot", "tea", "tea"), {"tea", "hot"}, least=1)
    assert space.rarity.tolist() == pytest.approx([math.log(4 / 2) + 1, 1.0])


def test_a_normal_group_has_length_one() -> None:
    space = FeatureSpace(["hot", "tea"], [2.0, 1.0])
    assert dense(space, *rows("hot tea"))[0] == pytest.approx([2 / math.sqrt(5), 1 / math.sqrt(5)])


def test_counts_are_dampened() -> None:
    space = FeatureSpace(["hot", "tea"], [1.0, 1.0])
    hot = 1 + math.log(3)
    found = dense(space, [Group({"hot": 3.0, "tea": 1.0})])[0]
    assert found == pytest.approx(np.array([hot, 1.0]) / math.hypot(hot, 1.0))


def test_a_plain_group_is_taken_as_it_is() -> None:
    space = FeatureSpace(["hot", "tea"], [3.0, 3.0])
    found = dense(space, [Group({"hot": 0.25, "tea": 2.0}, 0.5, normal=False)])[0]
    assert found == pytest.approx([0.125, 1.0])


def test_the_weight_of_a_group_scales_it() -> None:
    space = FeatureSpace(["tea"], [7.0])
    assert dense(space, [Group({"tea": 1.0}, 0.4)])[0] == pytest.approx([0.4])


def test_unknown_terms_and_empty_rows_are_zeros() -> None:
    space = FeatureSpace(["tea"], [1.0])
    assert dense(space, *rows("coffee", ""), []).tolist() == [[0.0], [0.0], [0.0]]


def test_unknown_terms_do_not_shorten_the_known() -> None:
    space = FeatureSpace(["tea"], [1.0])
    assert dense(space, *rows("tea and so on"))[0] == pytest.approx([1.0])


def test_no_rows_and_no_terms() -> None:
    assert dense(FeatureSpace(["tea"], [1.0])).shape == (0, 1)
    assert dense(FeatureSpace([], []), *rows("tea")).shape == (1, 0)


def test_large_groups_are_numbered_alike_alone_and_shared() -> None:
    names = [f"t{number}" for number in range(300)]
    space = FeatureSpace(names, [1.0 + number / 100 for number in range(300)])
    shared = Group(dict.fromkeys(names[:150], 2.0), 0.4)
    others = [Group(dict.fromkeys(names[at : at + 120], 1.0)) for at in range(20)]
    together = dense(space, *([shared, Group(dict(one.terms))] for one in others))
    for at, one in enumerate(others):
        alone = dense(space, [shared])[0] + dense(space, [one])[0]
        assert together[at] == pytest.approx(alone, abs=1e-6)
