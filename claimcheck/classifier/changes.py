"""What another model does differently, claim by claim, on labelled articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from claimcheck.classifier.judged import Borders, Judged, hits, label_at
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import LABELS, Label


class Kind(StrEnum):
    """What became of a place in a text, the worst change first."""

    LOST = "lost"
    """A claim that the old model found and the new one misses."""
    WRONGED = "wronged"
    """Found by both; the old label was right, the new one is not."""
    RAISED = "raised"
    """No claim, but the new model takes it for one."""
    RELABELLED = "relabelled"
    """Found by both with different labels, neither right."""
    RIGHTED = "righted"
    """Found by both; the new label is right, the old one was not."""
    DROPPED = "dropped"
    """No claim, and only the old model took it for one."""
    WON = "won"
    """A claim that only the new model finds."""


@dataclass(frozen=True, slots=True)
class Change:
    """A place that the two models judge differently; a label is None where there is no claim."""

    kind: Kind
    id: str
    start: int
    end: int
    text: str
    gold: Label | None
    old: Label | None
    new: Label | None

    @property
    def severity(self) -> int:
        """Rank of the gold label; where nothing is gold, of the most severe one given."""
        ranks = [label.severity for label in (self.old, self.new) if label is not None]
        return self.gold.severity if self.gold is not None else max(ranks, default=-1)

    @property
    def label(self) -> Label:
        """The label under which the change is counted, that of its severity."""
        return LABELS[self.severity]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes between two models, most severe first."""

    old: str
    new: str
    n_articles: int
    found: tuple[Change, ...]

    @property
    def counts(self) -> dict[Label, Counter[Kind]]:
        """How many of each kind, for every label, the most severe first."""
        tally: dict[Label, Counter[Kind]] = {label: Counter() for label in reversed(LABELS)}
        for change in self.found:
            tally[change.label][change.kind] += 1
        return tally

    def as_dict(self) -> dict[str, Any]:
        return {
            "old": self.old,
            "new": self.new,
            "articles": self.n_articles,
            "counts": {
                label.value: {kind.value: tally[kind] for kind in Kind}
                for label, tally in self.counts.items()
            },
            "changes": [change.as_json() for change in self.found],
        }


def changes(
    old: Iterable[Judged], new: Iterable[Judged], names: tuple[str, str] = ("old", "new")
) -> Changes:
    """Compare two models' judgements of the same articles in the same order."""
    pairs = list(zip(old, new, strict=True))
    found = [change for before, after in pairs for change in _of_article(before, after)]
    order = list(Kind)
    found.sort(key=lambda item: (-item.severity, order.index(item.kind), item.id, item.start))
    return Changes(*names, len(pairs), tuple(found))


def _of_article(old: Judged, new: Judged) -> Iterator[Change]:
    for start, end, gold in _places(old, new):
        before, after = label_at((start, end), old.predicted), label_at((start, end), new.predicted)
        kind = kind_of(gold, before, after)
        if kind is not None:
            yield Change(kind, new.id, start, end, new.text[start:end], gold, before, after)


def kind_of(gold: Label | None, old: Label | None, new: Label | None) -> Kind | None:
    """What the change from one label to another means; None where nothing changed."""
    if old == new:
        return None
    if old is None:
        return Kind.RAISED if gold is None else Kind.WON
    if new is None:
        return Kind.DROPPED if gold is None else Kind.LOST
    if gold == old:
        return Kind.WRONGED
    return Kind.RIGHTED if gold == new else Kind.RELABELLED


def _places(old: Judged, new: Judged) -> Iterator[tuple[int, int, Label | None]]:
    """The gold claims, and every other place that one of the models takes for a claim."""
    for span in new.gold:
        yield span.start, span.end, span.label
    taken: list[Borders] = [(span.start, span.end) for span in new.gold]
    for span in (*old.predicted, *new.predicted):
        if not _meets(span, taken):
            taken.append((span.start, span.end))
            yield span.start, span.end, None


def _meets(span: LabelledSpan, taken: Sequence[Borders]) -> bool:
    return any(hits((span.start, span.end), place) for place in taken)
