"""What the page keeps in memory of each article: enough for its head and its line in the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.datatypes import Review
from claimcheck.labels import LABELS, Label
from claimcheck.report.html.marks import NumberedFinding


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of the page. `counts` are the claims shown that nobody has suppressed;
    `suppressed` are those that somebody has, `left_out` those that the options keep away."""

    number: int
    path: str
    model: str
    words: int
    counts: tuple[tuple[str, int], ...]
    suppressed: int
    left_out: int
    place: tuple[int, int]

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorts the worst article first and keeps the order given among equals."""
        return (*(-count for _, count in self.counts), self.number)

    @property
    def shown(self) -> int:
        """Number of claims that the page shows of the article."""
        return sum(count for _, count in self.counts) + self.suppressed


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums over all articles of the page."""

    articles: int
    words: int
    counts: tuple[tuple[str, int], ...]
    suppressed: int
    left_out: int

    @property
    def shown(self) -> int:
        return sum(count for _, count in self.counts) + self.suppressed


def make_entry(
    number: int, review: Review, claims: Sequence[NumberedFinding], place: tuple[int, int]
) -> Entry:
    """The entry of a review of which `claims` are shown."""
    standing = Counter(one.finding.claim.label for one in claims if one.finding.suppressed is None)
    return Entry(
        number,
        review.path,
        review.model,
        review.words,
        worst_first(standing),
        len(claims) - standing.total(),
        len(review.findings) - len(claims),
        place,
    )


def total(entries: Sequence[Entry]) -> Totals:
    """The sums over the entries."""
    counts: Counter[Label] = Counter()
    for entry in entries:
        counts.update({Label(name): count for name, count in entry.counts})
    return Totals(
        len(entries),
        sum(entry.words for entry in entries),
        worst_first(counts),
        sum(entry.suppressed for entry in entries),
        sum(entry.left_out for entry in entries),
    )


def worst_first(counts: Counter[Label]) -> tuple[tuple[str, int], ...]:
    """(label, count) for all four labels, the most severe first."""
    return tuple((label.value, counts[label]) for label in reversed(LABELS))
