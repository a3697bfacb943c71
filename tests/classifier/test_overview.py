"""The overview: what all of an article suggests for each of its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck.classifier import overview_fit
from claimcheck.classifier.encoded import unread
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.overview import FILE, Overview, _quantiles, seen, width
from claimcheck.classifier.overview_fit import encodings_of, overviewed
from claimcheck.classifier.trees import Trees
from claimcheck.datatypes import Cue
from claimcheck.errors import CorpusError, ModelError
from claimcheck.labels import LABELS, N_CLASSES
from claimcheck.protocols import Encoding, Sentence
from tests.classifier.made import cue, sentence, span

CUES = ("cure", "wellness")


def encoding(leaning: int, n_tokens: int, strength: float = 3.0) -> Encoding:
    """One that speaks for the class `leaning`."""
    logits = np.zeros(N_CLASSES, dtype=np.float32)
    logits[leaning] = strength
    return Encoding(logits, np.tile(logits, (n_tokens, 1)))


def page(
    *leanings: int, text: str = "I drink tea .", cues: tuple[Cue, ...] = ()
) -> tuple[list[Sentence], list[Encoding]]:
    sentences = [sentence(text, 40 * at, cues) for at in range(len(leanings))]
    return sentences, [encoding(one, 4) for one in leanings]


def test_a_row_has_the_width_it_says() -> None:
    assert seen(*page(0, 1, 4), CUES).shape == (3, width(len(CUES)))
    assert seen(*page(0), ()).shape == (1, width(0))


def test_what_a_skimmer_says_is_seen_last_and_only_if_wanted() -> None:
    sentences, heard = page(0, 1)
    worded = [heard[0], replace(heard[1], words=np.arange(N_CLASSES, dtype=np.float32))]
    rows = seen(sentences, worded, CUES, words=True)
    assert rows.shape == (2, width(len(CUES), words=True))
    assert rows[:, -N_CLASSES:].tolist() == [[0] * N_CLASSES, list(range(N_CLASSES))]
    assert rows[:, :-N_CLASSES].tolist() == seen(sentences, worded, CUES).tolist()


def test_neighbours_are_seen_and_beyond_the_ends_there_is_nothing() -> None:
    rows = seen(*page(4, 0, 2), CUES)
    own, before, after = (rows[:, at : at + N_CLASSES] for at in (0, 20, 25))
    assert own[:, 4].tolist() == [3, 0, 0]
    assert before[:, 4].tolist() == [0, 3, 0]
    assert after[:, 2].tolist() == [0, 3, 0]


def test_cues_questions_and_persons_are_seen() -> None:
    asks = [sentence("Does my tea help ?", cues=[cue("tea", "wellness")])]
    says = [sentence("Tea helps .", cues=[cue("tea", "foreign")])]
    (one,), (other,) = (seen(item, [encoding(0, 3)], CUES) for item in (asks, says))
    place = N_CLASSES * 10
    assert one[place + 2 : place + 5].tolist() == [5, 1, 1]
    assert other[place + 2 : place + 5].tolist() == [3, 0, 0]
    assert one[place + 12 : place + 14].tolist() == [0, 1]
    assert other[place + 12 : place + 14].tolist() == [0, 0]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40])
def test_quantiles_are_numpys(count: int) -> None:
    values = np.random.default_rng(count).random(count).astype(np.float32)
    shares = [0.0, 0.5, 0.75, 0.9, 1.0]
    assert _quantiles(values, shares) == pytest.approx(np.quantile(values, shares))


def test_the_article_makes_the_difference_to_equal_sentences() -> None:
    calm, reckless = seen(*page(1, 0, 0), CUES)[0], seen(*page(1, 4, 4), CUES)[0]
    assert calm[:20].tolist() == reckless[:20].tolist()
    assert calm.tolist() != reckless.tolist()


@pytest.fixture(autouse=True, scope="module")
def _few_trees() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(overview_fit._GROWTH, "max_iter", 30)
        yield


def corpus() -> list[TrainingArticle]:
    """Pages whose every sentence has the label that its page has; the encoder is undecided between
    two. One page in five has none; so has each fold."""
    articles = []
    for number in range(60):
        klass = number // N_CLASSES % N_CLASSES
        sentences = [sentence("I drink tea .", 40 * at) for at in range(8)]
        heard = [encoding(klass if at % 2 else 0, 4, 1.0) for at in range(8)]
        spans = [span(40 * at, 40 * at + 11, LABELS[klass - 1]) for at in range(8) if klass]
        read = [replace(s, encoding=e) for s, e in zip(sentences, heard, strict=True)]
        articles.append(TrainingArticle(f"page-{number}", read, spans))
    return articles


def test_what_the_article_is_like_decides_about_a_sentence(overview: Overview) -> None:
    sentences = [sentence("I drink tea .", 40 * at) for at in range(8)]
    for klass in range(N_CLASSES):
        heard = [encoding(klass if at % 2 else 0, 4, 1.0) for at in range(8)]
        found = overview.of(sentences, heard)
        assert [int(np.argmax(item.overview)) for item in found] == [klass] * 8


def test_the_training_articles_are_judged_by_trees_that_never_saw_them() -> None:
    articles = corpus()
    # this page's labels contradict all others: trees that saw it would have learned some of it
    odd = replace(articles[22], spans=[], id="odd")
    overview, looked = overviewed([*articles, odd], seed=0)
    inside = overview.of(odd.sentences, encodings_of(odd))
    for one, own in zip(looked[-1].sentences, inside, strict=True):
        assert one.encoding is not None
        assert one.encoding.overview is not None
        assert own.overview is not None
        assert one.encoding.overview[0] < own.overview[0]


def test_the_same_articles_give_the_same_overview() -> None:
    one, other = (overviewed(corpus(), seed=3)[0].trees.as_arrays() for _ in range(2))
    assert {name: array.tolist() for name, array in one.items()} == {
        name: array.tolist() for name, array in other.items()
    }


def test_too_few_articles_are_refused() -> None:
    with pytest.raises(CorpusError, match="too small to train on"):
        overviewed(corpus()[:4], seed=0)
    with pytest.raises(CorpusError, match="too small to train on"):
        overviewed([item for item in corpus() if not item.spans], seed=0)


@pytest.fixture(scope="module")
def overview() -> Overview:
    return overviewed(corpus(), seed=0)[0]


def test_words_decide_where_the_encoder_is_deaf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("max_features", 1.0), ("min_samples_leaf", 20)):
        monkeypatch.setitem(overview_fit._GROWTH, name, value)

    def deaf(item: TrainingArticle) -> TrainingArticle:
        return replace(
            item,
            sentences=[
                replace(one, encoding=replace(unread(one), words=own.sentence))
                for one, own in zip(item.sentences, encodings_of(item), strict=True)
            ],
        )

    worded, _ = overviewed(list(map(deaf, corpus())), seed=0)
    assert worded.words
    worded.to_disk(tmp_path)
    again = Overview.from_disk(tmp_path)
    assert again is not None
    assert again.words
    sentences = [sentence("I drink tea .", 40 * at) for at in range(2)]
    for klass in range(1, N_CLASSES):
        heard = [replace(unread(one), words=encoding(klass, 4, 1.0).sentence) for one in sentences]
        found = again.of(sentences, heard)
        assert [int(np.argmax(item.overview)) for item in found] == [klass] * 2


def test_it_comes_back_from_disk(overview: Overview, tmp_path: Path) -> None:
    overview.to_disk(tmp_path)
    again = Overview.from_disk(tmp_path)
    assert again is not None
    assert again.cues == overview.cues
    sentences, heard = page(1, 2, 4)
    for one, other in zip(overview.of(sentences, heard), again.of(sentences, heard), strict=True):
        assert one.overview is not None
        assert other.overview is not None
        assert one.overview.tolist() == other.overview.tolist()


def test_a_folder_without_one_has_none(tmp_path: Path) -> None:
    assert Overview.from_disk(tmp_path) is None


def test_nothing_has_no_overview(overview: Overview) -> None:
    assert overview.of([], []) == []


@pytest.mark.parametrize(
    "change",
    [
        {"cues": np.array([1.0])},
        {"cues": np.array([["cure"]])},
        {"cues": np.array(["c"] * 501)},
        {"start": np.zeros(4)},
        {"feature": np.array([10**6], np.int32)},
    ],
)
def test_a_damaged_one_is_refused(
    change: dict[str, np.ndarray], overview: Overview, tmp_path: Path
) -> None:
    arrays = overview.trees.as_arrays() | {"cues": np.array(overview.cues)} | change
    np.savez(tmp_path / FILE, **arrays)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match=r"overview\.npz: damaged .*copy the model again"):
        Overview.from_disk(tmp_path)


def test_one_without_its_cues_is_refused(overview: Overview, tmp_path: Path) -> None:
    np.savez(tmp_path / FILE, **overview.trees.as_arrays())  # type: ignore[arg-type]
    with pytest.raises(ModelError, match=r"overview\.npz: damaged \('cues'\)"):
        Overview.from_disk(tmp_path)


def test_trees_for_other_cues_than_named_are_refused(overview: Overview, tmp_path: Path) -> None:
    arrays = overview.trees.as_arrays()
    arrays["feature"] = np.full_like(arrays["feature"], width(0))
    np.savez(tmp_path / FILE, cues=np.array([], np.str_), **arrays)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="do not hang together"):
        Overview.from_disk(tmp_path)
    assert Trees.of(arrays, width(1), N_CLASSES).feature[0] == width(0)
