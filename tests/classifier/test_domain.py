"""What counts as a text about health."""

from __future__ import annotations

import pytest

from claimcheck.classifier.domain import about_health
from claimcheck.datatypes import Cue
from claimcheck.protocols import Sentence, Token


def sentence(category: str | None = None) -> Sentence:
    cues = (Cue(0, 3, "tea", category),) if category else ()
    return Sentence((Token(0, 3, "tea"),), cues, "paragraph", "", True)


@pytest.mark.parametrize(
    ("plain", "speaking", "category", "expected"),
    [
        (8, 0, "herb", False),
        (7, 1, "herb", True),
        (99, 1, "condition", False),
        (97, 3, "condition", True),
        (8, 5, "promotion", False),
        (7, 0, "herb", True),
        (0, 0, "herb", False),
    ],
)
def test_three_in_a_hundred_sentences_speak_of_health(
    plain: int, speaking: int, category: str, expected: bool
) -> None:
    sentences = [sentence()] * plain + [sentence(category)] * speaking
    assert about_health(sentences) is expected
