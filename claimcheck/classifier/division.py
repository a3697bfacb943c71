"""Takes a claim apart where its clauses surely earn different labels.

The finder divides a sentence by its wording; where a claim turns without a word that tells ("relief
like that of opioids but a lower risk of addiction"), only what each part says shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from claimcheck.classifier.clauses import boundaries, completes, trim
from claimcheck.classifier.linear import Array
from claimcheck.protocols import Token

Part = tuple[int, int, int]
"""Tokens [first, last) of a sentence: (sentence, first, last)."""
Scores = Callable[[Sequence[Part]], Array]
_Pair = tuple[Part, Part]


def divided(
    claims: Sequence[Part], tokens: Sequence[Sequence[Token]], scores: Scores, sure: float
) -> list[list[Part]]:
    """The parts of each claim in their order, or the claim itself.

    tokens: those of each sentence; scores: gives the probabilities of the labels of stretches,
    shape (stretches, labels); sure: the probability of its label that both parts must have.
    """
    found = [[claim] for claim in claims]
    open_ = [(at, claim) for at, claim in enumerate(claims)]
    while open_:
        pairs = [(at, claim, pair) for at, claim in open_ for pair in _pairs(claim, tokens)]
        open_ = []
        for at, claim, pair in _surest(pairs, scores, sure):
            place = found[at].index(claim)
            found[at][place : place + 1] = pair
            open_ += [(at, part) for part in pair]
    return found


def _pairs(claim: Part, tokens: Sequence[Sequence[Token]]) -> list[_Pair]:
    """The two parts of a claim at each border of clauses inside it."""
    sentence, first, last = claim
    words = tokens[sentence]
    found = []
    for at in boundaries(words):
        if first < at < last and not completes(words, at):
            left, right = trim(words, first, at, inner=False), trim(words, at, last, inner=True)
            if left[0] < left[1] and right[0] < right[1]:
                found.append(((sentence, *left), (sentence, *right)))
    return found


def _surest(
    pairs: Sequence[tuple[int, Part, _Pair]], scores: Scores, least: float
) -> list[tuple[int, Part, _Pair]]:
    """Of each claim the pair that is surest of two labels, where there is one sure enough."""
    if not pairs:
        return []
    odds = scores([part for *_, pair in pairs for part in pair])
    best: dict[tuple[int, Part], tuple[float, _Pair]] = {}
    for (at, claim, pair), (left, right) in zip(
        pairs, np.stack([odds[::2], odds[1::2]], axis=1), strict=True
    ):
        sure = float(min(left.max(), right.max()))
        if left.argmax() != right.argmax() and sure >= max(least, best.get((at, claim), (0,))[0]):
            best[at, claim] = sure, pair
    return [(at, claim, pair) for (at, claim), (_, pair) in best.items()]
