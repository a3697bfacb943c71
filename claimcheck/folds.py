"""What models say of documents that they have not seen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from claimcheck.assembly import assemble, reading_pipeline, training_articles
from claimcheck.classifier.training import train_models
from claimcheck.classifier.vectors import WordVectors
from claimcheck.datatypes import Article, Claim, LabelledDocument
from claimcheck.review import review_articles


def out_of_fold(
    documents: Sequence[LabelledDocument], *, folds: int, seed: int
) -> list[Sequence[Claim]]:
    """The claims in each document by a model trained on the other folds, in the given order."""
    nlp = reading_pipeline()
    home = [_fold(document.id, folds, seed) for document in documents]
    found: dict[int, Sequence[Claim]] = {}
    for fold in range(folds):
        others = [item for item, at in zip(documents, home, strict=True) if at != fold]
        articles = list(training_articles(others, nlp, weights_only=False, natural=True))
        model = assemble(train_models(articles, WordVectors.empty()), "en_fold")
        numbers = [number for number, at in enumerate(home) if at == fold]
        asked = [Article(documents[number].id, documents[number].text) for number in numbers]
        for number, review in zip(numbers, review_articles(asked, model), strict=True):
            found[number] = [finding.claim for finding in review.findings]
    return [found[number] for number in range(len(documents))]


def _fold(name: str, folds: int, seed: int) -> int:
    """The fold of a document: the same for the same id, whatever the other documents are."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % folds
