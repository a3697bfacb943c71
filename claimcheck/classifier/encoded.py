"""The encoder's logits as inputs of the estimators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimcheck.classifier.linear import Array
from claimcheck.labels import N_CLASSES
from claimcheck.protocols import Encoding, Sentence

SIZES = {"sentence": 5 * N_CLASSES, "border": 3 * N_CLASSES, "span": 4 * N_CLASSES}
"""Dimensions that the encoder adds to the vector of a sentence, a border and a span; N_CLASSES
more to all but a border where there is an overview of the article."""
_REACH = 9
_MOST = 6.0
_SCALE = 1.5
"""Large, so that the penalty on the estimators' weights hardly touches what the encoder says."""


class EncodedArticle:
    """The encodings of one article's sentences; logits are clipped and scaled."""

    def __init__(self, encodings: Sequence[Encoding]) -> None:
        self._wholes = _tamed(np.stack([item.sentence for item in encodings]))
        self._tokens = [_tamed(item.tokens) for item in encodings]
        self._article = softmax(np.stack([item.sentence for item in encodings])).mean(axis=0)
        overviews = [item.overview for item in encodings if item.overview is not None]
        self._overviews = _tamed(np.stack(overviews)) if overviews else None

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> EncodedArticle | None:
        """None where a sentence has no encoding."""
        encodings = [item.encoding for item in sentences if item.encoding is not None]
        return cls(encodings) if len(encodings) == len(sentences) and encodings else None

    def sentence(self, index: int) -> Array:
        """The sentence, the most of its tokens, the sentences before and after, the article; then
        what the article suggests for it."""
        before = self._wholes[index - 1] if index else np.zeros_like(self._wholes[0])
        after = self._wholes[index + 1] if index + 1 < len(self._wholes) else np.zeros_like(before)
        most = self._tokens[index].max(axis=0)
        own = self._wholes[index], most, before / 2, after / 2, self._article
        return _joined(*own, *self._overview(index))

    def span(self, index: int, first: int, last: int) -> Array:
        """The tokens [first, last), the tokens beside them, the sentence, the article; then what
        that suggests for the sentence."""
        tokens = self._tokens[index]
        inside = tokens[first:last].mean(axis=0)
        beside = np.concatenate([tokens[:first], tokens[last:]])
        outside = beside.mean(axis=0) if len(beside) else inside
        own = inside, outside / 2, self._wholes[index], self._article
        return _joined(*own, *self._overview(index))

    def _overview(self, index: int) -> tuple[Array, ...]:
        return () if self._overviews is None else (self._overviews[index],)

    def border(self, index: int, at: int) -> Array:
        """A few tokens before the border, as many after it, and how far they differ."""
        tokens = self._tokens[index]
        left = tokens[max(0, at - _REACH) : at].mean(axis=0)
        right = tokens[at : at + _REACH].mean(axis=0)
        return _joined(left, right, np.abs(left - right))


def unread(sentence: Sentence) -> Encoding:
    """The encoding of a sentence that nobody looked at: zeros."""
    nothing = np.zeros((len(sentence.tokens) + 1, N_CLASSES), dtype=np.float32)
    return Encoding(nothing[0], nothing[1:])


def softmax(logits: Array) -> Array:
    """Probabilities over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Array = powers / powers.sum(axis=-1, keepdims=True)
    return result


def _tamed(logits: Array) -> Array:
    result: Array = (np.clip(logits, -_MOST, _MOST) * _SCALE).astype(np.float32)
    return result


def _joined(*parts: Array) -> Array:
    result: Array = np.concatenate(parts).astype(np.float32)
    return result
