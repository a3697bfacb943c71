"""Many articles: read, looked up among the reviews that are kept, reviewed, in their order.

Memory holds a few lots at a time, however many articles there are. Where every review is found,
neither spaCy nor the model is loaded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.cache.keys import Keys
from claimcheck.cache.reviews import ReviewStore
from claimcheck.classifier.info import find_model
from claimcheck.datatypes import Article, Failure, Review
from claimcheck.readers import Ignored, ReadOptions, Source, find_sources, read_source
from claimcheck.workers import Pending, Workers

_LOT_ITEMS = 8
"""Articles that are lost at most with a process: they are kept when their lot is done."""
_LOT_CHARACTERS = 400_000

Results = Generator[Review | Failure, None, None]
"""To be closed by who does not want them all: processes may be at work on more."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An article to review, or what takes no review: a failure, or one that was kept.

    `key` is what to keep the review under.
    """

    result: Article | Review | Failure
    key: bytes | None = None


def review_paths(
    paths: Iterable[str | Path],
    *,
    model: str | Path | None = None,
    jobs: int = 1,
    stdin_name: str | None = None,
    ignored: Ignored | None = None,
    read: ReadOptions | None = None,
    stores: Sequence[ReviewStore] = (),
) -> Results:
    """Review files, directories and globs, in order; what cannot be read leaves a Failure.

    `ignored` says what a search of folders passes over; without it, what the command does. Reviews
    are taken from the first of the `stores` that has them, and new ones are kept in each. Raises
    ModelError for a model that is not there or cannot be used.
    """
    read, folder = read or ReadOptions(), find_model(model)
    sources = find_sources(map(str, paths), stdin_name=stdin_name, ignored=ignored)
    found = _Finder(read, Keys(folder, read) if stores else None, stores)
    items = (item for source in sources for item in found.items(source))
    return review_items(items, Workers(folder, jobs), stores, ahead=2 * jobs if jobs > 1 else 1)


class _Finder:
    """Turns sources into items, with the reviews that are kept."""

    def __init__(self, read: ReadOptions, keys: Keys | None, stores: Sequence[ReviewStore]) -> None:
        self._read, self._keys, self._stores = read, keys, stores

    def items(self, source: Source | Failure) -> Iterator[_Item]:
        if isinstance(source, Failure):
            yield _Item(source)
            return
        key = self._keys.of_source(source) if self._keys and source.data is not None else None
        if key and (kept := self._kept(key, source.name)):
            yield _Item(kept)
            return
        for result in read_source(source, self._read):
            if isinstance(result, Failure):
                yield _Item(result)
            elif key and result.source == source.name:
                yield _Item(result, key)
            else:
                yield self._one_of_many(result)

    def _one_of_many(self, article: Article) -> _Item:
        if self._keys is None:
            return _Item(article)
        key = self._keys.of_article(article)
        return _Item(self._kept(key, article.source) or article, key)

    def _kept(self, key: bytes, name: str) -> Review | None:
        for store in self._stores:
            if review := store.get(key):
                return replace(review, article=replace(review.article, source=name))
        return None


def review_items(
    items: Iterable[_Item], workers: Workers, stores: Sequence[ReviewStore], *, ahead: int
) -> Results:
    """Review what is to be reviewed, at most `ahead` lots before what is asked for."""
    with closing(workers):
        under_way: deque[tuple[list[_Item], Pending]] = deque()
        for lot in _lots(items):
            articles = [item.result for item in lot if isinstance(item.result, Article)]
            under_way.append((lot, workers.submit(articles) if articles else tuple))
            if len(under_way) >= ahead:
                yield from _finished(*under_way.popleft(), stores)
        while under_way:
            yield from _finished(*under_way.popleft(), stores)


def _finished(
    lot: list[_Item], pending: Pending, stores: Sequence[ReviewStore]
) -> Iterator[Review | Failure]:
    """The results of a lot in their order; a new review is kept before it goes on."""
    reviews = iter(pending())
    for item in lot:
        if not isinstance(item.result, Article):
            yield item.result
            continue
        review = next(reviews)
        if item.key:
            for store in stores:
                store.put(item.key, review)
        yield review


def _lots(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    lot: list[_Item] = []
    characters = 0
    for item in items:
        lot.append(item)
        characters += 0 if isinstance(item.result, Failure) else _length(item.result)
        if len(lot) >= _LOT_ITEMS or characters >= _LOT_CHARACTERS:
            yield lot
            lot, characters = [], 0
    if lot:
        yield lot


def _length(result: Article | Review) -> int:
    return len(result.text if isinstance(result, Article) else result.article.text)
