"""The records' own words: rule codes are stable."""

from __future__ import annotations

import pytest

from claimcheck.labels import LABELS, Label
from tests.fakes import finding


@pytest.mark.parametrize(
    ("label", "decided_by", "rule"),
    [
        (Label.UNSAFE, "", "CC-unsafe"),
        (Label.OVERSTATED, "", "CC-overstated"),
        (Label.ANECDOTAL, "", "CC-anecdotal"),
        (Label.UNSAFE, "risk_denial", "CC-unsafe/risk-denial"),
    ],
)
def test_a_rule_is_the_label_and_the_kind_of_cue_that_decided(
    label: Label, decided_by: str, rule: str
) -> None:
    assert finding("mint", 0, 4, label, decided_by=decided_by).rule == rule


def test_there_are_four_labels_with_a_rule() -> None:
    assert len({finding("mint", 0, 4, label).rule for label in LABELS}) == 4
