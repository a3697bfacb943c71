"""What a search for articles passes over: exclude patterns, .claimcheckignore, .gitignore."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.errors import ConfigError
from claimcheck.patterns import Pattern, parse_patterns, verdict

EXCLUDE = (
    ".*",
    "~$*",
    "*.reviewed.docx",
    "*.reviewed-[0-9].docx",
    "CVS/",
    "__pycache__/",
    "node_modules/",
    "site-packages/",
    "venv/",
)
"""Passed over unless somebody says otherwise: what is hidden, marks of open documents, the copies
that claimcheck made, tools."""
IGNORE_FILE = ".claimcheckignore"
_GIT_FILE = ".gitignore"
_GIT_EXCLUDE = ".git/info/exclude"

_Rules = tuple[tuple[str, tuple[Pattern, ...]], ...]
"""Patterns with the folder they are relative to, the deepest folder first."""
_MOST_KNOWN = 4096
"""Folders whose rules are remembered."""


class Ignored:
    """Says of a path whether a search passes over it.

    `exclude` is relative to `root` and in gitignore syntax; `.claimcheckignore` speaks in its
    folder and below, and so does `.gitignore` within a git repository. The first of the three that
    says anything decides. `force` asks it of paths that were named as well, and not only of those
    found in folders. `report` is the file that the run writes, if an earlier report stands there.
    ConfigError where an ignore file cannot be read.
    """

    def __init__(
        self,
        exclude: Sequence[str] = EXCLUDE,
        *,
        root: str | Path = ".",
        gitignore: bool = True,
        force: bool = False,
        report: str | Path | None = None,
    ) -> None:
        self.force = force
        self._report = os.path.realpath(report) if report else ""
        self._root = os.path.abspath(root)
        self._exclude = parse_patterns(exclude)
        self._gitignore = gitignore
        self._own_rules = _Inherited(_read_own)
        self._git_rules = _Inherited(_read_git)

    def entry(self, path: str, is_folder: bool) -> bool:
        """Whether to pass over `path`, whose folder is not passed over."""
        path = os.path.abspath(path)
        if self._is_report(path) or verdict(self._exclude, self._relative(path), is_folder):
            return True
        folder = os.path.dirname(path)
        said = _said(self._own_rules(folder) or (), path, is_folder)
        if said is None and self._gitignore:
            said = _said(self._git_rules(folder) or (), path, is_folder)
        return bool(said)

    def named(self, path: str, base: str | None = None) -> bool:
        """Whether to pass over `path` or a folder it lies in, as far up as `base` or the root."""
        path = os.path.abspath(path)
        top = self._root if base is None else os.path.abspath(base)
        if not _below(top, path):
            top = os.path.dirname(path)
        step = path
        while step != top:
            if self.entry(step, step != path or os.path.isdir(path)):
                return True
            step = os.path.dirname(step)
        return False

    def _is_report(self, path: str) -> bool:
        same = os.path.basename(path) == os.path.basename(self._report)
        return same and os.path.realpath(path) == self._report

    def _relative(self, path: str) -> str:
        """`path` as the exclude patterns see it; what is not below the root is seen from '/'."""
        return _below(self._root, path) or path.lstrip("/")


class _Inherited:
    """The rules of folders, each of which `read` makes of the folder and the rules above it."""

    def __init__(self, read: Callable[[str, _Rules | None], _Rules | None]) -> None:
        self._read, self._known = read, dict[str, _Rules | None]()

    def __call__(self, folder: str) -> _Rules | None:
        unknown = []
        while folder not in self._known and folder != os.path.dirname(folder):
            unknown.append(folder)
            folder = os.path.dirname(folder)
        rules = self._known.get(folder) if folder in self._known else self._read(folder, None)
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known[folder] = rules
        for below in reversed(unknown):
            rules = self._known[below] = self._read(below, rules)
        return rules


def _read_own(folder: str, above: _Rules | None) -> _Rules:
    return _rules(folder, os.path.join(folder, IGNORE_FILE)) + (above or ())


def _read_git(folder: str, above: _Rules | None) -> _Rules | None:
    """The rules of a folder up to the top of its git repository; None outside of one."""
    here = _rules(folder, os.path.join(folder, _GIT_FILE))
    if os.path.exists(os.path.join(folder, ".git")):
        return here + _rules(folder, os.path.join(folder, _GIT_EXCLUDE))
    return None if above is None else here + above


def _rules(folder: str, path: str) -> _Rules:
    """The patterns of one ignore file, if it is there and says anything."""
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            patterns = parse_patterns(file)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # nothing can be there
            return ()
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}); mend or remove it"
        ) from error
    return ((folder, patterns),) if patterns else ()


def _said(rules: _Rules, path: str, is_folder: bool) -> bool | None:
    """What the deepest rules that say anything about `path` say."""
    for folder, patterns in rules:
        said = verdict(patterns, _below(folder, path), is_folder)
        if said is not None:
            return said
    return None


def _below(folder: str, path: str) -> str:
    """`path` relative to `folder` with '/', or '' where it is not below it."""
    start = folder.rstrip(os.sep) + os.sep
    return path[len(start) :].replace(os.sep, "/") if path.startswith(start) else ""
