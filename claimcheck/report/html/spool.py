"""Texts kept on disk until the order in which they are wanted is known."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from types import TracebackType

_IN_MEMORY = 8 * 2**20


class Spool:
    """Small amounts stay in memory; beyond 8 MiB a temporary file without a name holds them."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, text: str) -> tuple[int, int]:
        """Keep a text; the result is its place, to read it back by."""
        data = text.encode("utf-8")
        start = self._file.seek(0, 2)
        self._file.write(data)
        return start, len(data)

    def read(self, place: tuple[int, int]) -> str:
        """The text at a place that `add` has given."""
        start, length = place
        self._file.seek(start)
        return self._file.read(length).decode("utf-8")
