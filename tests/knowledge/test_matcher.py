"""Which notes a claim carries, and that every shipped note keeps its examples."""

from __future__ import annotations

import pytest

from claimcheck.datatypes import Note
from claimcheck.knowledge import KnownFact, default_knowledge
from claimcheck.knowledge.matcher import MOST_NOTES, NoteMatcher, default_matcher
from claimcheck.labels import LABELS, Label

NOT_SUPPORTED = frozenset(LABELS) - {Label.SUPPORTED}
FITTING = [(fact, text) for fact in default_knowledge() for text in fact.must_match]
SILENT = [(fact, text) for fact in default_knowledge() for text in fact.must_not_match]


def fact(
    name: str, *names: str, context: tuple[str, ...] = (), unless: tuple[str, ...] = ()
) -> KnownFact:
    note = Note(name, "source", "https://u")
    return KnownFact(name, "substance", names, context, unless, NOT_SUPPORTED, note, (), ())


def found(
    facts: list[KnownFact], claim: str, sentence: str = "", label: Label = Label.UNSAFE
) -> str:
    notes = NoteMatcher(facts).notes(claim, sentence or claim, label)
    return " ".join(note.text for note in notes)


@pytest.mark.parametrize(("known", "text"), FITTING, ids=lambda value: getattr(value, "id", ""))
def test_a_shipped_note_goes_with_what_it_must(known: KnownFact, text: str) -> None:
    assert known.note in default_matcher().notes(text, text, next(iter(known.labels)))


@pytest.mark.parametrize(("known", "text"), SILENT, ids=lambda value: getattr(value, "id", ""))
def test_a_shipped_note_stays_away_where_it_must(known: KnownFact, text: str) -> None:
    assert known.note not in default_matcher().notes(text, text, next(iter(known.labels)))


@pytest.mark.parametrize(
    "text",
    ["Moss tea heals.", "MOSS-TEA heals", "**Moss** tea heals", "St. John's moss tea", "moss\ntea"],
)
def test_case_hyphens_markup_and_line_breaks_do_not_hide_a_name(text: str) -> None:
    assert found([fact("A", "moss tea")], text) == "A"


@pytest.mark.parametrize("text", ["Mossy tea heals.", "Moss, tea and sage", "tea of moss", ""])
def test_a_name_is_whole_words_in_order(text: str) -> None:
    assert found([fact("A", "moss tea")], text) == ""


def test_curly_apostrophes_are_straight() -> None:
    assert found([fact("A", "john's wort")], "John’s wort heals") == "A"


def test_the_longest_name_wins() -> None:
    facts = [fact("short", "moss"), fact("long", "moss tea")]
    assert found(facts, "Moss tea heals") == "long"
    assert found(facts, "Moss heals") == "short"


def test_a_shorter_name_steps_in_where_the_longer_ones_guard_fails() -> None:
    facts = [fact("short", "moss"), fact("long", "moss tea", context=("cancer",))]
    assert found(facts, "Moss tea heals") == "short"


def test_context_is_looked_for_in_the_whole_sentence() -> None:
    facts = [fact("A", "moss", context=("skin cancer",))]
    assert found(facts, "moss heals", "Here moss heals, as in skin cancer.") == "A"
    assert found(facts, "moss heals", "Here moss heals, as in skin or cancer.") == ""


def test_an_unless_silences() -> None:
    facts = [fact("A", "silver", unless=("medal",))]
    assert found(facts, "Silver heals") == "A"
    assert found(facts, "The silver medal heals") == ""


def test_the_sentence_speaks_for_a_claim_that_names_nothing() -> None:
    facts = [fact("A", "moss"), fact("B", "fern")]
    assert found(facts, "it heals", "Moss grows and it heals.") == "A"
    assert found(facts, "fern heals", "Moss grows and fern heals.") == "B"


def test_two_notes_at_most_the_guarded_first_and_none_twice() -> None:
    facts = [fact("A", "moss"), fact("B", "fern"), fact("C", "sage", context=("flu",))]
    assert found(facts, "Moss, moss, fern and sage stop flu") == "C A"
    assert MOST_NOTES == 2


def test_a_supported_claim_carries_none() -> None:
    assert found([fact("A", "moss")], "Moss heals", label=Label.SUPPORTED) == ""
