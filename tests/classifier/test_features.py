"""What the estimators see of a sentence."""

from __future__ import annotations

import pytest

from claimcheck.classifier.features import DocumentFeatures, Group, Row, ngrams, word
from claimcheck.protocols import Token
from tests.classifier.made import cue, sentence, tokens


def terms(row: Row) -> dict[str, float]:
    return {term: value for group in row for term, value in group.terms.items()}


@pytest.mark.parametrize(
    ("text", "term"),
    [("Tea", "tea"), ("don’t", "don't"), ("250", "000"), ("7-hydroxy", "0-hydroxy"), ("🌿", "🌿")],
)
def test_a_token_as_a_term(text: str, term: str) -> None:
    assert word(Token(0, len(text), text)) == term


def test_words_and_pairs_with_their_counts() -> None:
    assert ngrams(tokens("Tea , tea !")) == {
        "w:tea": 2,
        "w:!": 1,
        "w:tea ,": 1,
        "w:, tea": 1,
        "w:tea !": 1,
    }


def test_the_first_group_holds_the_words_of_the_sentence() -> None:
    row = DocumentFeatures([sentence("Tea helps")]).sentence_row(0)
    assert row[0] == Group({"w:tea": 1, "w:helps": 1, "w:tea helps": 1})


def test_cues_and_their_number() -> None:
    item = sentence("no risk at all", cues=[cue("no risk", "risk"), cue("all", "booster", 11)])
    row = DocumentFeatures([item]).sentence_row(0)
    assert row[1].terms == {
        "c:risk": 1.0,
        "c:booster": 1.0,
        "c:none": 0.0,
        "c:count": 0.5,
    }
    assert not row[1].normal


def test_a_sentence_without_cues_says_so() -> None:
    found = terms(DocumentFeatures([sentence("Tea is hot")]).sentence_row(0))
    assert found["c:none"] == 1.0


@pytest.mark.parametrize(
    ("text", "term", "value"),
    [
        ("I drink it daily .", "s:i", 1.0),
        ("She drinks it .", "s:i", 0.0),
        ("You drink it .", "s:you", 1.0),
        ("It has 250 mg .", "s:number", 1.0),
        ("It has some .", "s:number", 0.0),
        ("BUY THE TEA NOW !", "s:shouts", 1.0),
        ("OK .", "s:shouts", 0.0),
        ("“ Fine ” she said .", "s:quoted", 1.0),
        ("Is it ?", "s:last ?", 1.0),
        ("Tea for pain", "s:last word", 1.0),
        ("Tea helps .", "s:opens tea", 1.0),
        ("Tea helps .", "s:length 0", 1.0),
        ("a b c d e", "s:length 1", 1.0),
        ("Tea helps .", "s:whole", 1.0),
    ],
)
def test_the_shape_of_a_sentence(text: str, term: str, value: float) -> None:
    assert terms(DocumentFeatures([sentence(text)]).sentence_row(0))[term] == value


def test_neighbours_heading_and_article_are_context() -> None:
    found = terms(
        DocumentFeatures(
            [
                sentence("Tea soothes", cues=[cue("soothes", "effect", 4)]),
                sentence("It works", heading="Red Vein", first=False),
                sentence("Is it ?"),
            ]
        ).sentence_row(1)
    )
    assert {"p:tea", "p:soothes", "n:is", "n:it", "h:red", "h:vein", "pc:effect"} <= found.keys()
    assert (found["d:it"], found["d:tea"], found["dc:effect"]) == (2.0, 1.0, 1.0)
    assert found["dc:questions"] == pytest.approx(1 / 3)


def test_a_stretch_and_what_is_outside_it() -> None:
    item = sentence("Tea cures but harms", cues=[cue("cures", "cure", 4), cue("harms", "risk", 14)])
    found = terms(DocumentFeatures([item]).span_row(0, 2, 4))
    assert {"w:but harms", "o:tea", "o:cures", "c:risk", "oc:cure"} <= found.keys()
    assert not {"w:cures", "c:cure", "oc:risk", "o:harms"} & found.keys()
    assert found["s:whole"] == 0.0


def test_a_border_has_its_two_sides() -> None:
    item = sentence("Tea cures but harms", cues=[cue("cures", "cure", 4), cue("harms", "risk", 14)])
    found = terms(DocumentFeatures([item]).border_row(0, 2, strong=True))
    assert {"b:word but", "b:next harms", "b:before cures", "b:strong True"} <= found.keys()
    assert {"l:tea", "r:harms", "lc:cure", "rc:risk"} <= found.keys()
    assert not {"lc:risk", "rc:cure", "l:but"} & found.keys()
