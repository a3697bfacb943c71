"""What a conversion has to tell a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from claimcheck.cli.streams import tell
from claimcheck.corpus.formats.common import Notice
from claimcheck.corpus.spill import Records


class TellingNotices:
    """Tells every notice on stderr at once and keeps it on disk for a report."""

    def __init__(self) -> None:
        self._kept = Records()

    def append(self, notice: Notice) -> None:
        tell(str(notice))
        self._kept.append(asdict(notice))

    def __iter__(self) -> Iterator[Notice]:
        return (Notice(**record) for record in self._kept)
