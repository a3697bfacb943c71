"""Claims out of fold: every document once, and no more learnt from than the limit allows."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from types import SimpleNamespace

import pytest

from claimcheck import folds
from claimcheck.classifier.examples import TrainingArticle
from claimcheck.datatypes import Article, LabelledDocument
from claimcheck.folds import out_of_fold


def document(number: int, length: int = 10) -> LabelledDocument:
    return LabelledDocument(f"d{number}", "x" * length)


def drawn(documents: Sequence[LabelledDocument], most: int) -> set[str]:
    return {found.id for _, found in folds._drawn(documents, 2, 0, most)}


def test_all_documents_are_drawn_in_their_order_where_they_fit() -> None:
    documents = [document(number) for number in range(20)]
    assert [found for _, found in folds._drawn(documents, 3, 0, 1000)] == documents


def test_what_is_drawn_fits_and_hangs_on_no_order() -> None:
    documents = [document(number, 1 + 13 * number % 40) for number in range(60)]
    first = drawn(documents, 100)
    for seed in range(20):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert drawn(shuffled, 100) == first
    sizes = [
        sum(len(d.text) for f, d in folds._drawn(documents, 2, 0, 100) if f == n) for n in (0, 1)
    ]
    assert all(60 < size <= 100 for size in sizes)


def test_a_document_that_is_too_long_alone_is_kept() -> None:
    assert drawn([document(1, 500)], 100) == {"d1"}


def test_every_document_is_asked_once_of_a_model_that_has_not_seen_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taught: list[set[str]] = []
    asked: list[str] = []

    def train(articles: Sequence[TrainingArticle], vectors: object) -> set[str]:
        taught.append({article.id for article in articles})
        return taught[-1]

    def review(articles: Iterable[Article], model: set[str]) -> Iterator[SimpleNamespace]:
        for batch in batched(articles, 3):
            for article in batch:
                assert article.source not in model
                asked.append(article.source)
                yield SimpleNamespace(findings=[SimpleNamespace(claim=article.source)])

    monkeypatch.setattr(folds, "train_models", train)
    monkeypatch.setattr(folds, "assemble", lambda trained, name: trained)
    monkeypatch.setattr(folds, "review_articles", review)
    documents = [LabelledDocument(f"d{number}", "Tea cures flu.") for number in range(40)]
    found = list(out_of_fold(lambda: documents, folds=2, seed=0, most=140))
    assert sorted(asked) == sorted(one.id for one in documents)
    assert [(one.id, claims) for one, claims in found] == [(name, [name]) for name in asked]
    assert [len(each) for each in taught] == [10, 10]


def batched(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """Read ahead, as a pipeline does."""
    waiting = iter(articles)
    while batch := list(islice(waiting, size)):
        yield batch
