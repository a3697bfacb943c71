"""Finder and labeller with small fake models; the factories without weights."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span

from claimcheck.errors import ModelError
from claimcheck.labels import LABELS
from claimcheck.pipeline.factories import COMPONENTS
from claimcheck.pipeline.finder import CLAIMS_KEY, ClaimFinder, candidates_of
from claimcheck.pipeline.labeller import ClaimLabeller
from claimcheck.pipeline.views import sentences_of
from claimcheck.protocols import Candidate, Judgement
from tests.pipeline.fakes import FakeFinder, FakeLabeller, blank, segmenting

TEXT = "Is it hot? Green tea helps. So it goes. Black tea harms!"


def finder(model: FakeFinder | None = None) -> ClaimFinder:
    return ClaimFinder(segmenting(), model=model or FakeFinder())


def labeller(model: FakeLabeller | None = None) -> ClaimLabeller:
    return ClaimLabeller(segmenting(), model=model or FakeLabeller())


def claims(doc: Doc) -> list[str]:
    return [span.text for span in doc.spans[CLAIMS_KEY]]


def test_the_finder_predicts_doc_tokens_and_only_reads() -> None:
    doc = segmenting()(TEXT)
    assert finder().predict(doc) == [(4, 7, 0.9), (12, 15, 0.9)]
    assert CLAIMS_KEY not in doc.spans


def test_the_finder_marks_its_claims() -> None:
    assert claims(finder()(segmenting()(TEXT))) == ["Green tea helps", "Black tea harms"]


def test_the_finder_model_sees_all_sentences_at_once() -> None:
    model = FakeFinder()
    finder(model)(segmenting()(TEXT))
    assert [len(sentences) for sentences in model.seen] == [4]


def test_claims_stand_in_the_order_of_the_text() -> None:
    class Backwards(FakeFinder):
        def find(self, sentences):
            return super().find(sentences)[::-1]

    assert claims(finder(Backwards())(segmenting()(TEXT)))[0] == "Green tea helps"


def test_a_text_without_claims_gets_an_empty_group() -> None:
    assert claims(finder()(segmenting()("A bridge was built."))) == []
    assert claims(finder()(segmenting()(""))) == []


def test_the_labeller_predicts_and_only_reads() -> None:
    doc = finder()(segmenting()(TEXT))
    judged = labeller().predict(doc)
    assert [item.label.value for item in judged] == ["unsafe", "unsafe"]
    assert [span.label_ for span in doc.spans[CLAIMS_KEY]] == ["", ""]


def test_the_labeller_writes_label_scores_terms_and_doubt() -> None:
    doc = labeller()(finder()(segmenting()(TEXT)))
    span = doc.spans[CLAIMS_KEY][0]
    assert span.label_ == "unsafe"
    assert span._.claim_scores == {
        "supported": 0.1,
        "anecdotal": 0.2,
        "overstated": 0.3,
        "unsafe": 0.4,
    }
    assert span._.claim_terms == ["tea"]
    assert span._.claim_needs_review is True


def test_a_confident_label_needs_no_review() -> None:
    sure = labeller(FakeLabeller((0.5, 0.2, 0.2, 0.1), below=0.5))
    doc = sure(finder()(segmenting()(TEXT)))
    span = doc.spans[CLAIMS_KEY][0]
    assert (span.label_, span._.claim_needs_review) == ("supported", False)


def test_a_labeller_without_claims_does_not_ask_its_model() -> None:
    model = FakeLabeller()
    labeller(model)(finder()(segmenting()("A bridge was built.")))
    labeller(model)(segmenting()("No finder ran."))
    assert model.asked == []


def test_a_claim_is_a_candidate_of_its_sentence() -> None:
    doc = finder()(segmenting()(TEXT))
    _, places = sentences_of(doc)
    assert candidates_of(doc, places) == [Candidate(1, 0, 3, 0.9), Candidate(3, 0, 3, 0.9)]


def test_a_claim_that_somebody_else_marked_is_one_for_certain() -> None:
    doc = segmenting()(TEXT)
    doc.spans["claims"] = [doc[4:7]]
    _, places = sentences_of(doc)
    assert candidates_of(doc, places) == [Candidate(1, 0, 3, 1.0)]


def test_a_claim_over_two_sentences_belongs_to_the_first() -> None:
    doc = segmenting()(TEXT)
    doc.spans[CLAIMS_KEY] = [Span(doc, 5, 10)]
    _, places = sentences_of(doc)
    assert candidates_of(doc, places) == [Candidate(1, 1, 4, 1.0)]


PARTS = "Tea calms nerves, and it heals wounds. Tea warms."
"""Tokens 0 to 3 and 5 to 8 of the first sentence are its parts, 9 to 11 the second one."""


class Divided(FakeFinder):
    """Finds three claims, two of them in one sentence."""

    def find(self, sentences):
        places = ((0, 0, 3, 0.9), (0, 5, 8, 0.7), (1, 0, 2, 0.8))
        return [Candidate(*place) for place in places]


class ByWord(FakeLabeller):
    """Anecdotal is what begins with a capital letter; the rest is unsafe."""

    def label(self, sentences, candidates):
        self.asked.append(candidates)
        return [Judgement(LABELS[1 if item.first == 0 else 3], self.scores) for item in candidates]


def test_parts_of_a_sentence_with_one_label_are_one_claim() -> None:
    model = FakeLabeller()
    doc = labeller(model)(finder(Divided())(segmenting()(PARTS)))
    assert claims(doc) == ["Tea calms nerves, and it heals wounds", "Tea warms"]
    assert [span._.claim_probability for span in doc.spans[CLAIMS_KEY]] == [0.9, 0.8]
    assert model.asked[-1] == [Candidate(0, 0, 8, 0.9), Candidate(1, 0, 2, 0.8)]


def test_parts_with_different_labels_stay_apart() -> None:
    model = ByWord()
    doc = labeller(model)(finder(Divided())(segmenting()(PARTS)))
    assert claims(doc) == ["Tea calms nerves", "it heals wounds", "Tea warms"]
    assert len(model.asked) == 1


class Dividing(ByWord):
    """Divides what is longer than four words in the middle."""

    def divide(self, sentences, candidates):
        return [
            [item]
            if item.last - item.first < 5
            else [replace(item, last=item.first + 3), replace(item, first=item.first + 5)]
            for item in candidates
        ]


def test_a_claim_of_several_labels_is_divided() -> None:
    class Whole(FakeFinder):
        def find(self, sentences):
            return [Candidate(0, 0, 8, 0.9), Candidate(1, 0, 2, 0.8)]

    doc = labeller(Dividing())(finder(Whole())(segmenting()(PARTS)))
    assert claims(doc) == ["Tea calms nerves", "it heals wounds", "Tea warms"]
    assert [span.label_ for span in doc.spans[CLAIMS_KEY]] == ["anecdotal", "unsafe", "anecdotal"]
    assert [span._.claim_probability for span in doc.spans[CLAIMS_KEY]] == [0.9, 0.9, 0.8]


def test_what_somebody_else_marked_is_not_divided() -> None:
    doc = segmenting()(PARTS)
    doc.spans[CLAIMS_KEY] = [doc[0:8]]
    assert claims(labeller(Dividing())(doc)) == ["Tea calms nerves, and it heals wounds"]


def test_what_somebody_else_marked_is_not_joined() -> None:
    doc = segmenting()(PARTS)
    doc.spans[CLAIMS_KEY] = [doc[0:3], doc[5:8]]
    assert claims(labeller()(doc)) == ["Tea calms nerves", "it heals wounds"]


def test_parts_far_from_each_other_are_not_joined() -> None:
    class Far(FakeFinder):
        def find(self, sentences):
            return [Candidate(0, 0, 3, 0.9), Candidate(0, 6, 8, 0.9)]

    doc = labeller()(finder(Far())(segmenting()(PARTS)))
    assert claims(doc) == ["Tea calms nerves", "heals wounds"]


def test_claims_and_scores_survive_bytes_and_docbin() -> None:
    doc = labeller()(finder()(segmenting()(TEXT)))
    kept = DocBin(store_user_data=True)
    kept.add(doc)
    copies = [Doc(doc.vocab).from_bytes(doc.to_bytes())]
    copies += DocBin().from_bytes(kept.to_bytes()).get_docs(doc.vocab)
    for copy in copies:
        assert claims(copy) == claims(doc)
        assert [span._.claim_scores for span in copy.spans[CLAIMS_KEY]] == [
            span._.claim_scores for span in doc.spans[CLAIMS_KEY]
        ]


def test_a_component_writes_and_reads_its_model(tmp_path: Path) -> None:
    finder(FakeFinder("coffee")).to_disk(tmp_path / "finder")
    again = finder().from_disk(tmp_path / "finder")
    assert claims(again(segmenting()("Hot coffee helps."))) == ["Hot coffee helps"]
    labeller(FakeLabeller((1.0, 0.0, 0.0, 0.0))).to_disk(tmp_path / "labeller")
    assert labeller().from_disk(tmp_path / "labeller").labeller.scores == (1.0, 0.0, 0.0, 0.0)


# Factories.


def test_names_hold_no_dots() -> None:
    assert not any("." in name for name in COMPONENTS)


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_factory_is_an_entry_point(name: str) -> None:
    assert name in {point.name for point in entry_points(group="spacy_factories")}
    assert spacy.blank("en").add_pipe(name) is not None


@pytest.mark.parametrize("name", ["finder", "labeller"])
def test_a_component_without_weights_can_be_added(name: str) -> None:
    assert blank("segmenter", "cues", name).pipe_names[-1] == f"claimcheck_{name}"


def test_a_finder_without_weights_names_the_remedy_when_used() -> None:
    nlp = blank("segmenter", "cues", "finder")
    with pytest.raises(ModelError, match=r"finder has no weights yet: .*claimcheck train"):
        nlp("Tea cures colds.")


def test_a_labeller_without_weights_names_the_remedy_when_used() -> None:
    nlp = blank("segmenter", "cues", "labeller")
    doc = finder()(nlp.get_pipe("claimcheck_segmenter")(nlp.make_doc("Tea cures colds.")))
    with pytest.raises(ModelError, match=r"labeller has no weights yet: .*claimcheck train"):
        nlp.get_pipe("claimcheck_labeller")(doc)


def test_components_without_weights_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no weights yet"):
        blank("segmenter", "cues", "finder").to_disk(tmp_path / "model")


def test_a_pipeline_analyses_as_complete() -> None:
    nlp = blank("segmenter", "cues", "finder", "labeller")
    assert not any(nlp.analyze_pipes()["problems"].values())
