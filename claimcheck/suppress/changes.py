"""What has changed in articles since a revision of their git repository."""

from __future__ import annotations

import os
import subprocess
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from claimcheck.datatypes import Article, Finding, Review
from claimcheck.errors import ConfigError
from claimcheck.suppress.ledger import STDIN, file_of
from claimcheck.suppress.patch import Lines, changed_lines

_DIFF = (
    "diff -U0 --inter-hunk-context=0 --find-renames --no-color --no-ext-diff --no-textconv "
    "--no-relative --ignore-submodules --src-prefix=a/ --dst-prefix=b/"
).split()

_SET_BY_HOOKS = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"))
"""Variables that git gives its hooks: they would tie every folder to one repository."""


class Changes:
    """The changes since `revision`, of the repositories in which articles lie.

    Files that git does not track count as changed throughout, and so do changed documents that have
    no lines. Raises ConfigError where there is no repository, or it does not know the revision.
    """

    def __init__(self, revision: str) -> None:
        self._revision = revision
        self._tops: dict[str, str] = {}
        self._repositories: dict[str, _Repository] = {}

    def check(self, paths: Iterable[str]) -> None:
        """Look at the repositories of what is to be reviewed, so that errors come at once."""
        for path in paths:
            if path == STDIN:
                raise ConfigError("--diff-base needs files: it cannot tell what changed in '-'")
            self._repository(path if os.path.isdir(path) else os.path.dirname(path))

    def only_changed(self, review: Review) -> Review:
        """The review with no findings but those on changed lines."""
        where, row = _split(review.path)
        path = os.path.realpath(where)
        repository = self._repository(os.path.dirname(path))
        relative = os.path.relpath(path, repository.top).replace(os.sep, "/")
        if relative not in repository.tracked:
            return review
        lines = repository.changed.get(relative, Lines())
        if lines is None or (review.article.places and lines != Lines()):
            return review
        if row is not None:
            return review if lines.touch(row, row) else replace(review, findings=())
        place = _LineNumbers(review.article)
        kept = (found for found in review.findings if lines.touch(*place.of(found)))
        return replace(review, findings=tuple(kept))

    def _repository(self, folder: str) -> _Repository:
        folder = _existing(folder)
        if folder not in self._tops:
            self._tops[folder] = _git(folder, "rev-parse", "--show-toplevel").decode(
                "utf-8", "surrogateescape"
            )[:-1]
        top = os.path.realpath(self._tops[folder])
        if top not in self._repositories:
            self._repositories[top] = _look(top, self._revision)
        return self._repositories[top]


@dataclass(frozen=True, slots=True)
class _Repository:
    top: str
    tracked: frozenset[str]
    changed: Mapping[str, Lines | None]


class _LineNumbers:
    """Lines as git counts them: only a line feed ends one."""

    def __init__(self, article: Article) -> None:
        self._ends = [at for at, sign in enumerate(article.text) if sign == "\n"]

    def of(self, finding: Finding) -> tuple[int, int]:
        """First and last line of a finding."""
        claim = finding.claim
        return bisect_left(self._ends, claim.start) + 1, bisect_left(self._ends, claim.end) + 1


def _split(source: str) -> tuple[str, int | None]:
    """The file of an article and, where that is JSON Lines, its line."""
    file = file_of(source)
    return file, int(source[len(file) + 1 :]) if file != source else None


def _existing(folder: str) -> str:
    """The folder, or the nearest above it that is there."""
    folder = os.path.realpath(folder)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


def _look(top: str, revision: str) -> _Repository:
    commit = f"{revision}^{{commit}}"
    known = _git(
        top,
        "rev-parse",
        "--verify",
        "--end-of-options",
        commit,
        fault=(
            f"--diff-base: '{revision}' is no revision of the repository {top}; "
            "fetch it, or see `git log`"
        ),
    )
    patch = _git(top, *_DIFF, known.decode().strip(), "--")
    names = _git(top, "ls-files", "-z").split(b"\0")
    tracked = frozenset(name.decode("utf-8", "surrogateescape") for name in names if name)
    return _Repository(top, tracked, changed_lines(patch))


def _git(folder: str, *args: str, fault: str = "") -> bytes:
    """What git writes; ConfigError with `fault`, or with what git says."""
    own = {name: value for name, value in os.environ.items() if name not in _SET_BY_HOOKS}
    command = ["git", "-C", folder, *args]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=own)
    except FileNotFoundError:
        raise ConfigError("--diff-base needs git, which is not installed") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise ConfigError(fault or f"--diff-base: {folder}: {said}")
    return done.stdout
