"""What a run keeps: the cache, and with --resume what is done of a report that is not finished."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from claimcheck.cache.place import cache_file, state_file
from claimcheck.cache.reviews import ReviewStore
from claimcheck.cache.table import remove
from claimcheck.cli import EXIT_INTERRUPTED
from claimcheck.cli.streams import tell
from claimcheck.config.settings import Settings
from claimcheck.errors import ConfigError
from claimcheck.output import remove_leftovers
from claimcheck.report import FILE_WRITERS
from claimcheck.report.style import printable

_MIB = 2**20


@contextmanager
def kept_reviews(settings: Settings) -> Iterator[list[ReviewStore]]:
    """The stores of a run, for as long as it lasts; an interrupted one is told how to go on.

    Where the run ends without an error, what --resume has kept is no longer needed and goes.
    """
    state = _state(settings)
    cache = _cache(settings)
    stores = [store for store in (state, cache) if store is not None]
    try:
        yield stores
    except (KeyboardInterrupt, SystemExit) as end:
        tell(f"interrupted: {_how_to_go_on(state, cache)}")
        raise SystemExit(end.code if isinstance(end, SystemExit) else EXIT_INTERRUPTED) from end
    else:
        if state is not None:
            state.close()
            remove(state.path)
    finally:
        for store in stores:
            store.close()


def _cache(settings: Settings) -> ReviewStore | None:
    if not settings.cache:
        return None
    return ReviewStore(cache_file(settings.cache_dir), _warn, limit=settings.cache_size * _MIB)


def _state(settings: Settings) -> ReviewStore | None:
    if not settings.resume:
        return None
    output = settings.output
    fit = output is not None and (
        output.is_file()
        or not output.exists()
        or (output.is_dir() and settings.format in FILE_WRITERS)
    )
    if output is None or not fit:
        raise ConfigError("--resume needs a file: say with --output where the report goes")
    if not output.parent.is_dir():
        raise ConfigError(f"--output {output}: there is no directory {output.parent}")
    try:
        store = ReviewStore(state_file(output), _warn, alone=True)
    except sqlite3.OperationalError as error:
        raise ConfigError(
            f"--output {output}: another run with --resume is writing it; wait for its end"
        ) from error
    remove_leftovers(output)
    return store


def _how_to_go_on(state: ReviewStore | None, cache: ReviewStore | None) -> str:
    for store in (state, cache):
        if store is not None and store.usable:
            return f"what is done is kept in {store.path}; run the same command again to go on"
    return "nothing is kept of what is done; a run with --resume and --output can be gone on with"


def _warn(message: str) -> None:
    tell(f"warning: {printable(message)}")
