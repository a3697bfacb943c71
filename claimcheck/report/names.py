"""What the files are called that a report makes of articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, count, repeat
from pathlib import PurePosixPath

from claimcheck.readers import READERS, STDIN
from claimcheck.readers.formats import suffix_of
from claimcheck.report.words import flat, relative_path

_UNFIT = re.compile(r'[<>:"\\|?*]')
"""What no file name on Windows can hold."""


_REVIEWED = re.compile(r"(.+\.reviewed)(?:-(\d+))?")
"""The stem of a file that came from an earlier review, and which review of it that was."""


class FileNames:
    """Names such as 'drafts/kratom.reviewed.docx', no two of them alike on any file system.

    `exists` says whether there is a file of that name, `kept` whether it must not be replaced.
    """

    def __init__(
        self,
        suffix: str,
        exists: Callable[[str], bool] = lambda name: False,
        kept: Callable[[str], bool] = lambda name: False,
    ) -> None:
        self._suffix, self._exists, self._kept = suffix, exists, kept
        self._taken: set[str] = set()

    def name(self, source: str) -> str:
        """The name for the file made of an article, in the article's folder as seen from here.

        An article from elsewhere has none of its folders in the name. Where names clash, that of
        the later article has its suffix in it, or a number. Where somebody has worked on what an
        earlier review made, that is kept, and this one gets the next number. The review of such a
        file has the next number for which there is none.
        """
        found = next(one for one in self._candidates(source) if one.casefold() not in self._taken)
        self._taken.add(found.casefold())
        return found

    def _candidates(self, source: str) -> Iterator[str]:
        path = _path(source)
        earlier = _REVIEWED.fullmatch(path.stem) if path.suffix.lower() == self._suffix else None
        if earlier is None:
            return chain.from_iterable(map(self._unkept, repeat(path), _stems(path)))
        names = (self._named(path, stem) for stem in _later_stems(earlier))
        return (name for name in names if not self._exists(name))

    def _unkept(self, path: PurePosixPath, stem: str) -> Iterator[str]:
        """The name with that stem, and with a number only where it is kept and taken by nobody."""
        name = self._named(path, f"{stem}.reviewed")
        numbered = (self._named(path, f"{stem}.reviewed-{number}") for number in count(2))
        if not self._kept(name):
            yield name
        elif name.casefold() not in self._taken:
            yield next(one for one in numbered if not self._kept(one))

    def _named(self, path: PurePosixPath, stem: str) -> str:
        return str(path.with_name(stem + self._suffix))


def _stems(path: PurePosixPath) -> Iterator[str]:
    """What a file made of an article may be called, the best first."""
    stem = path.stem if suffix_of(path.name) in READERS else path.name
    return chain((stem, path.name), (f"{path.name}-{number}" for number in count(2)))


def _later_stems(earlier: re.Match[str]) -> Iterator[str]:
    """What a file made of a reviewed one may be called: the same, then what number it is."""
    later = count(int(earlier[2] or 1) + 1)
    return chain((earlier[0],), (f"{earlier[1]}-{number}" for number in later))


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
