"""An overview of the article: what all of it suggests for each of its sentences.

The encoder reads a window at a time; whether a page sells, reports or warns it cannot see there.
Boosted trees (Friedman, 2001) can, in what it said of all sentences. Where a skimmer read them too
they weigh its word as well: it errs elsewhere than a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from claimcheck.classifier.encoded import softmax
from claimcheck.classifier.linear import Array
from claimcheck.classifier.store import read_arrays
from claimcheck.classifier.trees import Trees
from claimcheck.errors import ModelError
from claimcheck.labels import N_CLASSES
from claimcheck.protocols import Encoding, Sentence

FILE = "overview.npz"
_KINDS = ("heading", "paragraph", "list_item", "table_cell")
_NEAR = (-1, 1, -2, 2)
_AROUND = 5
"""Sentences on each side whose mean is seen."""
_CLAIM = 0.4
"""From this probability on a sentence counts among the article's claims."""
_I = frozenset(["i", "my", "me"])
_YOU = frozenset(["you", "your"])
_SEVERE = slice(3, 5)
_MOST_CUES = 500


@dataclass(frozen=True, slots=True)
class Overview:
    """The trees, the categories of cues that they know, in their order, and whether they see what
    a skimmer says beside the encoder."""

    trees: Trees
    cues: tuple[str, ...]
    words: bool = False

    def of(self, sentences: Sequence[Sentence], encodings: Sequence[Encoding]) -> list[Encoding]:
        """The encodings of one article's sentences, with what the article suggests for each."""
        if not encodings:
            return []
        found = self.trees.logits(seen(sentences, encodings, self.cues, words=self.words))
        return [replace(one, overview=own) for one, own in zip(encodings, found, strict=True)]

    def to_disk(self, path: Path) -> None:
        """Write `overview.npz` into a folder that is there."""
        arrays = self.trees.as_arrays() | {"cues": np.array(self.cues, dtype=np.str_)}
        if self.words:
            arrays["words"] = np.array(True)
        np.savez_compressed(path / FILE, allow_pickle=False, **arrays)

    @classmethod
    def from_disk(cls, path: Path) -> Overview | None:
        """That of a folder, None where it has none; ModelError where it is damaged."""
        if not (path / FILE).exists():
            return None
        arrays = read_arrays(path / FILE)
        try:
            cues = arrays.pop("cues")
            if cues.dtype.kind != "U" or cues.ndim != 1 or len(cues) > _MOST_CUES:
                raise ValueError("the cues are no list of names")
            words = arrays.pop("words", None) is not None
            trees = Trees.of(arrays, width(len(cues), words=words), N_CLASSES)
            return cls(trees, tuple(cues.tolist()), words)
        except (KeyError, ValueError) as error:
            raise ModelError(f"{path / FILE}: damaged ({error}); copy the model again") from None


def width(n_cues: int, *, words: bool = False) -> int:
    """How many numbers are seen of a sentence."""
    encoded = N_CLASSES * (4 + len(_NEAR) + 1 + 4 + words)
    return encoded + 4 + 5 + 8 + len(_KINDS) + 2 * n_cues


def seen(
    sentences: Sequence[Sentence],
    encodings: Sequence[Encoding],
    cues: Sequence[str],
    *,
    words: bool = False,
) -> Array:
    """What the trees see of one article's sentences, shape (sentences, width(len(cues), words)).

    Of each: the encoder's logits, its tokens', the neighbours', the mean odds around it; of the
    article: mean, greatest and typical odds; how far the sentence differs from the article's
    claims; its place, length, person, block and cues, the share of sentences with each cue, and
    what the skimmer says of the sentence where that is wanted.
    """
    logits = np.stack([item.sentence for item in encodings])
    odds = softmax(logits)
    count = len(sentences)
    own = [_of_tokens(item.tokens) for item in encodings]
    claims = odds[1 - odds[:, 0] > _CLAIM]
    typical = claims.mean(axis=0) if len(claims) else np.zeros(N_CLASSES, np.float32)
    has = _marked(sentences, cues)
    article = np.concatenate([_article(odds), typical, has.mean(axis=0)])
    parts = [
        logits,
        np.stack(own),
        *(_shifted(logits, by) for by in _NEAR),
        _around(odds),
        odds - typical,
        np.stack([_shape(item, at, count) for at, item in enumerate(sentences)]),
        has,
        np.broadcast_to(article, (count, len(article))),
    ]
    if words:
        nothing = np.zeros(N_CLASSES, np.float32)
        parts.append(np.stack([nothing if i.words is None else i.words for i in encodings]))
    result: Array = np.concatenate(parts, axis=1).astype(np.float32)
    return result


def _of_tokens(tokens: Array) -> Array:
    """Greatest logit, mean logit and greatest probability of every class among the tokens."""
    parts = tokens.max(axis=0), tokens.mean(axis=0), softmax(tokens).max(axis=0)
    result: Array = np.concatenate(parts)
    return result


def _article(odds: Array) -> Array:
    severe = odds[:, _SEVERE].sum(axis=1)
    shares = [
        np.log(len(odds)),
        (odds[:, 0] < 0.5).mean(),
        (severe > _CLAIM).mean(),
        (odds[:, -1] > 0.3).mean(),
        *_quantiles(severe, [0.5, 0.75, 0.9]),
        *_quantiles(odds[:, -1], [0.75, 0.9]),
    ]
    return np.concatenate([odds.mean(axis=0), odds.max(axis=0), np.array(shares, np.float32)])


def _quantiles(values: Array, shares: Sequence[float]) -> Array:
    """As numpy.quantile has them; that would first import masked arrays, which takes a while."""
    last = len(values) - 1
    result: Array = np.interp(np.array(shares) * last, np.arange(last + 1), np.sort(values))
    return result


def _shifted(rows: Array, by: int) -> Array:
    """The rows `by` places further on, zeros beyond the ends."""
    places = np.arange(len(rows)) + by
    inside = (places >= 0) & (places < len(rows))
    result: Array = np.where(inside[:, None], rows[np.clip(places, 0, len(rows) - 1)], 0)
    return result


def _around(odds: Array) -> Array:
    sums = np.concatenate([np.zeros((1, N_CLASSES)), odds.cumsum(axis=0, dtype=np.float64)])
    places = np.arange(len(odds))
    first = np.maximum(places - _AROUND, 0)
    last = np.minimum(places + _AROUND + 1, len(odds))
    result: Array = (sums[last] - sums[first]) / (last - first)[:, None]
    return result


def _shape(sentence: Sentence, at: int, count: int) -> Array:
    words = {token.text.lower() for token in sentence.tokens}
    return np.array(
        [
            at / count,
            np.log1p(at),
            len(sentence.tokens),
            sentence.tokens[-1].text.endswith("?"),
            not words.isdisjoint(_I),
            not words.isdisjoint(_YOU),
            not words.isdisjoint('"“'),
            sentence.first_in_block,
            *(sentence.block_kind == kind for kind in _KINDS),
        ],
        dtype=np.float32,
    )


def _marked(sentences: Sequence[Sentence], cues: Sequence[str]) -> Array:
    """Which cues a sentence has, shape (sentences, cues)."""
    column = {name: number for number, name in enumerate(cues)}
    has = np.zeros((len(sentences), len(cues)), dtype=np.float32)
    for row, sentence in zip(has, sentences, strict=True):
        row[[column[cue.category] for cue in sentence.cues if cue.category in column]] = 1
    return has
