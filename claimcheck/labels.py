"""The four labels: what each means, how severe it is and what an editor does about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimcheck.suggest import did_you_mean


class Label(StrEnum):
    """A judgement on the wording of one health claim, from harmless to dangerous."""

    SUPPORTED = "supported"
    ANECDOTAL = "anecdotal"
    OVERSTATED = "overstated"
    UNSAFE = "unsafe"

    @property
    def severity(self) -> int:
        """Rank from 0 (supported) to 3 (unsafe); higher asks more of an editor."""
        return LABELS.index(self)

    @property
    def about(self) -> LabelText:
        return TEXTS[self]

    @classmethod
    def parse(cls, name: str) -> Label:
        """The label called `name`; ValueError with a suggestion where there is none."""
        try:
            return cls(name)
        except ValueError:
            hint = did_you_mean(name, cls)
            raise ValueError(f"label '{name}' is not one of {', '.join(cls)}{hint}") from None


@dataclass(frozen=True, slots=True)
class LabelText:
    """The words that go with a label in every report."""

    definition: str
    advice: str


LABELS: tuple[Label, ...] = tuple(Label)
N_CLASSES = 1 + len(LABELS)
"""Classes of a sentence: no claim, then the labels in their order, the most severe one counting."""
REVISE = frozenset({Label.OVERSTATED, Label.UNSAFE})
"""The labels whose claims an editor is asked to revise."""

TEXTS = {
    Label.SUPPORTED: LabelText(
        "The wording is no stronger than the evidence.",
        "Nothing to change.",
    ),
    Label.ANECDOTAL: LabelText(
        "The ground offered is experience, testimony, tradition or hearsay.",
        "Say that this is somebody's experience and not evidence, or add a source.",
    ),
    Label.OVERSTATED: LabelText(
        "It says more than the evidence allows.",
        "Name the evidence and its strength, or tone the wording down.",
    ),
    Label.UNSAFE: LabelText(
        "Someone who acts on it could come to harm.",
        "Cut it, or state the risk and point to proper care.",
    ),
}

DISPLACY_COLORS = {
    Label.SUPPORTED.value: "#b7e1c0",
    Label.ANECDOTAL.value: "#bcd7f5",
    Label.OVERSTATED.value: "#ffd98a",
    Label.UNSAFE.value: "#ffb3ab",
}
