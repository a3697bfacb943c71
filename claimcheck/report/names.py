"""What the files are called that a report makes of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, count
from pathlib import PurePosixPath

from claimcheck.readers import READERS, STDIN
from claimcheck.readers.formats import suffix_of
from claimcheck.report.words import flat, relative_path

_UNFIT = re.compile(r'[<>:"\\|?*]')
"""What no file name on Windows can hold."""


class FileNames:
    """Names such as 'drafts/kratom.reviewed.docx', no two of them alike on any file system."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._taken: set[str] = set()

    def name(self, source: str) -> str:
        """The name for the file made of an article, in the article's folder as seen from here.

        An article from elsewhere has none of its folders in the name. Where names clash, that of
        the later article has its suffix in it, or a number.
        """
        found = next(one for one in self._candidates(source) if one.casefold() not in self._taken)
        self._taken.add(found.casefold())
        return found

    def _candidates(self, source: str) -> Iterator[str]:
        path = _path(source)
        stem = path.stem if suffix_of(path.name) in READERS else path.name
        numbered = (f"{path.name}-{number}" for number in count(2))
        for name in chain((stem, path.name), numbered):
            yield str(path.with_name(f"{name}.reviewed{self._suffix}"))


def _path(source: str) -> PurePosixPath:
    """A path below the working directory, of names that every system takes."""
    if source == STDIN:
        return PurePosixPath("stdin")
    seen = PurePosixPath(relative_path(source))
    parts = (seen.name,) if seen.is_absolute() or ".." in seen.parts else seen.parts
    return PurePosixPath(*map(_fit, parts or ("",)))


def _fit(part: str) -> str:
    """A name that every system takes: what cannot be seen in it is gone, and it leads nowhere."""
    name = _UNFIT.sub("-", flat(part))
    return name if name.strip(". ") else "article"
