"""Training on a tiny corpus: the same each time, and no foreign wording in the vocabulary."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claimcheck.assembly import reading_pipeline, training_articles
from claimcheck.build import Source, shipped_vectors, train
from claimcheck.classifier.estimators import load_estimators
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.classifier.store import load_parts
from claimcheck.classifier.training import LEAN, lean_of, recipe_of, train_models
from claimcheck.classifier.vectors import WordVectors
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError, ModelError
from claimcheck.labels import LABELS, N_CLASSES, Label
from claimcheck.manifest import check_manifest
from claimcheck.protocols import Encoding
from claimcheck.review import load

TINY = Path(__file__).parent.parent / "data" / "tiny.jsonl"
BARE = Source(vectors=WordVectors.empty())
HEADS = ["border", "label", "part", "sentence"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the tiny corpus, trained once for this module."""
    folder = tmp_path_factory.mktemp("models") / "en_tiny"
    train([TINY], folder, source=BARE)
    return folder


def figures(folder: Path) -> dict[str, object]:
    return json.loads((folder / "metrics.json").read_text())


def test_the_same_seed_gives_the_same_model(trained: Path, tmp_path: Path) -> None:
    train([TINY], tmp_path / "en_tiny", source=BARE)
    assert figures(tmp_path / "en_tiny") == figures(trained)
    for part in ("claimcheck_finder", "claimcheck_labeller"):
        first, second = load_parts(trained / part), load_parts(tmp_path / "en_tiny" / part)
        assert first.settings == second.settings
        for name, (space, layer) in first.heads.items():
            other_space, other_layer = second.heads[name]
            assert space.terms == other_space.terms
            assert np.array_equal(layer.terms, other_layer.terms)
            assert np.array_equal(layer.bias, other_layer.bias)


def test_the_metrics_tell_what_the_model_was_made_of(trained: Path) -> None:
    metrics = figures(trained)
    assert metrics["corpus_sha256"] == {"tiny.jsonl": hashlib.sha256(TINY.read_bytes()).hexdigest()}
    counts = metrics["documents"]
    assert counts["weights_only"] == 0
    assert counts["corpus"] + counts["held_out"] == 21
    assert sorted(metrics["calibration_error"]) == HEADS


def test_the_model_folder_is_whole(trained: Path) -> None:
    check_manifest(trained)
    assert (trained / "README.md").read_text().startswith("# en_tiny ")
    assert sorted(load_estimators(trained / "estimators.skops")) == HEADS


def test_the_model_loads_and_reviews(trained: Path) -> None:
    doc = load(trained)("Elder tea cures every cough overnight.")
    for span in doc.spans["claims"]:
        assert sum(span._.claim_scores.values()) == pytest.approx(1, abs=1e-5)


def test_documents_of_every_kind_are_counted(tmp_path: Path) -> None:
    metrics = train([TINY], tmp_path / "m", [TINY], held_out=[TINY], source=BARE)
    assert metrics["documents"] == {"corpus": 21, "weights_only": 21, "held_out": 21}


def test_a_worse_model_does_not_take_the_place_of_a_better(tmp_path: Path) -> None:
    better = tmp_path / "m"
    better.mkdir()
    record = {"held_out": {"macro_f1_five": 1.0, "unsafe_recall": 1.0}}
    (better / "metrics.json").write_text(json.dumps(record))
    with pytest.raises(ModelError, match="--force"):
        train([TINY], better, source=BARE)
    assert [item.name for item in better.iterdir()] == ["metrics.json"]


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("")
    with pytest.raises(CorpusError, match="too few documents"):
        train([tmp_path / "none.jsonl"], tmp_path / "m")


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_a_corpus_too_small_to_train_on_is_refused(tmp_path: Path, kept: int) -> None:
    lines = TINY.read_text().splitlines(keepends=True)
    (tmp_path / "few.jsonl").write_text("".join(lines[:kept]))
    with pytest.raises(CorpusError, match="too few"):
        train([tmp_path / "few.jsonl"], tmp_path / "m", source=BARE)


