"""Dividing a corpus by document into train and held-out."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from sys import intern
from typing import Any

from claimcheck.corpus.documents import document_line
from claimcheck.corpus.near import THRESHOLD, NearIndex
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import ConfigError
from claimcheck.output import atomic_writer

Documents = Callable[[], Iterable[LabelledDocument]]
"""Starts reading the same documents from the beginning."""


@dataclass(frozen=True, slots=True)
class SplitReport:
    """How many documents went where; `kept_together` counts those with near-duplicates."""

    train: int
    held_out: int
    kept_together: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Family:
    """Documents that must not be parted, with their commonest style and their drawn lot."""

    members: tuple[int, ...]
    style: str
    lot: int


def split_documents(
    documents: Documents,
    train: str | Path,
    held_out: str | Path,
    share: float = 0.15,
    seed: int = 0,
    threshold: float = THRESHOLD,
) -> SplitReport:
    """Write `share` (0 to 1) of the documents to `held_out`, the rest to `train`.

    Near-duplicates stay together, styles are kept in proportion as far as that allows. The lot of
    a document hangs on seed and id, not on its place in the file.
    """
    if not 0 < share < 1:
        raise ConfigError(f"the held-out share must lie between 0 and 1, not at {share}")
    families = _families(documents(), seed, threshold)
    chosen = _choose(families, share)
    counts = [0, 0]
    with ExitStack() as stack:
        files = [stack.enter_context(atomic_writer(path)) for path in (train, held_out)]
        for number, document in enumerate(documents()):
            side = number in chosen
            files[side].write(document_line(document))
            counts[side] += 1
    together = sum(len(family.members) for family in families if len(family.members) > 1)
    return SplitReport(counts[0], counts[1], together)


def _families(documents: Iterable[LabelledDocument], seed: int, threshold: float) -> list[_Family]:
    """All families; of a document its number, style and lot stay in memory, its words do not."""
    styles: list[str] = []
    lots = array("Q")
    members: dict[int, list[int]] = defaultdict(list)
    with closing(NearIndex(threshold)) as index:
        for document in documents:
            index.add(document.text)
            styles.append(intern(str(document.meta.get("style", ""))))
            lots.append(_lot(document.id, seed))
        for number, root in enumerate(index.groups()):
            members[root].append(number)
    return [
        _Family(
            tuple(group),
            min(Counter(styles[one] for one in group).items(), key=lambda i: (-i[1], i[0]))[0],
            min(lots[one] for one in group),
        )
        for group in members.values()
    ]


def _lot(identity: str, seed: int) -> int:
    digest = blake2b(f"{seed}:{identity}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _choose(families: Sequence[_Family], share: float) -> set[int]:
    """The documents to hold out: by style, families in the order of their lots, while they fit."""
    styles: dict[str, list[_Family]] = defaultdict(list)
    for family in sorted(families, key=lambda family: family.lot):
        styles[family.style].append(family)
    sizes = {
        style: sum(len(one.members) for one in group) for style, group in sorted(styles.items())
    }
    chosen: set[int] = set()
    for style, quota in _quotas(sizes, share).items():
        left = quota
        for family in styles[style]:
            if len(family.members) <= left:
                chosen.update(family.members)
                left -= len(family.members)
    return chosen


def _quotas(sizes: dict[str, int], share: float) -> dict[str, int]:
    """Whole documents to hold out of each style: largest remainders, so that the sum is right."""
    quotas = {style: int(size * share) for style, size in sizes.items()}
    missing = round(sum(sizes.values()) * share) - sum(quotas.values())
    by_rest = sorted(sizes, key=lambda style: (quotas[style] - sizes[style] * share, style))
    for style in by_rest[:missing]:
        quotas[style] += 1
    return quotas
