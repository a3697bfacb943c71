"""How the findings of llm-medical-guard become labels: on the tool itself."""

from __future__ import annotations

import pytest

from benchmarks.accuracy.guard import medical_guard
from tests.benchmarks.made import document


@pytest.fixture(scope="module")
def guard():
    return medical_guard()


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("This tea is completely safe.", "unsafe"),
        ("It changed my life.", "anecdotal"),
        ("Smoking raises the odds of a heart attack.", "supported"),
        ("It is an anti-aging cream.", "overstated"),
        ("It is clinically proven.", "overstated"),
        ("Take 20000 IU of vitamin D each day.", "unsafe"),
        ("Take warfarin together with aspirin.", "unsafe"),
        ("Studies show a modest effect.", "supported"),
        ("A deadly poison is in your tea.", "overstated"),
        ("The Mayo Clinic lists it among herbs.", "supported"),
    ],
)
def test_each_kind_of_finding_has_its_label(guard, sentence: str, label: str) -> None:
    (spans,) = guard.predict([document([(sentence, "none")])])
    assert [span.label for span in spans] == [label]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our shop opens at nine.",
        "A bottle of Tylenol stood on the table.",
        "Order now with free shipping.",
        "This page is for informational purposes only.",
    ],
)
def test_brands_promotion_and_disclaimers_are_no_claims(guard, sentence: str) -> None:
    assert guard.predict([document([(sentence, "none")])]) == [[]]


def test_a_finding_stays_in_its_sentence(guard) -> None:
    item = document([("It is sold here.", "none"), ("It has no side effects.", "unsafe")])
    (spans,) = guard.predict([item])
    assert [(span.start, span.end) for span in spans] == [item.sentences[1]]
