"""What a corpus holds: counts, shares, lengths, and the wordings that come back too often."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from claimcheck.corpus.named import Named
from claimcheck.corpus.sentences import Splitter, default_splitter, sentence_labels, sentences_of
from claimcheck.datatypes import LabelledDocument
from claimcheck.labels import LABELS

FRAME_WORDS = 4
FRAME_LIMIT = 0.003
"""The share of sentences above which one frame smells of a template."""
_KEPT_FRAMES = 400_000
_WORD = re.compile(r"[\w'’]+")
_KEPT_GROUPS = 20_000
"""So many styles and topics are told apart; those that come later are counted together."""
_UNKNOWN, _OTHERS = "(none)", "(others)"


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long things are: least, median, mean and most; all 0 where there is nothing."""

    least: int = 0
    median: float = 0
    mean: float = 0
    most: int = 0

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Lengths:
        """From a table of length to number of things."""
        values = sorted(Counter(counts).elements())
        if not values:
            return cls()
        mean = round(statistics.fmean(values), 1)
        return cls(values[0], statistics.median(values), mean, values[-1])


@dataclass(slots=True)
class Group:
    """The documents of one style or topic."""

    documents: int = 0
    sentences: int = 0
    claims: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Frame:
    """An opening of four words, how often it occurs, and its share of all, 0 to 1."""

    words: str
    count: int
    share: float


class Tally:
    """Counts first words in bounded memory.

    When too many different ones are held, those seen once are forgotten (lossy counting): what is
    rare may be undercounted, what is frequent stays exact to a few.
    """

    def __init__(self, kept: int = _KEPT_FRAMES) -> None:
        self._counts: Counter[str] = Counter()
        self._kept = kept

    def add(self, words: list[str]) -> None:
        if len(words) < FRAME_WORDS:
            return
        self._counts[" ".join(words[:FRAME_WORDS])] += 1
        if len(self._counts) > self._kept:
            self._counts = Counter({key: n - 1 for key, n in self._counts.items() if n > 1})

    def common(self, most: int) -> list[tuple[str, int]]:
        """The `most` commonest, equal ones in the order of the alphabet."""
        return sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))[:most]


@dataclass(slots=True)
class Stats:
    """The figures of a corpus; every share survives an empty one."""

    documents: int = 0
    sentences: int = 0
    without_claim: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    by_sentence: Counter[str] = field(default_factory=Counter)
    styles: dict[str, Group] = field(default_factory=dict)
    topics: dict[str, Group] = field(default_factory=dict)
    words: Counter[int] = field(default_factory=Counter)
    sentences_each: Counter[int] = field(default_factory=Counter)
    sentence_words: Counter[int] = field(default_factory=Counter)
    claim_words: Counter[int] = field(default_factory=Counter)
    openings: Tally = field(default_factory=Tally)
    frames: Tally = field(default_factory=Tally)
    named: Named = field(default_factory=Named)

    @property
    def share_without_claim(self) -> float:
        """Share of sentences that hold no claim, 0 to 1."""
        return self.without_claim / self.sentences if self.sentences else 0.0

    def add(self, document: LabelledDocument, split: Splitter) -> None:
        sentences = sentences_of(document, split)
        labels = sentence_labels(sentences, document.spans)
        claims = Counter(span.label.value for span in document.spans)
        self.documents += 1
        self.sentences += len(sentences)
        self.without_claim += labels.count(None)
        self.by_sentence.update(label.value if label else "none" for label in labels)
        self.claims.update(claims)
        for groups, key in ((self.styles, "style"), (self.topics, "topic")):
            name = str(document.meta.get(key) or _UNKNOWN)
            if name not in groups and len(groups) >= _KEPT_GROUPS:
                name = _OTHERS
            group = groups.setdefault(name, Group())
            group.documents += 1
            group.sentences += len(sentences)
            group.claims.update(claims)
        self.named.add(document.text)
        self._add_wording(document, [document.text[start:end] for start, end in sentences])

    def _add_wording(self, document: LabelledDocument, sentences: list[str]) -> None:
        worded = [_WORD.findall(sentence.lower()) for sentence in sentences]
        self.words[len(_WORD.findall(document.text))] += 1
        self.sentences_each[len(sentences)] += 1
        self.sentence_words.update(len(words) for words in worded)
        self.claim_words.update(
            len(_WORD.findall(document.text[span.start : span.end])) for span in document.spans
        )
        for words in worded:
            self.frames.add(words)
        self.openings.add(next((words for words in worded if words), []))

    def repeated(self, tally: Tally, most: int = 15) -> list[Frame]:
        """The commonest beginnings that occur more than once, with their share of all."""
        total = self.sentences if tally is self.frames else self.documents
        return [
            Frame(words, count, count / total)
            for words, count in tally.common(most)
            if count > 1 and total
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "documents": self.documents,
            "sentences": self.sentences,
            "share_without_claim": round(self.share_without_claim, 4),
            "claims": _four(self.claims),
            "sentences_by_label": {
                name: self.by_sentence[name] for name in ("none", *map(str, LABELS))
            },
            "named": self.named.as_json(),
            "styles": _groups(self.styles),
            "topics": _groups(self.topics),
            "lengths": {
                name: asdict(Lengths.of(counts)) for name, counts in self.lengths().items()
            },
            "openings": [asdict(frame) for frame in self.repeated(self.openings)],
            "frames": [asdict(frame) for frame in self.repeated(self.frames)],
        }

    def lengths(self) -> dict[str, Counter[int]]:
        return {
            "words_per_document": self.words,
            "sentences_per_document": self.sentences_each,
            "words_per_sentence": self.sentence_words,
            "words_per_claim": self.claim_words,
        }


def corpus_stats(documents: Iterable[LabelledDocument], split: Splitter | None = None) -> Stats:
    """The figures of `documents`; `split` finds the sentences of those without gold borders."""
    split, stats = split or default_splitter(), Stats()
    for document in documents:
        stats.add(document, split)
    return stats


def _four(claims: Counter[str]) -> dict[str, int]:
    return {label.value: claims[label.value] for label in LABELS}


def _groups(groups: Mapping[str, Group]) -> dict[str, Any]:
    ranked = sorted(groups.items(), key=lambda item: (-item[1].documents, item[0]))
    return {
        name: {"documents": group.documents, "sentences": group.sentences, **_four(group.claims)}
        for name, group in ranked
    }
