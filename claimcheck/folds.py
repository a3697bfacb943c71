"""What models say of documents that they have not seen."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush

from spacy.language import Language

from claimcheck.assembly import assemble, reading_pipeline, training_articles
from claimcheck.classifier.training import train_models
from claimcheck.classifier.vectors import WordVectors
from claimcheck.datatypes import Article, Claim, LabelledDocument
from claimcheck.review import review_articles

MOST_TAUGHT = 3_000_000
"""Characters that a model is trained on at most: somewhat more than the shipped corpus holds, and
beyond it models hardly get better."""


def out_of_fold(
    documents: Callable[[], Iterable[LabelledDocument]],
    *,
    folds: int,
    seed: int,
    most: int = MOST_TAUGHT,
) -> Iterator[tuple[LabelledDocument, Sequence[Claim]]]:
    """Every document with the claims found in it by a model trained on the other folds.

    Fold by fold, within a fold in the order of the corpus, which is read once for each fold and
    once more. Where the other folds hold more than `most` characters, the model is trained on
    documents drawn from them by lot: what is in memory does not grow with the corpus.
    """
    nlp = reading_pipeline()
    lessons = [
        (fold, article)
        for fold, document in _drawn(documents(), folds, seed, most // (folds - 1))
        for article in training_articles([document], nlp, weights_only=False, natural=True)
    ]
    for fold in range(folds):
        others = [article for home, article in lessons if home != fold]
        model = assemble(train_models(others, WordVectors.empty()), "en_fold")
        yield from _asked((one for one in documents() if _lot(one.id, seed) % folds == fold), model)


def _asked(
    documents: Iterable[LabelledDocument], model: Language
) -> Iterator[tuple[LabelledDocument, Sequence[Claim]]]:
    waiting: deque[LabelledDocument] = deque()

    def articles() -> Iterator[Article]:
        for document in documents:
            waiting.append(document)
            yield Article(document.id, document.text)

    for review in review_articles(articles(), model):
        yield waiting.popleft(), [finding.claim for finding in review.findings]


def _drawn(
    documents: Iterable[LabelledDocument], folds: int, seed: int, most: int
) -> list[tuple[int, LabelledDocument]]:
    """(fold, document) of at most `most` characters from each fold, in the given order."""
    urns = [_Urn(most) for _ in range(folds)]
    for number, document in enumerate(documents):
        lot = _lot(document.id, seed)
        urns[lot % folds].add(lot, number, document)
    drawn = [(number, fold, one) for fold, urn in enumerate(urns) for number, one in urn.drawn()]
    return [(fold, document) for _, fold, document in sorted(drawn, key=lambda item: item[0])]


class _Urn:
    """Keeps the documents with the smallest lots that fit, whatever the order they come in."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: list[tuple[int, int, LabelledDocument]] = []
        self._refused = float("inf")

    def add(self, lot: int, number: int, document: LabelledDocument) -> None:
        if lot >= self._refused:
            return
        heappush(self._kept, (-lot, -number, document))
        self._size += len(document.text)
        while self._size > self._most and len(self._kept) > 1:
            largest, _, dropped = heappop(self._kept)
            self._size -= len(dropped.text)
            self._refused = -largest

    def drawn(self) -> Iterator[tuple[int, LabelledDocument]]:
        return ((-number, document) for _, number, document in self._kept)


def _lot(name: str, seed: int) -> int:
    """A number drawn for a document: the same for the same id, whatever the others are."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
