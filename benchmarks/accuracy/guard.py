"""llm-medical-guard 0.3.0, the nearest rival: regular expressions for medical text.

It judges a whole text and has other labels than ours. Asked sentence by sentence, its findings
become labels as MAPPING says. Where the labelling guide left a choice, the one was taken that suits
it better on training sentences; none was made with a look at the documents measured:

- a banned expression of the severity 'danger' (cure, absolute safety, against doctors) is unsafe,
  a testimonial anecdotal, 'heart attack' supported (such sentences mostly state real risks), any
  other one overstated;
- an unsubstantiated claim ('treats ...', 'clinically proven') is overstated;
- a dose above its limits is unsafe; a known interaction unsafe too, unless the sentence warns of it
  by the tool's own account: then supported;
- a tone of fear is overstated, an educational one ('studies show', 'may cause') supported, as is
  naming one of its authorities, although neither is a finding of a fault;
- a promotional tone, brand names and disclaimers are no health claims by the guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy.systems import System, by_sentence
from claimcheck.classifier.evaluation import NONE
from claimcheck.labels import LABELS, Label

if TYPE_CHECKING:
    from llm_medical_guard.result import CheckResult

Details = Mapping[str, Any]


def _banned(details: Details) -> Iterator[Label]:
    for item in details.get("found", ()):
        if item["severity"] == "danger":
            yield Label.UNSAFE
        elif item["category"] == "fake_testimonial":
            yield Label.ANECDOTAL
        elif item["category"] == "fear_mongering" and item["severity"] == "caution":
            yield Label.SUPPORTED
        else:
            yield Label.OVERSTATED


def _interactions(details: Details) -> Iterator[Label]:
    for item in details.get("interactions", ()):
        yield Label.SUPPORTED if item["has_warning"] else Label.UNSAFE


def _tone(details: Details) -> Iterator[Label]:
    tones = {"fearmongering": Label.OVERSTATED, "educational": Label.SUPPORTED}
    if details.get("tone") in tones:
        yield tones[details["tone"]]


MAPPING: Mapping[str, Callable[[Details], Iterator[Label]]] = {
    "banned_expressions": _banned,
    "claim_severity": lambda details: (Label.OVERSTATED for _ in details.get("found_claims", ())),
    "dosage": lambda details: (Label.UNSAFE for _ in details.get("issues", ())),
    "drug_interaction": _interactions,
    "context_awareness": _tone,
    "source_attribution": lambda details: (Label.SUPPORTED for _ in details.get("sources", ())),
}
"""The labels that the details of each check speak for; the checks left out speak for none."""


def label_from(checks: Sequence[CheckResult]) -> str:
    """The most severe label among the findings of one sentence, or 'none'."""
    found = [
        label.severity
        for check in checks
        if check.check_name in MAPPING
        for label in MAPPING[check.check_name](check.details)
    ]
    return LABELS[max(found)].value if found else NONE


def medical_guard() -> System:
    """The rival with its default settings."""
    from llm_medical_guard import MedicalGuard

    guard = MedicalGuard()

    def judge(texts: Sequence[str]) -> list[str]:
        return [label_from(guard.check(text).checks) for text in texts]

    return by_sentence("llm-medical-guard", "its findings as our labels (guard.py)", judge)
