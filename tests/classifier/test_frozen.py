"""Models of the first folder format keep loading, and keep saying what they said.

`tests/data/model_v1` was trained once on `tests/data/tiny.jsonl`, with a small lexicon, by the code
of the first version. It is never written again: a new format gets a folder of its own beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from claimcheck.classifier.estimators import load_estimators
from claimcheck.review import load, model_name

MODEL = Path(__file__).parent.parent / "data" / "model_v1"
TEXT = (
    "Elder tea cures every cough overnight. My aunt swears that nettle tea ended her coughs. "
    "A small trial found that nettle extract may ease sore knees. It is completely safe and has "
    "no side effects. Pick them with gloves."
)
SAID = [
    ("Elder tea cures every cough overnight", "overstated", 0.898),
    ("My aunt swears that nettle tea ended her coughs", "anecdotal", 0.870),
    ("A small trial found that nettle extract may ease sore knees", "supported", 0.986),
    ("It is completely safe and has no side effects", "unsafe", 0.449),
]


@pytest.mark.parametrize("way", [load, spacy.load], ids=["claimcheck", "spacy"])
def test_it_says_what_it_said(way: object) -> None:
    assert callable(way)
    doc = way(MODEL)(TEXT)
    spans = list(doc.spans["claims"])
    assert [(span.text, span.label_) for span in spans] == [said[:2] for said in SAID]
    found = [span._.claim_scores[span.label_] for span in spans]
    assert found == pytest.approx([score for _, _, score in SAID], abs=0.02)


def test_it_is_called_what_it_was_called() -> None:
    assert model_name(load(MODEL)) == "en_frozen 1.0.0"


def test_its_estimators_can_still_be_looked_at() -> None:
    heads = load_estimators(MODEL / "estimators.skops")
    assert sorted(heads) == ["border", "label", "part", "sentence"]
