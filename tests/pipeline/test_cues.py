"""Cues: where they fire, what a negation makes of them, what they never cross."""

from __future__ import annotations

import json

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimcheck.datatypes import Block
from claimcheck.labels import Label
from claimcheck.lexicon import Category, Lexicon, LexiconCue
from claimcheck.pipeline.cues import CueMatcher
from claimcheck.pipeline.segmenter import make_doc
from claimcheck.pipeline.views import sentences_of
from tests.pipeline.fakes import blank

CATEGORIES = [
    Category("cure", "promises a cure", "Cut it.", negates_to="honest_limit"),
    Category("honest_limit", "states a limit", "Nothing."),
    Category("risk_denial", "plays down a risk", "Cut it."),
    Category("negation", "negates", "Nothing."),
]
CUES = [
    LexiconCue("cure", "cure", ("cure", "cures"), (), ()),
    LexiconCue("cure-all", "cure", ("cure for everything",), (), ()),
    LexiconCue("risk", "risk_denial", ("no side effects", "doesn't harm"), (), ()),
    LexiconCue("not", "negation", ("not", "no", "does not", "never"), (), ()),
]
LEXICON = Lexicon({item.name: item for item in CATEGORIES}, tuple(CUES))
NLP: Language = blank("segmenter")
MATCHER = CueMatcher(NLP, lexicon=LEXICON)


def cues(text: str) -> list[tuple[str, str]]:
    """Category and wording of the cues of a text, negations themselves left out."""
    found = MATCHER.match(NLP(text))
    return [(span.label_, span.text) for span in found if span.label_ != "negation"]


def test_a_cue_fires_in_any_case() -> None:
    assert cues("TEA CURES colds.") == [("cure", "CURES")]


def test_a_cue_is_a_whole_word() -> None:
    assert cues("A secure curette.") == []


def test_the_longest_cue_of_a_category_wins() -> None:
    assert cues("A cure for everything.") == [("cure", "cure for everything")]


LEANING = Lexicon(
    {
        item.name: item
        for item in [
            Category("evidence", "names the evidence", "Nothing.", Label.SUPPORTED),
            Category("risk_denial", "plays down a risk", "Cut it.", Label.UNSAFE),
            Category("proof", "claims proof", "Cut it.", Label.OVERSTATED),
            Category("condition", "a condition", "Nothing."),
        ]
    },
    (
        LexiconCue("lower", "evidence", ("lower risk", "studied in"), (), ()),
        LexiconCue("pull", "risk_denial", ("lower risk of addiction",), (), ()),
        LexiconCue("studied", "proof", ("studied in", "risk of addiction in labs"), (), ()),
        LexiconCue("habit", "condition", ("addiction",), (), ()),
    ),
)


def leaning_cues(text: str) -> list[tuple[str, str]]:
    return [(span.label_, span.text) for span in CueMatcher(NLP, lexicon=LEANING).match(NLP(text))]


def test_a_cue_that_leans_to_a_label_is_none_inside_a_longer_one() -> None:
    assert leaning_cues("A lower risk of addiction.") == [
        ("risk_denial", "lower risk of addiction"),
        ("condition", "addiction"),
    ]
    assert leaning_cues("A lower risk of falls.") == [("evidence", "lower risk")]


def test_cues_of_two_categories_with_one_wording_both_stand() -> None:
    assert sorted(leaning_cues("It was studied in mice.")) == [
        ("evidence", "studied in"),
        ("proof", "studied in"),
    ]


def test_cues_that_only_overlap_both_stand() -> None:
    assert leaning_cues("A lower risk of addiction in labs.") == [
        ("risk_denial", "lower risk of addiction"),
        ("proof", "risk of addiction in labs"),
        ("condition", "addiction"),
    ]


def test_what_leans_comes_back_with_the_table() -> None:
    again = CueMatcher(NLP).from_bytes(CueMatcher(NLP, lexicon=LEANING).to_bytes())
    assert [span.label_ for span in again.match(NLP("A lower risk of addiction."))] == [
        "risk_denial",
        "condition",
    ]


def test_a_table_of_wordings_as_the_first_models_have_it_is_read() -> None:
    old = {"wordings": {"cures": ["cure/verb"]}, "negates_to": {"cure": "honest_limit"}}
    matcher = CueMatcher(NLP).from_bytes(json.dumps(old).encode())
    assert [span.id_ for span in matcher.match(NLP("Tea cures colds."))] == ["verb"]
    assert json.loads(matcher.to_bytes())["cues"] == {"cure/verb": ["cures"]}


