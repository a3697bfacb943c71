"""A refit keeps what the base knows, and learns what the new articles say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck.assembly import reading_pipeline, training_articles
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.features import DocumentFeatures
from claimcheck.classifier.models import Finder, Labeller
from claimcheck.classifier.refitting import refit_models
from claimcheck.classifier.training import Trained, train_models
from claimcheck.classifier.vectors import WordVectors
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import LABELS, Label
from tests.classifier.made import sentence

TINY = Path(__file__).parent.parent / "data" / "tiny.jsonl"
NLP = reading_pipeline()
ASKED = [sentence("A tin of snapwort stands beside the cough ."), sentence("It cures coughs .")]


def articles(documents: list[LabelledDocument], **settings: bool) -> list[TrainingArticle]:
    return list(training_articles(documents, NLP, weights_only=False, natural=True, **settings))


KNOWN = articles(list(read_documents(TINY)))


def about(word: str, number: int, claim: bool) -> LabelledDocument:
    """A document whose first sentence is a claim or not; the second always is one."""
    first = f"A tin of {word} stands beside the cough."
    text = f"{first} Tea cures every cough number {number}."
    spans = [LabelledSpan(0, len(first), Label.OVERSTATED)] if claim else []
    spans.append(LabelledSpan(len(first) + 1, len(text), LABELS[number % 4]))
    return LabelledDocument(f"{word}-{number}", text, tuple(spans))


NEW = articles([about("snapwort", number, claim=True) for number in range(12)])


@pytest.fixture(scope="module")
def base() -> Trained:
    return train_models(KNOWN, WordVectors.empty())


@pytest.fixture(scope="module")
def refitted(base: Trained) -> Trained:
    return refit_models(NEW, KNOWN, (base.finder, base.labeller))


def spaces(found: Trained) -> dict[str, list[str]]:
    finder: Finder = found.finder
    labeller: Labeller = found.labeller
    heads = (finder.sentence, finder.border, finder.part, labeller.head)
    return {str(number): head.space.terms for number, head in enumerate(heads)}


def test_it_learns_what_the_new_articles_say(base: Trained, refitted: Trained) -> None:
    before = base.finder.odds(ASKED)
    after = refitted.finder.odds(ASKED)
    assert after[0] > before[0] + 0.2
    assert after[1] > 0.5


def test_the_base_is_left_as_it_was(base: Trained, refitted: Trained) -> None:
    again = train_models(KNOWN, WordVectors.empty())
    assert np.array_equal(base.finder.sentence.layer.terms, again.finder.sentence.layer.terms)
    assert base.finder.thresholds == again.finder.thresholds
    assert base.labeller.decision == again.labeller.decision
    assert refitted.finder is not base.finder


def test_new_terms_stand_behind_those_of_the_base(base: Trained, refitted: Trained) -> None:
    for name, terms in spaces(base).items():
        assert spaces(refitted)[name][: len(terms)] == terms
    assert "w:snapwort" in spaces(refitted)["0"]
    assert "w:snapwort" not in spaces(base)["0"]


def test_the_labels_of_known_articles_count_for_nothing(base: Trained, refitted: Trained) -> None:
    bare = [replace(item, spans=()) for item in KNOWN]
    found = refit_models(NEW, bare, (base.finder, base.labeller))
    ours, theirs = found.finder.sentence.layer, refitted.finder.sentence.layer
    assert np.allclose(ours.terms, theirs.terms, atol=1e-6)


def test_the_same_articles_give_the_same_model(base: Trained, refitted: Trained) -> None:
    again = refit_models(NEW, KNOWN, (base.finder, base.labeller))
    for name, head in again.heads.items():
        assert np.array_equal(head.head.layer.terms, refitted.heads[name].head.layer.terms)
        assert np.array_equal(head.head.layer.bias, refitted.heads[name].head.layer.bias)
    assert again.finder.thresholds == refitted.finder.thresholds


def test_words_of_two_weight_only_articles_are_not_stored(base: Trained) -> None:
    odd = articles([about("quibbleroot", number, claim=True) for number in range(2)])
    foreign = [replace(item, weights_only=True) for item in odd]
    found = refit_models([*NEW, *foreign], KNOWN, (base.finder, base.labeller))
    assert not [term for terms in spaces(found).values() for term in terms if "quibble" in term]


def test_the_probabilities_for_reports_are_of_the_new_articles(refitted: Trained) -> None:
    claims = sum(len(item.spans) for item in NEW)
    assert refitted.heads["label"].probabilities.shape == (len(refitted.heads["label"].targets), 4)
    assert len(refitted.heads["label"].targets) >= claims
    assert np.allclose(refitted.heads["sentence"].probabilities.sum(axis=1), 1)


def test_a_head_without_new_examples_stays(base: Trained, refitted: Trained) -> None:
    """No sentence of the new articles has a place at which a claim might end."""
    assert len(refitted.heads["border"].targets) == 0
    layer = base.finder.border.layer
    assert np.array_equal(refitted.finder.border.layer.terms, layer.terms)
    row = DocumentFeatures(ASKED).border_row(0, 3, False)
    rows = refitted.finder.border.rows([row])
    kept = refitted.heads["border"].estimator.decision_function(np.zeros((1, layer.terms.size)))
    assert kept[0] == pytest.approx(float(layer.bias[0]))
    assert len(rows) == 1


def test_one_article_with_claims_is_too_few(base: Trained) -> None:
    nothing = articles([LabelledDocument("n", "Tea is sold in tins.")])
    with pytest.raises(CorpusError, match="two documents with claims"):
        refit_models([NEW[0], *nothing], KNOWN, (base.finder, base.labeller))
