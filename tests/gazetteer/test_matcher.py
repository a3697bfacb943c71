"""Names among tokens: whatever the tokenizer, case, hyphens, apostrophes, accents and plurals."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.gazetteer.matcher import NameTable, keys_of

NAMES = {
    "omega-3": 1,
    "st john's wort": 2,
    "vitamin d": 3,
    "vitamin d deficiency": 4,
    "x-ray": 5,
    "ménière's disease": 6,
    "allergy": 7,
    "abscess": 8,
    "tea": 9,
    "iron tablet": 10,
}
TABLE = NameTable({key: number for name, number in NAMES.items() for key in keys_of(name)})
TOKENIZER = spacy.blank("en")


def found(text: str) -> list[tuple[int, str]]:
    doc = TOKENIZER(text)
    mentions = TABLE.mentions([token.text for token in doc])
    return [(number, doc[first:last].text) for number, first, last in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Omega-3 and omega 3, OMEGA3?", [(1, "Omega-3"), (1, "omega 3"), (1, "OMEGA3")]),
        ("St. John's wort", [(2, "St. John's wort")]),
        ("St John’s Wort", [(2, "St John’s Wort")]),
        ("st johns wort", [(2, "st johns wort")]),
        ("Vitamin D for vitamin D deficiency", [(3, "Vitamin D"), (4, "vitamin D deficiency")]),
        ("two X-rays, one xray, no X ray", [(5, "X-rays"), (5, "xray"), (5, "X ray")]),
        ("Meniere's disease", [(6, "Meniere's disease")]),
        ("Me\u0301nie\u0300re’s disease", [(6, "Me\u0301nie\u0300re’s disease")]),
        ("allergies and abscesses", [(7, "allergies"), (8, "abscesses")]),
        ("iron tablets", [(10, "iron tablets")]),
        ("tea's taste", [(9, "tea")]),
        ("vitamin. D", []),
        ("iron, tablets", []),
        ("steal the teapot", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected


def test_the_ways_to_write_a_name() -> None:
    assert keys_of("x-ray") == ["x ray", "xray"]
    assert keys_of("st john's wort") == ["st john s wort", "st johns wort"]
    assert keys_of("açaí") == ["acai"]


def test_no_name_goes_over_the_end_of_a_line() -> None:
    assert TABLE.named_in("vitamin\nD and iron tablets.\nTea, teas") == [10, 9, 9]


def test_entries_come_once() -> None:
    entry = "A"
    assert NameTable({"a": entry, "b": entry}).entries == ("A",)


WORDS = st.sampled_from([*" ".join(NAMES).replace("-", " ").split(), "and", "-", ",", "s", "'s"])


@given(st.lists(WORDS, max_size=12))
def test_mentions_stand_in_order_and_do_not_overlap(tokens: list[str]) -> None:
    mentions = TABLE.mentions(tokens)
    assert all(0 <= first < last <= len(tokens) for _, first, last in mentions)
    assert all(one[2] <= two[1] for one, two in zip(mentions, mentions[1:], strict=False))


@given(st.lists(st.text(max_size=8), max_size=8))
def test_any_tokens_are_read(tokens: list[str]) -> None:
    assert all(last <= len(tokens) for _, _, last in TABLE.mentions(tokens))


@given(st.sampled_from(sorted(NAMES)), st.booleans())
def test_a_name_is_found_in_any_case(name: str, upper: bool) -> None:
    assert TABLE.named_in(name.upper() if upper else name) == [NAMES[name]]


@pytest.mark.parametrize("name", ["tea", "x-ray", "iron tablet"])
def test_a_name_is_found_in_the_plural(name: str) -> None:
    assert TABLE.named_in(f"{name}s") == [NAMES[name]]


@given(st.lists(st.sampled_from(sorted(NAMES)), max_size=6))
def test_names_parted_by_a_mark_are_all_found(names: list[str]) -> None:
    assert TABLE.named_in(", ".join(names)) == [NAMES[name] for name in names]
