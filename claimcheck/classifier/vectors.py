"""Static word vectors: the meaning of words the training articles did not hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from claimcheck.classifier.encoded import EncodedArticle
from claimcheck.classifier.features import word
from claimcheck.classifier.linear import Array
from claimcheck.protocols import Sentence, Token


class WordVectors:
    """A vector for every known word, stored as int8 with one scale; unknown words have none."""

    def __init__(self, words: Sequence[str], table: np.ndarray, scale: float) -> None:
        self.words = list(words)
        self.table, self.scale = table.astype(np.int8), scale
        self._index = {name: number for number, name in enumerate(self.words)}

    @classmethod
    def empty(cls) -> WordVectors:
        return cls([], np.zeros((0, 0), dtype=np.int8), 1.0)

    @property
    def size(self) -> int:
        """Number of dimensions of a word's vector."""
        return int(self.table.shape[1])

    def mean(self, tokens: Sequence[Token]) -> Array:
        """Mean of the known words brought to length one, or zeros; shape (size,)."""
        found = [at for token in tokens if (at := self._index.get(word(token))) is not None]
        if not found:
            return np.zeros(self.size, dtype=np.float32)
        total = self.table[found].astype(np.float32).sum(axis=0)
        length = float(np.linalg.norm(total)) or 1.0
        result: Array = total / length
        return result


class DocumentVectors:
    """The dense part of what the estimators see of one article.

    Static word vectors of a stretch of a sentence, its neighbours and the whole article, and where
    the sentences have encodings, what the encoder says of the same.
    """

    def __init__(self, sentences: Sequence[Sentence], vectors: WordVectors) -> None:
        self._sentences, self._vectors = sentences, vectors
        self._means = np.stack([vectors.mean(item.tokens) for item in sentences])
        self._article = self._means.mean(axis=0)
        self._encoded = EncodedArticle.of(sentences)

    def sentence(self, index: int) -> Array:
        """Shape (3 * size,): sentence, neighbours, article; then the encoder's."""
        own = self._joined(index, self._means[index])
        return self._with(own, lambda encoded: encoded.sentence(index))

    def span(self, index: int, first: int, last: int) -> Array:
        """The same for the tokens [first, last) of the sentence."""
        own = self._joined(index, self._vectors.mean(self._sentences[index].tokens[first:last]))
        return self._with(own, lambda encoded: encoded.span(index, first, last))

    def border(self, index: int, at: int) -> Array:
        """What the encoder says of the two sides of a border; shape (0,) without one."""
        nothing = np.zeros(0, dtype=np.float32)
        return self._with(nothing, lambda encoded: encoded.border(index, at))

    def _with(self, own: Array, found: Callable[[EncodedArticle], Array]) -> Array:
        if self._encoded is None:
            return own
        return np.concatenate([own, found(self._encoded)]).astype(np.float32)

    def _joined(self, index: int, own: Array) -> Array:
        lower, upper = max(index - 1, 0), min(index + 2, len(self._means))
        around = self._means[lower:upper].mean(axis=0)
        result: Array = np.concatenate([2 * own, around, self._article]).astype(np.float32)
        return result
