from __future__ import annotations

from xml.etree import ElementTree

import pytest

from claimcheck.corpus.plot import stats_svg
from claimcheck.corpus.stats import Lengths, Tally, corpus_stats
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import Label

from .splitter import split

SHOP = LabelledDocument(
    "a",
    "Here is our tea. It cures everything at once. Here is our tea price.",
    (LabelledSpan(17, 44, Label.UNSAFE), LabelledSpan(20, 25, Label.SUPPORTED)),
    {"style": "shop", "topic": "tea"},
)
BLOG = LabelledDocument("b", "Here is our tea again.", (), {"style": "<blog>"})


def test_counts_by_hand() -> None:
    stats = corpus_stats([SHOP, BLOG], split)
    assert (stats.documents, stats.sentences, stats.without_claim) == (2, 4, 3)
    assert stats.share_without_claim == 0.75
    assert stats.claims == {"unsafe": 1, "supported": 1}
    assert stats.by_sentence == {"none": 3, "unsafe": 1}
    assert stats.styles["shop"].claims["unsafe"] == 1
    assert stats.topics["(none)"].documents == 1


def test_frames_are_a_share_of_sentences_and_openings_of_documents() -> None:
    stats = corpus_stats([SHOP, BLOG], split)
    (frame,), (opening,) = stats.repeated(stats.frames), stats.repeated(stats.openings)
    assert (frame.words, frame.count, frame.share) == ("here is our tea", 3, 0.75)
    assert (opening.count, opening.share) == (2, 1.0)


def test_json_has_all_labels_and_lengths() -> None:
    told = corpus_stats([SHOP, BLOG], split).as_json()
    assert told["claims"] == {"supported": 1, "anecdotal": 0, "overstated": 0, "unsafe": 1}
    assert told["lengths"]["words_per_document"] == {
        "least": 5,
        "median": 9.5,
        "mean": 9.5,
        "most": 14,
    }


def test_what_is_named_is_counted_once_a_document() -> None:
    texts = ["Turmeric for back pain, turmeric for headaches.", "TURMERIC? A headache, Vitamin C."]
    stats = corpus_stats([LabelledDocument(text[:1], text) for text in texts], split)
    assert stats.as_json()["named"] == {
        "interventions": {"different": 2, "documents": {"turmeric": 2, "vitamin-c": 1}},
        "conditions": {"different": 2, "documents": {"headache": 2, "back-pain": 1}},
    }


def test_very_many_topics_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.corpus.stats._KEPT_GROUPS", 2)
    documents = [LabelledDocument(topic, "Tea.", (), {"topic": topic}) for topic in "abcda"]
    stats = corpus_stats(documents, split)
    assert {name: group.documents for name, group in stats.topics.items()} == {
        "a": 2,
        "b": 1,
        "(others)": 2,
    }


def test_gold_sentences_come_first() -> None:
    document = LabelledDocument("a", "One. Two.", (), {"sentences": [[0, 9]]})
    assert corpus_stats([document], split).sentences == 1


def test_an_empty_corpus() -> None:
    stats = corpus_stats([], split)
    assert stats.share_without_claim == 0
    assert stats.repeated(stats.frames) == []
    assert Lengths.of({}) == Lengths(0, 0, 0, 0)
    ElementTree.fromstring(stats_svg(stats))


def test_a_full_tally_forgets_the_rare_and_keeps_the_frequent() -> None:
    tally = Tally(kept=10)
    for number in range(100):
        tally.add(["the", "same", "four", "words"])
        tally.add(["word", "number", str(number), "here"])
    ((words, count),) = tally.common(1)
    assert words == "the same four words"
    assert 85 <= count <= 100


def test_the_plot_is_escaped_and_shows_the_counts() -> None:
    svg = stats_svg(corpus_stats([SHOP, BLOG], split))
    root = ElementTree.fromstring(svg)
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "<blog>" in texts and "shop" in texts
    assert "none: 3" in [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