def test_a_span_carries_the_id_of_its_cue() -> None:
    doc = NLP("A cure for everything.")
    assert [span.id_ for span in MATCHER.match(doc)] == ["cure-all"]


def test_curly_apostrophes_are_apostrophes() -> None:
    assert cues("It doesn’t harm.") == [("risk_denial", "doesn’t harm")]


def test_does_not_cure_is_an_honest_limit() -> None:
    assert cues("Tea does not cure colds.") == [("honest_limit", "does not cure")]


def test_a_negation_reaches_a_few_words() -> None:
    assert cues("There is no tea that will ever cure it.") == [
        ("honest_limit", "no tea that will ever cure")
    ]


def test_a_negation_does_not_reach_far() -> None:
    assert cues("Not one of the many old men of that town was sure that tea can cure it.") == [
        ("cure", "cure")
    ]


def test_a_negation_does_not_reach_over_a_comma_or_a_but() -> None:
    assert cues("It is not cheap, a cure is.") == [("cure", "cure")]
    assert cues("It is not cheap but can cure.") == [("cure", "cure")]


def test_a_negation_behind_the_cue_turns_nothing() -> None:
    assert cues("The cure is not cheap.") == [("cure", "cure")]


def test_a_negation_of_the_sentence_before_turns_nothing() -> None:
    assert cues("It did not. Cure it!") == [("cure", "Cure")]


def test_a_category_that_nothing_negates_stays() -> None:
    assert cues("Never fear: no side effects.") == [("risk_denial", "no side effects")]


def test_a_cue_does_not_cross_a_sentence() -> None:
    assert cues("Is it a cure? For everything there is a tea.") == [("cure", "cure")]


def test_a_cue_does_not_cross_a_block() -> None:
    assert cues("They said no\n\nside effects were rare.") == []


def test_a_wrapped_line_does_not_hide_a_cue() -> None:
    text = "This leaf was chewed in the south for so long that it seems to have no side\neffects."
    assert cues(text) == [("risk_denial", "no side\neffects")]


def test_markup_does_not_hide_a_cue() -> None:
    text = "It has no *side* effects."
    doc = make_doc(NLP, text, [Block(0, len(text), skip=((10, 11), (15, 16)))])
    assert [span.text for span in MATCHER.match(NLP(doc)) if span.label_ == "risk_denial"] == [
        "no *side* effects"
    ]


def test_match_only_reads_and_set_annotations_writes() -> None:
    doc = NLP("Tea cures.")
    found = MATCHER.match(doc)
    assert "cues" not in doc.spans
    MATCHER.set_annotations(doc, found)
    assert [span.label_ for span in doc.spans["cues"]] == ["cure"]


def test_an_empty_lexicon_and_an_empty_text_have_no_cues() -> None:
    empty = CueMatcher(NLP, lexicon=Lexicon({}, ()))
    assert empty.match(NLP("Tea cures.")) == []
    assert MATCHER.match(NLP("")) == []
    assert [len(empty(NLP("Tea")).spans["cues"])] == [0]


def test_cues_reach_the_sentences_they_stand_in() -> None:
    doc = MATCHER(NLP("Tea is hot. Tea cures. It has no side effects."))
    found = [[cue.category for cue in item.cues] for item in sentences_of(doc)[0]]
    assert found == [[], ["cure"], ["negation", "risk_denial"]]


def test_a_cue_matcher_goes_to_bytes_and_back() -> None:
    nlp = blank("segmenter", "cues")
    copy = spacy.blank("en")
    for name in nlp.pipe_names:
        copy.add_pipe(name)
    copy.from_bytes(nlp.to_bytes())
    first, second = nlp("It cures."), copy("It cures.")
    assert [span.text for span in first.spans["cues"]] == [
        span.text for span in second.spans["cues"]
    ]


@given(
    st.lists(
        st.sampled_from(
            ["no", "side", "effects", "not", "cure", "for", "everything", ".", ",", "\n\n"]
        ),
        max_size=25,
    )
)
def test_every_cue_lies_in_one_sentence(words: list[str]) -> None:
    doc = MATCHER(NLP(" ".join(words)))
    sentences = [(item.start, item.end) for item in sentences_of(doc)[0]]
    for cue in doc.spans["cues"]:
        assert any(start <= cue.start_char and cue.end_char <= end for start, end in sentences)
