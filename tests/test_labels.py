"""The four labels."""

from __future__ import annotations

import pytest

from claimcheck.labels import DISPLACY_COLORS, LABELS, REVISE, TEXTS, Label


def test_labels_stand_from_harmless_to_dangerous() -> None:
    assert [label.value for label in LABELS] == ["supported", "anecdotal", "overstated", "unsafe"]


def test_severity_is_the_rank() -> None:
    assert [label.severity for label in LABELS] == [0, 1, 2, 3]


def test_an_editor_revises_the_overstated_and_the_unsafe() -> None:
    assert {Label.OVERSTATED, Label.UNSAFE} == REVISE


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_its_words_and_its_colour(label: Label) -> None:
    assert label.about is TEXTS[label]
    assert label.about.definition.endswith(".")
    assert label.about.advice.endswith(".")
    assert DISPLACY_COLORS[label.value].startswith("#")


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_read_from_its_name(label: Label) -> None:
    assert Label.parse(label.value) is label


@pytest.mark.parametrize(
    ("name", "meant"),
    [("overstate", "overstated"), ("Unsafe", "unsafe"), ("suported", "supported")],
)
def test_a_misspelt_label_gets_a_suggestion(name: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"label '{name}' is not one of .*did you mean '{meant}'"):
        Label.parse(name)


def test_a_label_far_from_all_gets_the_list_alone() -> None:
    with pytest.raises(ValueError, match=r"supported, anecdotal, overstated, unsafe$"):
        Label.parse("zzz")
