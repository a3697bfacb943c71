"""What is rehearsed when a model is refitted."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import rebuild
from claimcheck.classifier.training import Trained
from claimcheck.corpus.documents import read_documents
from claimcheck.errors import ModelError
from claimcheck.material import Material
from claimcheck.rebuild import Base, refit

DATA = Path(__file__).parent / "data"
DOCUMENTS = list(read_documents(DATA / "tiny.jsonl"))


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], list[str], set[float]]]:
    """What `refit_models` was given: ids of new and known articles, weights of the known."""
    found: list[tuple[list[str], list[str], set[float]]] = []

    def teach(new, known, base, progress) -> Trained:  # type: ignore[no-untyped-def]
        ids = [item.id for item in new], [item.id for item in known]
        found.append((*ids, {item.weight for item in known}))
        return Trained(*base, {})

    monkeypatch.setattr(rebuild, "refit_models", teach)
    return found


def material(count: int) -> Material:
    return Material(DOCUMENTS[:count], [], [])


def test_a_document_with_labels_of_its_own_is_not_rehearsed(
    taught: list[tuple[list[str], list[str], set[float]]],
) -> None:
    base = Base.read(DATA / "model_v1")
    found = refit(base, material(2), DOCUMENTS, lambda message: None)
    ((new, known, weights),) = taught
    assert new == [item.id for item in DOCUMENTS[:2]]
    assert known == [item.id for item in DOCUMENTS[2:]]
    assert found.rehearsed == 19
    assert weights == {rebuild.REHEARSED_WEIGHT * 21 / 19}


def test_a_few_documents_stand_for_a_large_corpus(
    taught: list[tuple[list[str], list[str], set[float]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "MOST_REHEARSED", 5)
    base = Base.read(DATA / "model_v1")
    for _ in range(2):
        refit(base, material(1), DOCUMENTS, lambda message: None)
    (_, first, weights), (_, second, _) = taught
    assert len(first) == 5 and first == second
    assert first == [item.id for item in DOCUMENTS if item.id in first]
    assert weights == {rebuild.REHEARSED_WEIGHT * 21 / 5}


def test_a_base_is_read_as_it_stands() -> None:
    base = Base.read(DATA / "model_v1")
    assert (base.name, base.encoder) == ("en_frozen 1.0.0", None)
    assert len(base.digest) == 64


def test_a_base_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match="no model 'en_nowhere'"):
        Base.read("en_nowhere")
