"""Where one claim may end and another begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.classifier.clauses import boundaries, completes, is_strong, trim, units
from tests.classifier.made import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea soothes pain", []),
        ("Tea soothes pain but it harms sleep", [3]),
        ("Tea soothes pain , it harms sleep", [4]),
        ("Tea soothes pain , but it harms sleep", [4]),
        ("Tea soothes pain ; rest does too", [4]),
        ("Tea soothes pain while rest heals , so sleep well", [3, 7]),
        ("Tea but not", []),
        ("And tea helps", []),
        ("Tea soothes pain and", []),
        ("", []),
    ],
)
def test_borders(text: str, expected: list[int]) -> None:
    assert boundaries(tokens(text) if text else ()) == expected


def test_of_two_joining_words_in_a_row_the_first_is_the_border() -> None:
    assert boundaries(tokens("Tea soothes pain and while cheap heals")) == [3]


@pytest.mark.parametrize(
    ("splits", "expected"),
    [
        ([], [(0, 5)]),
        ([2], [(0, 2), (2, 5)]),
        ([2, 4], [(0, 2), (2, 4), (4, 5)]),
    ],
)
def test_units_between_splits(splits: list[int], expected: list[tuple[int, int]]) -> None:
    assert units(tokens("a b c d e"), splits) == expected


def test_nothing_has_no_units() -> None:
    assert units((), []) == []


@pytest.mark.parametrize(
    ("text", "inner", "kept"),
    [
        ("Tea helps .", False, "Tea helps"),
        ("“ Tea helps ” .", False, "Tea helps"),
        ("but with less harm .", True, "with less harm"),
        ("but with less harm .", False, "but with less harm"),
        (", and so it heals ,", True, "so it heals"),
        ("and heals", True, "and heals"),
        ("Tea ( or mint )", False, "Tea ( or mint )"),
        ("or mint )", False, "or mint"),
        ("• Tea helps", False, "Tea helps"),
        (". .", False, ""),
        ("Tea helps ?!", False, "Tea helps"),
    ],
)
def test_a_claim_loses_its_edges(text: str, inner: bool, kept: str) -> None:
    words = tokens(text)
    first, last = trim(words, 0, len(words), inner)
    assert " ".join(token.text for token in words[first:last]) == kept


@pytest.mark.parametrize(
    ("text", "at", "strong"),
    [
        ("Tea helps but harms sleep", 2, True),
        ("Tea helps ; rest heals", 3, True),
        ("Tea helps and heals you", 2, False),
        ("Tea helps , it heals", 3, False),
    ],
)
def test_writers_like_to_turn_at_strong_borders(text: str, at: int, strong: bool) -> None:
    assert is_strong(tokens(text), at) is strong


WORDS = st.lists(
    st.sampled_from(["tea", "helps", "but", "and", ",", ";", "(", ")", "with", "“", "."]),
    min_size=1,
    max_size=20,
)


@given(WORDS)
def test_units_cover_every_token_once(words: list[str]) -> None:
    found = tokens(" ".join(words))
    places = boundaries(found)
    assert places == sorted(set(places))
    covered = [at for first, last in units(found, places) for at in range(first, last)]
    assert covered == list(range(len(words)))


@given(WORDS, st.booleans())
def test_trim_stays_inside(words: list[str], inner: bool) -> None:
    found = tokens(" ".join(words))
    first, last = trim(found, 0, len(found), inner)
    assert 0 <= first <= last <= len(found)


def test_what_completes_the_words_before_it_is_no_clause_of_its_own() -> None:
    words = tokens("It is comparable to opioids , to be clear , but without the risk")
    assert completes(words, 3)
    assert not completes(words, 6)  # behind a comma
    assert not completes(words, 10)
    assert completes(tokens("It has no side effects"), 2)
