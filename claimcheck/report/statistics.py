"""What many reviews come to: for an editor-in-chief, who reads no single finding."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.labels import LABELS, Label

MOST_LISTED = 10
"""Articles, rules, advice and unreadable files that are named; memory is bounded by it as well."""
_ASKED = tuple(label for label in reversed(LABELS) if label is not Label.SUPPORTED)
"""Labels that ask something of an editor, the worst first."""


@dataclass(frozen=True, slots=True, order=True)
class ArticleSum:
    """An article by what was found in it. The order is from the harmless to the worst.

    `asked` counts its claims by label, the worst label first; `rank` is lower for a later article.
    """

    asked: tuple[int, ...]
    rank: int
    path: str = field(compare=False)
    words: int = field(compare=False)


class Statistics:
    """Counts reviews as they pass. Every claim counts, shown or not; suppressed ones apart."""

    def __init__(self) -> None:
        self.articles = self.words = self.unreadable = self.without_claims = self.suppressed = 0
        self.labels: Counter[Label] = Counter()
        self.articles_by_label: Counter[Label] = Counter()
        self.rules: Counter[str] = Counter()
        self.articles_by_rule: Counter[str] = Counter()
        self.advice: Counter[str] = Counter()
        self.failures: list[Failure] = []
        self._worst: list[ArticleSum] = []

    @property
    def claims(self) -> int:
        """Claims that are not suppressed."""
        return self.labels.total()

    @property
    def claims_per_1000_words(self) -> float:
        """0 where there are no words."""
        return 1000 * self.claims / self.words if self.words else 0.0

    @property
    def shares(self) -> Mapping[Label, float]:
        """The share of each label in all claims, 0 to 1; 0 where there are none."""
        total = self.claims or 1
        return {label: self.labels[label] / total for label in LABELS}

    @property
    def worst(self) -> list[ArticleSum]:
        """Those with the most unsafe claims, then overstated, then anecdotal; the worst first."""
        return sorted(self._worst, reverse=True)

    def watch(self, results: Iterator[Review | Failure]) -> Iterator[Review | Failure]:
        """Pass results on and count them."""
        for result in results:
            if isinstance(result, Failure):
                self.unreadable += 1
                if len(self.failures) < MOST_LISTED:
                    self.failures.append(result)
            else:
                self._add(result)
            yield result

    def _add(self, review: Review) -> None:
        self.articles += 1
        self.words += review.words
        self.without_claims += not review.findings
        findings = [found for found in review.findings if found.suppressed is None]
        self.suppressed += len(review.findings) - len(findings)
        labels = Counter(found.claim.label for found in findings)
        self.labels.update(labels)
        self.articles_by_label.update(set(labels))
        self._add_asked([found for found in findings if found.claim.label in _ASKED])
        self._add_worst(review, tuple(labels[label] for label in _ASKED))

    def _add_asked(self, findings: list[Finding]) -> None:
        rules = Counter(found.rule for found in findings)
        self.rules.update(rules)
        self.articles_by_rule.update(set(rules))
        self.advice.update(found.advice for found in findings)

    def _add_worst(self, review: Review, asked: tuple[int, ...]) -> None:
        if not any(asked):
            return
        heapq.heappush(self._worst, ArticleSum(asked, -self.articles, review.path, review.words))
        if len(self._worst) > MOST_LISTED:
            heapq.heappop(self._worst)

    def record(self) -> dict[str, Any]:
        """The figures as JSON has them; shares are from 0 to 1 with four places."""
        return {
            "articles": self.articles,
            "unreadable": self.unreadable,
            "without_claims": self.without_claims,
            "words": self.words,
            "claims": self.claims,
            "claims_per_1000_words": round(self.claims_per_1000_words, 2),
            "labels": {
                label.value: {
                    "claims": self.labels[label],
                    "share": round(share, 4),
                    "articles": self.articles_by_label[label],
                }
                for label, share in self.shares.items()
            },
            "suppressed": self.suppressed,
            "worst_articles": [
                {"path": one.path, "words": one.words, **asked_by_name(one)} for one in self.worst
            ],
            "commonest_rules": [
                {"rule": rule, "claims": count, "articles": self.articles_by_rule[rule]}
                for rule, count in commonest(self.rules)
            ],
            "commonest_advice": [
                {"advice": text, "claims": count} for text, count in commonest(self.advice)
            ],
        }


def asked_by_name(article: ArticleSum) -> dict[str, int]:
    """Its claims by label, the worst label first; supported ones are not counted."""
    return {label.value: count for label, count in zip(_ASKED, article.asked, strict=True)}


def commonest(counted: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first; among equals by the alphabet, for an order that stays."""
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_LISTED]
