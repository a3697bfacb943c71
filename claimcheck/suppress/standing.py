"""Baselines made from reviews: what stands is recorded, what is gone is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from claimcheck.datatypes import EXTERNAL, Failure, Finding, Review
from claimcheck.fingerprint import review_fingerprints
from claimcheck.suppress.baseline import Entry
from claimcheck.suppress.ledger import Ledger, file_of


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is said of entries that say nothing themselves, or whose last day is over: why, who,
    until when."""

    reason: str = ""
    author: str = ""
    until: date | None = None


@dataclass(slots=True)
class Standing:
    """Collects the entries of a new baseline from the reviews of a run.

    `entries` are those that have a claim; `added` counts the new ones among them, `expired` those
    that silence nothing any more.
    """

    ledger: Ledger
    entries: list[Entry] = field(default_factory=list)
    added: int = 0
    expired: int = 0
    _read: set[str] = field(default_factory=set)
    _unread: set[str] = field(default_factory=set)

    def record(
        self,
        results: Iterable[Review | Failure],
        today: date,
        wanted: Callable[[str, Finding], bool],
        grounds: Grounds,
    ) -> list[Entry]:
        """The baseline of what stands now; entries of articles that were not read stay as they are.

        A claim that an article's own comment suppresses needs no entry. `wanted` says of a path and
        a finding whether it is to be recorded where no entry speaks for it yet.
        """
        for review in self._reviews(results):
            name = self.ledger.name_of(review.path)
            taken = self.ledger.take(review)
            prints = review_fingerprints(review)
            for finding, entry, fingerprint in zip(review.findings, taken, prints, strict=True):
                if finding.suppression and finding.suppression.kind != EXTERNAL:
                    continue
                if entry is None and wanted(review.path, finding):
                    claim = finding.claim
                    words = " ".join(claim.text.split())
                    entry = Entry(fingerprint, name, claim.label, words, today)
                    self.added += 1
                if entry is not None:
                    self.entries.append(self._explained(replace(entry, path=name), grounds, today))
        return [*self.entries, *self._untouched()]

    def prune(self, results: Iterable[Review | Failure]) -> list[Entry]:
        """The baseline without entries whose claim, or whose article, is gone."""
        for review in self._reviews(results):
            name = self.ledger.name_of(review.path)
            taken = self.ledger.take(review)
            self.entries += [replace(entry, path=name) for entry in taken if entry]
        there = (entry for entry in self._untouched() if self.ledger.exists(file_of(entry.path)))
        return [*self.entries, *there]

    def _explained(self, entry: Entry, grounds: Grounds, today: date) -> Entry:
        """The entry with what it lacks of the grounds, renewed where it is expired."""
        over = entry.until is not None and entry.until < today
        if over and grounds.until:
            return replace(
                entry,
                reason=grounds.reason or entry.reason,
                author=grounds.author or entry.author,
                until=grounds.until,
            )
        self.expired += over
        if entry.reason:
            return entry
        return replace(
            entry,
            reason=grounds.reason,
            author=entry.author or grounds.author,
            until=entry.until or grounds.until,
        )

    def _reviews(self, results: Iterable[Review | Failure]) -> Iterable[Review]:
        for result in results:
            name = self.ledger.name_of(result.path)
            if isinstance(result, Failure):
                self._unread.add(name)
            else:
                self._read.add(file_of(name))
                yield result

    def _untouched(self) -> Iterable[Entry]:
        """The entries left over of articles that were not read, or could not be."""
        return (
            entry
            for entry in self.ledger.left()
            if entry.path in self._unread or file_of(entry.path) not in self._read
        )
