"""A baseline set against the claims of a run: every entry speaks for one claim."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from claimcheck.datatypes import Fault, Finding, Remark, Review
from claimcheck.fingerprint import review_fingerprints
from claimcheck.suppress.baseline import Entry

_ROW = re.compile(r"(.*\.(?:jsonl|ndjson)):\d+", re.IGNORECASE | re.DOTALL)
STDIN = "-"


class Ledger:
    """The entries of a baseline, and which of them have found their claim.

    A claim takes the entry of its own article, or else one whose article is no longer there: an
    article that was renamed keeps its baseline. `root` is the folder that paths are relative to.
    """

    def __init__(self, entries: Sequence[Entry], root: Path) -> None:
        self.entries: tuple[Entry, ...] = tuple(entries)
        self._root = os.path.abspath(root)
        self._used: set[int] = set()
        self._own: dict[str, list[int]] = {}
        self._adrift: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            self._own.setdefault(entry.path, []).append(number)
        for path, numbers in self._own.items():
            if not self.exists(path):
                for number in numbers:
                    self._adrift.setdefault(entries[number].fingerprint, []).append(number)

    def name_of(self, path: str) -> str:
        """The article at `path`, seen from here, as entries call it."""
        if path == STDIN:
            return path
        return os.path.relpath(path, self._root).replace(os.sep, "/")

    def exists(self, name: str) -> bool:
        """Whether there is an article of that name."""
        return os.path.exists(os.path.join(self._root, name))

    def take(self, review: Review) -> list[Entry | None]:
        """The entry for each finding of a review, used up by it; None for what is new."""
        own: dict[str, list[int]] = {}
        for number in self._own.get(self.name_of(review.path), ()):
            own.setdefault(self.entries[number].fingerprint, []).append(number)
        return [self._take(own, fingerprint) for fingerprint in review_fingerprints(review)]

    def _take(self, own: dict[str, list[int]], fingerprint: str) -> Entry | None:
        for number in [*own.get(fingerprint, []), *self._adrift.get(fingerprint, [])]:
            if number not in self._used:
                self._used.add(number)
                return self.entries[number]
        return None

    def left(self) -> Iterator[Entry]:
        """The entries that have found no claim yet."""
        return (one for number, one in enumerate(self.entries) if number not in self._used)

    def left_of(self, path: str) -> int:
        """How many entries of the article at `path` have found no claim."""
        return sum(number not in self._used for number in self._own.get(self.name_of(path), ()))


def file_of(name: str) -> str:
    """The file that holds an article: itself, but for a line of JSON Lines."""
    row = _ROW.fullmatch(name)
    return row[1] if row else name


def suppress_by_baseline(
    review: Review, ledger: Ledger, today: date, *, need_reason: bool = False
) -> Review:
    """The review with what stands in the baseline suppressed.

    Entries that are expired on `today`, or give no reason where one is needed, suppress nothing;
    remarks tell how many they are, and how many entries of the article have no claim any more.
    """
    findings: list[Finding] = []
    refused: dict[Fault, list[Finding]] = {Fault.EXPIRED: [], Fault.UNEXPLAINED: []}
    for finding, entry in zip(review.findings, ledger.take(review), strict=True):
        fault = _fault(entry, today, need_reason) if entry else None
        if fault and finding.suppressed is None:
            refused[fault].append(finding)
        elif entry and not fault and finding.suppressed is None:
            finding = replace(finding, suppression=entry.suppression)
        findings.append(finding)
    remarks = [_remark(fault, found) for fault, found in refused.items() if found]
    if gone := ledger.left_of(review.path):
        remarks.append(Remark(Fault.UNUSED, _MESSAGES[Fault.UNUSED].format(_entries(gone))))
    return replace(review, findings=tuple(findings), remarks=(*review.remarks, *remarks))


_MESSAGES = {
    Fault.EXPIRED: "expired: {} of the baseline; look again, then renew or remove",
    Fault.UNEXPLAINED: "without a reason: {} of the baseline; add a 'reason' to each",
    Fault.UNUSED: "without a claim now: {} of the baseline; run `claimcheck baseline prune`",
}


def _fault(entry: Entry, today: date, need_reason: bool) -> Fault | None:
    if entry.until and entry.until < today:
        return Fault.EXPIRED
    return Fault.UNEXPLAINED if need_reason and not entry.reason else None


def _remark(fault: Fault, findings: Sequence[Finding]) -> Remark:
    """One remark for all entries of an article with a fault, at the first of their claims."""
    first = findings[0]
    message = _MESSAGES[fault].format(_entries(len(findings)))
    ends = (first.end_line, first.end_column)
    return Remark(fault, message, first.line, first.column, *ends, first.place)


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