def test_a_corpus_of_one_label_is_refused(tmp_path: Path) -> None:
    text = TINY.read_text()
    for label in LABELS:
        text = text.replace(f'"{label}"', '"supported"')
    (tmp_path / "one.jsonl").write_text(text)
    with pytest.raises(CorpusError, match="label"):
        train([tmp_path / "one.jsonl"], tmp_path / "m", source=BARE)


def articles(count: int, word: str, *, weights_only: bool) -> list[TrainingArticle]:
    """Articles that all hold one odd word, besides the sentences of the tiny corpus."""
    nlp = reading_pipeline()
    text = f"The {word} cures coughs, but it can harm the heart. A {word} is sold in tins."
    spans = (LabelledSpan(0, 12 + len(word), Label.OVERSTATED),)
    documents = [LabelledDocument(f"odd-{number}", text, spans) for number in range(count)]
    return list(training_articles(documents, nlp, weights_only=weights_only, natural=True))


@pytest.fixture(scope="module")
def vocabulary() -> set[str]:
    """All terms of a model that was trained with odd words in few articles."""
    own = training_articles(
        read_documents(TINY), reading_pipeline(), weights_only=False, natural=True
    )
    odd = [
        *articles(2, "quibbleroot", weights_only=True),
        *articles(3, "snapwort", weights_only=True),
        *articles(2, "drubleaf", weights_only=False),
    ]
    found = train_models([*own, *odd], WordVectors.empty())
    return {term for head in found.heads.values() for term in head.head.space.terms}


def test_a_word_of_two_weight_only_articles_enters_no_vocabulary(vocabulary: set[str]) -> None:
    assert not [term for term in vocabulary if "quibbleroot" in term]


def test_a_word_that_three_weight_only_articles_share_is_kept(vocabulary: set[str]) -> None:
    assert "w:snapwort" in vocabulary


def test_a_word_of_the_corpus_needs_no_sharing(vocabulary: set[str]) -> None:
    assert "w:drubleaf" in vocabulary


def test_word_vectors_come_from_the_shipped_model() -> None:
    vectors = shipped_vectors()
    assert len(vectors.words) == len(vectors.table)


def test_of_many_articles_a_term_must_stand_in_more_rows() -> None:
    document = LabelledDocument("a", "Tea helps.")
    (one,) = training_articles([document], reading_pipeline(), natural=True, weights_only=False)
    assert recipe_of("label", [one] * 999).least == 3
    assert recipe_of("label", [one] * 1000).least == 4


def read_as(tokens: float) -> TrainingArticle:
    """An article whose encodings have this logit for every token."""
    document = LabelledDocument("a", "Tea helps.")
    (one,) = training_articles([document], reading_pipeline(), natural=True, weights_only=False)
    logits = np.full((3, N_CLASSES), tokens, dtype=np.float32)
    read = [replace(item, encoding=Encoding(logits[0], logits)) for item in one.sentences]
    return replace(one, sentences=read)


@pytest.mark.parametrize(("tokens", "strength"), [(0.5, 0.5), (0.0, 2.0)])
def test_a_network_is_trusted_more_than_a_skimmer(tokens: float, strength: float) -> None:
    assert recipe_of("sentence", [read_as(tokens)]).strength == strength
    assert recipe_of("border", [read_as(tokens)]).strength == 1.0
    assert recipe_of("sentence", [read_as(tokens)]).least == 5
    assert lean_of([read_as(tokens)]) == LEAN


def test_without_either_nothing_leans() -> None:
    bare = read_as(1.0)
    bare = replace(bare, sentences=[replace(item, encoding=None) for item in bare.sentences])
    assert lean_of([bare]) == (1.0, 1.0)
    assert recipe_of("sentence", [bare]).strength == 2.0
