"""The skimmer: a linear layer's word on every sentence, where other models have an encoder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck.classifier.encoded import softmax, unread
from claimcheck.classifier.encoder.runtime import NETWORK
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Head
from claimcheck.classifier.overview import FILE
from claimcheck.classifier.overview_fit import encodings_of
from claimcheck.classifier.reader import AnyEncoder
from claimcheck.classifier.skim import Skimmer
from claimcheck.classifier.skim_fit import cross_skimmed, cross_worded
from claimcheck.classifier.space import FeatureSpace
from claimcheck.errors import CorpusError, ModelError
from claimcheck.labels import LABELS, N_CLASSES
from claimcheck.protocols import Encoding
from tests.classifier.made import cue, sentence, span

WORDS = ("plain", "helped", "tale", "wonder", "deadly")
"""A word for every class: no claim, then the labels."""


def corpus(n_pages: int = 50) -> list[TrainingArticle]:
    """Pages of six sentences; one in every class, and one whose word stands in no other page."""
    articles = []
    for number in range(n_pages):
        texts = [f"tea is {word} today ." for word in WORDS] + [f"tea is page{number} today ."]
        sentences = [sentence(text, 40 * at) for at, text in enumerate(texts)]
        spans = [span(40 * (1 + at), 40 * (1 + at) + 15, label) for at, label in enumerate(LABELS)]
        articles.append(TrainingArticle(f"page-{number}", sentences, spans))
    return articles


def word_on(found: list[Encoding]) -> list[int]:
    return [int(np.argmax(item.sentence)) for item in found]


def test_it_learns_what_stands_in_sentences_of_a_class() -> None:
    skimmer = cross_skimmed(corpus(), 0, lambda message: None).skimmer
    sentences = [sentence(f"tea is {word} today .", 40 * at) for at, word in enumerate(WORDS)]
    assert word_on(skimmer.read(sentences)) == list(range(N_CLASSES))


def test_it_says_logits_and_nothing_of_tokens() -> None:
    skimmer = cross_skimmed(corpus(), 0, lambda message: None).skimmer
    (found,) = skimmer.read([sentence("tea is deadly today .")])
    assert found.sentence.mean() == pytest.approx(0, abs=1e-5)
    assert softmax(found.sentence)[4] > 0.9
    assert found.tokens.tolist() == np.zeros((5, N_CLASSES)).tolist()


def test_every_article_is_skimmed_by_one_that_never_saw_it() -> None:
    articles = corpus()
    first = articles[0]
    # only here "plain" is unsafe: who saw this page would doubt that it is no claim
    odd = replace(first, id="odd", spans=[*first.spans, span(0, 14, "unsafe")], weight=40.0)
    found = cross_skimmed([*articles, odd], 0, lambda message: None)
    seen = found.skimmer.read(odd.sentences)[0].sentence
    unseen = found.articles[-1].sentences[0].encoding
    assert unseen is not None
    assert unseen.sentence[4] < seen[4] - 0.5


def test_beside_an_encoder_its_word_is_added_out_of_fold() -> None:
    def read(item: TrainingArticle) -> TrainingArticle:
        heard = [replace(one, encoding=unread(one)) for one in item.sentences]
        return replace(item, sentences=heard)

    found = cross_worded(list(map(read, corpus())), 0, lambda message: None)
    alone = cross_skimmed(corpus(), 0, lambda message: None)
    assert found.skimmer.overview is None
    for one, other in zip(found.articles, alone.articles, strict=True):
        for own, by in zip(encodings_of(one), encodings_of(other), strict=True):
            assert own.words is not None
            assert own.words.tolist() == by.sentence.tolist()
            assert not own.sentence.any()


def test_what_too_few_articles_hold_is_told() -> None:
    with pytest.raises(CorpusError, match="too small to train on"):
        cross_skimmed([replace(item, spans=[]) for item in corpus()], 0, lambda message: None)


def test_the_same_articles_give_the_same_skimmer() -> None:
    one, other = (cross_skimmed(corpus(), 5, lambda message: None).skimmer for _ in range(2))
    assert one.head.layer.terms.tolist() == other.head.layer.terms.tolist()
    assert one.head.space.terms == other.head.space.terms


def tiny() -> Skimmer:
    """Knows one word, which speaks for the last class."""
    terms = np.zeros((1, N_CLASSES), dtype=np.float32)
    terms[0, -1] = 8
    dense = np.zeros((N_CLASSES, 0), dtype=np.float32)
    layer = LinearLayer(terms, dense, np.zeros(N_CLASSES, dtype=np.float32))
    return Skimmer(Head(FeatureSpace(["w:deadly"], [1.0]), layer))


def test_a_text_from_outside_health_is_not_looked_at() -> None:
    page = [sentence("deadly ball .", 20 * at) for at in range(8)]
    assert not any(item.sentence.any() for item in tiny().encode(page))
    page[0] = sentence("deadly cure .", cues=[cue("cure", "cure", 7)])
    assert word_on(tiny().encode(page)) == [N_CLASSES - 1] * 8


def test_nothing_to_read_gives_nothing() -> None:
    assert tiny().read([]) == []
    assert tiny().encode([]) == []


def test_it_comes_back_from_disk_with_its_overview(tmp_path: Path) -> None:
    skimmer = cross_skimmed(corpus(), 0, lambda message: None).skimmer
    skimmer.to_disk(tmp_path)
    again = AnyEncoder.from_disk(tmp_path)
    assert isinstance(again, Skimmer)
    sentences = [sentence("tea is wonder today ."), sentence("tea is deadly today .", 30)]
    for one, other in zip(skimmer.encode(sentences), again.encode(sentences), strict=True):
        assert one.overview is not None
        assert other.overview == pytest.approx(one.overview, abs=0.01)
        assert other.sentence == pytest.approx(one.sentence, abs=0.01)


def test_one_without_an_overview_comes_back_so(tmp_path: Path) -> None:
    tiny().to_disk(tmp_path)
    again = Skimmer.from_disk(tmp_path)
    assert again.overview is None
    assert not (tmp_path / FILE).exists()
    assert word_on(again.read([sentence("deadly tea .")])) == [N_CLASSES - 1]


def test_a_head_with_other_outputs_is_refused(tmp_path: Path) -> None:
    skimmer = tiny()
    layer = skimmer.head.layer
    cut = LinearLayer(layer.terms[:, :3], layer.dense[:3], layer.bias[:3])
    Skimmer(Head(skimmer.head.space, cut)).to_disk(tmp_path)
    with pytest.raises(ModelError, match="'class' must have 5 outputs"):
        Skimmer.from_disk(tmp_path)


def test_a_folder_with_a_network_is_an_encoders(tmp_path: Path) -> None:
    (tmp_path / NETWORK).write_bytes(b"")
    with pytest.raises(ModelError, match=r"heads\.npz: cannot be read"):
        AnyEncoder.from_disk(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"settings\.json: cannot be read"):
        AnyEncoder.from_disk(tmp_path)
