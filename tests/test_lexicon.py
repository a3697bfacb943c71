"""The notation of cue files, their faults, and the examples of every cue that is shipped."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimcheck.errors import LexiconError
from claimcheck.labels import Label
from claimcheck.lexicon import Lexicon, LexiconCue, default_lexicon, expand, read_lexicon
from claimcheck.pipeline.views import visible_words

CURE = '{"name": "cure", "says": "promises a cure", "advice": "Cut it.", "leans": "overstated"}'
GOOD = '{"id": "a", "phrases": ["heals"], "fires": ["It heals."], "silent": ["It hurts."]}'
OTHER = GOOD.replace('"a"', '"b"')


@pytest.mark.parametrize(
    ("phrase", "wordings"),
    [
        ("heals", ["heals"]),
        ("(no|zero) risk", ["no risk", "zero risk"]),
        ("no [known] risk", ["no known risk", "no risk"]),
        ("(no|without [any]) risk", ["no risk", "without any risk", "without risk"]),
        ("[really|truly] heals", ["really heals", "truly heals", "heals"]),
        ("heal(s|ed|)", ["heals", "healed", "heal"]),
        ("(a|(b|c))", ["a", "b", "c"]),
        ("(a|b) (a|b)", ["a a", "a b", "b a", "b b"]),
        ("(a|a)", ["a"]),
        ("  too   many    blanks ", ["too many blanks"]),
        ("one|two", ["one|two"]),
        ("", [""]),
    ],
)
def test_a_phrase_stands_for_its_wordings(phrase: str, wordings: list[str]) -> None:
    assert expand(phrase) == wordings


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("(a|b", "')' is missing"),
        ("[a|b", "']' is missing"),
        ("(a|b]", "')' is missing"),
        ("[a|(b]", "')' is missing"),
        ("a) b", "unexpected ')' at character 2"),
        ("a b]", "unexpected ']' at character 4"),
    ],
)
def test_unmatched_brackets_are_named(phrase: str, fault: str) -> None:
    with pytest.raises(ValueError, match=r"missing|unexpected") as caught:
        expand(phrase)
    assert fault in str(caught.value)


def test_a_phrase_that_stands_for_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="stands for 4096 wordings; split it"):
        expand("(a|b)" * 12)


@given(st.text(alphabet="abc |()[]", max_size=30))
def test_any_phrase_expands_or_is_refused(phrase: str) -> None:
    try:
        wordings = expand(phrase)
    except ValueError:
        return
    assert wordings
    assert len(set(wordings)) == len(wordings)
    assert not any(bracket in wording for wording in wordings for bracket in "()[]")


def folder(tmp_path: Path, categories: str = CURE, **files: str) -> Path:
    (tmp_path / "categories.jsonl").write_text(categories + "\n", encoding="utf-8")
    for name, lines in files.items():
        (tmp_path / f"{name}.jsonl").write_text(lines + "\n", encoding="utf-8")
    return tmp_path


def test_a_cue_has_the_category_of_its_file(tmp_path: Path) -> None:
    lexicon = read_lexicon(folder(tmp_path, cure=GOOD))
    assert lexicon.cues == (LexiconCue("a", "cure", ("heals",), ("It heals.",), ("It hurts.",)),)


def test_a_category_leans_to_a_label(tmp_path: Path) -> None:
    about = read_lexicon(folder(tmp_path)).categories["cure"]
    assert (about.leans, about.negates_to) == (Label.OVERSTATED, None)


def test_blank_lines_count_as_lines_and_as_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^cure\.jsonl:4: "):
        read_lexicon(folder(tmp_path, cure=f"\n{GOOD}\n\nnonsense"))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{not json}", "not JSON"),
        (GOOD.replace("silent", "slient"), "'silent' is missing; add it"),
        (GOOD[:-1] + ', "note": ""}', "unknown key 'note'; known: fires, id, phrases, silent"),
        (GOOD.replace("heals", "(heals", 1), "')' is missing in '(heals'"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read_lexicon(folder(tmp_path, cure=f"{OTHER}\n{line}"))
    assert str(caught.value).startswith("cure.jsonl:2: ")
    assert fault in str(caught.value)


def test_a_line_that_is_no_object_is_told_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^cure\.jsonl:1: "):
        read_lexicon(folder(tmp_path, cure="[1, 2]"))


def test_two_cues_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^cure\.jsonl:2: cue 'a' is defined twice"):
        read_lexicon(folder(tmp_path, cure=f"{GOOD}\n{GOOD}"))


def test_a_file_without_a_category_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^magic\.jsonl: no category 'magic'"):
        read_lexicon(folder(tmp_path, magic=GOOD))


def test_an_unknown_key_of_a_category_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^categories\.jsonl:1: unknown key 'colour'"):
        read_lexicon(folder(tmp_path, CURE[:-1] + ', "colour": "red"}'))


def test_an_unknown_label_of_a_category_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"^categories\.jsonl:1: .*did you mean 'overstated'"):
        read_lexicon(folder(tmp_path, CURE.replace("overstated", "overstate")))


def test_a_negation_must_lead_to_a_category_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"categories\.jsonl.*'limit'"):
        read_lexicon(folder(tmp_path, CURE[:-1] + ', "negates_to": "limit"}'))


# The shipped lexicon.

SHIPPED = default_lexicon()
FIRING = [(cue, text) for cue in SHIPPED.cues for text in cue.fires]
SILENT = [(cue, text) for cue in SHIPPED.cues for text in cue.silent]


def name(value: LexiconCue | str) -> str:
    return f"{value.category}/{value.id}" if isinstance(value, LexiconCue) else ""


@cache
def matcher() -> Language:
    nlp = spacy.blank("en")
    for component in ("claimcheck_segmenter", "claimcheck_cues"):
        nlp.add_pipe(component)
    return nlp


@cache
def fired(text: str) -> frozenset[str]:
    """Category/id of all cues whose wording stands in a text, also of those that a longer cue of
    their category covers or a negation turns."""
    nlp = matcher()
    cues = nlp.get_pipe("claimcheck_cues")
    sentences = [words for _, words in visible_words(nlp(text))]
    return frozenset(key for words in sentences for _, _, key in cues.matches(words))


@pytest.mark.parametrize(("cue", "text"), FIRING, ids=name)
def test_a_cue_fires_where_it_must(cue: LexiconCue, text: str) -> None:
    assert f"{cue.category}/{cue.id}" in fired(text)


@pytest.mark.parametrize(("cue", "text"), SILENT, ids=name)
def test_a_cue_is_silent_where_it_must_be(cue: LexiconCue, text: str) -> None:
    assert f"{cue.category}/{cue.id}" not in fired(text)


@pytest.mark.parametrize("cue", SHIPPED.cues, ids=name)
def test_a_shipped_cue_has_wordings_and_examples(cue: LexiconCue) -> None:
    assert cue.wordings
    assert all(cue.wordings)
    assert cue.fires
    assert cue.silent


def test_ids_of_shipped_cues_are_unique_in_their_category() -> None:
    places = [(cue.category, cue.id) for cue in SHIPPED.cues]
    assert len(set(places)) == len(places)


def test_every_shipped_category_says_something_to_an_editor() -> None:
    for category in SHIPPED.categories.values():
        assert category.advice.endswith(".")
        assert category.says[0].islower()
        assert not category.says.endswith(".")


def test_every_negation_leads_to_a_shipped_category() -> None:
    turned = {item.negates_to for item in SHIPPED.categories.values() if item.negates_to}
    assert turned <= SHIPPED.categories.keys()


def test_the_shipped_lexicon_is_read_once() -> None:
    assert isinstance(SHIPPED, Lexicon)
    assert default_lexicon() is SHIPPED


def test_shipped_categories_are_json_lines() -> None:
    text = (Path(__file__).parent.parent / "claimcheck/lexicons/categories.jsonl").read_text()
    names = [json.loads(line)["name"] for line in text.splitlines()]
    assert len(set(names)) == len(names)
