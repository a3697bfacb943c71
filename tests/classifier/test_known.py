"""What is known of the things whose danger a sentence plays down."""

from __future__ import annotations

from claimcheck.classifier.features import DocumentFeatures
from claimcheck.classifier.known import known_terms
from tests.classifier import made

DENIAL = ["risk_denial"]


def terms(text: str, categories: list[str] = DENIAL, *before: str, heading: str = "") -> set[str]:
    earlier = [made.sentence(item) for item in before]
    return set(known_terms(made.sentence(text, heading=heading), categories, earlier))


def test_a_denied_risk_meets_the_standing_of_what_it_is_said_of() -> None:
    assert terms("Kratom has a lower risk .") == {"risk_denial dangerous"}
    assert terms("Ibuprofen has a lower risk .") == {"risk_denial established"}


def test_every_reckless_cue_meets_every_standing() -> None:
    found = terms("Take homeopathy and kratom .", ["substitution", "risk_denial"])
    assert found == {
        "risk_denial discredited",
        "risk_denial dangerous",
        "substitution discredited",
        "substitution dangerous",
    }


def test_without_a_reckless_cue_nothing_is_looked_up() -> None:
    assert terms("Kratom has leaves .", ["evidence", "cure"]) == set()


def test_what_no_name_stands_beside_is_said_of_what_was_named_last() -> None:
    assert terms("It has a lower risk .", DENIAL, "Kratom eases pain .", "It is mild .") == {
        "risk_denial dangerous"
    }
    assert terms("It has a lower risk .", heading="Kratom for pain") == {"risk_denial dangerous"}
    assert terms("It has a lower risk .") == {"risk_denial unnamed"}


def test_sentences_and_their_stretches_have_the_terms_as_features() -> None:
    text = "Kratom has no risk ."
    article = [made.sentence(text, cues=[made.cue("no risk", "risk_denial", 11)])]
    features = DocumentFeatures(article)
    for row in (features.sentence_row(0), features.span_row(0, 0, 4)):
        assert "g:risk_denial dangerous" in {term for group in row for term in group.terms}
