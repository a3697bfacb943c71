"""Chance-corrected agreement over nominal categories.

All take a table of ratings: a tuple with one category for each annotator (MISSING where one did
not rate) and how many units were rated so. All are 1 for perfect agreement, 0 for what chance
would give, negative below; None where they are not defined (no units, or a single category only).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from itertools import permutations
from typing import Final


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
Ratings = Mapping[tuple[Hashable, ...], int]


def observed(ratings: Ratings) -> float | None:
    """Share of units that all their raters (two at least) put into the same category, 0 to 1."""
    units = [
        (set(given), count) for rating, count in ratings.items() if len(given := _given(rating)) > 1
    ]
    total = sum(count for _, count in units)
    return sum(count for kinds, count in units if len(kinds) == 1) / total if total else None


def cohen_kappa(ratings: Ratings) -> float | None:
    """Cohen's kappa of two annotators (Cohen 1960); units that one did not rate are left out."""
    pairs = Counter({pair: n for pair, n in ratings.items() if len(_given(pair)) == 2})
    total = pairs.total()
    if not total:
        return None
    agreed = sum(count for (one, two), count in pairs.items() if one == two) / total
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (one, two), count in pairs.items():
        first[one] += count
        second[two] += count
    chance = sum(first[kind] * second[kind] for kind in first) / total**2
    return (agreed - chance) / (1 - chance) if chance < 1 else None


def fleiss_kappa(ratings: Ratings) -> float | None:
    """Fleiss' kappa (Fleiss 1971) over the units that every annotator rated."""
    units = [(Counter(rating), n) for rating, n in ratings.items() if MISSING not in rating]
    total = sum(count for _, count in units)
    raters = len(next(iter(ratings), ()))
    if not total or raters < 2:
        return None
    shares: Counter[Hashable] = Counter()
    agreed = 0.0
    for kinds, count in units:
        agreed += count * sum(n * (n - 1) for n in kinds.values()) / (raters * (raters - 1))
        for kind, n in kinds.items():
            shares[kind] += n * count
    chance = sum((n / (total * raters)) ** 2 for n in shares.values())
    return (agreed / total - chance) / (1 - chance) if chance < 1 else None


def krippendorff_alpha(ratings: Ratings) -> float | None:
    """Krippendorff's alpha for nominal data (Krippendorff 2011), from the coincidence matrix.

    Units with a single rating say nothing; missing ratings are allowed.
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for rating, count in ratings.items():
        given = _given(rating)
        for pair in permutations(given, 2):
            coincidences[pair] += count / (len(given) - 1)  # type: ignore[assignment]
    sizes: Counter[Hashable] = Counter()
    for (one, _), count in coincidences.items():
        sizes[one] += count
    total = sum(sizes.values())
    unlike = total**2 - sum(size**2 for size in sizes.values())
    differing = sum(count for (one, two), count in coincidences.items() if one != two)
    return 1 - (total - 1) * differing / unlike if len(sizes) > 1 else None


def _given(rating: tuple[Hashable, ...]) -> list[Hashable]:
    return [kind for kind in rating if kind is not MISSING]
