"""Printed text kept from giving orders to the program that runs a build.

Such a program reads what a step prints, stdout and stderr alike, and obeys the commands in it:
GitHub's `::set-output name=x::y` at the start of a line, behind blanks or not, and `##[add-mask]x`
anywhere in one; Azure's `##vso[...]` and TeamCity's `##teamcity[...]`. Articles, their names and
whatever quotes them would be obeyed as well.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from typing import Any, TextIO, cast

RUNNERS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""Variables that tell of such a program. Gitea, Forgejo and act set the first one too."""
_UNSEEN = r"[^!-~\r\n\x1b]"
"""Blanks, and all that GitHub's runner may overlook when it compares, as .NET does by language."""
_NO_MARK = r"[^\s!-@\[-`{-~\x1b]"
_STARTS = re.compile(rf"(?<=[\r\n])({_UNSEEN}*:{_UNSEEN}*):")
_INSIDE = re.compile(rf"(#{_NO_MARK}*#{_NO_MARK}*)\[")
_REMEMBERED = 200


class GuardedStream:
    """A text stream on which no line is a command, in whatever pieces it is written.

    A colon and a bracket become `\\u003a` and `\\u005b`, the same to a reader of JSON. It hides the
    bytes beneath, which would go round it; all else is the stream's own.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._before = "\n"

    def write(self, text: str) -> int:
        known = self._before + text
        safe = _INSIDE.sub(r"\1\\u005b", _STARTS.sub(r"\1\\u003a", known))
        self._before = _last_line(safe)[-_REMEMBERED:]
        self.stream.write(safe[len(known) - len(text) :])
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)


def _last_line(text: str) -> str:
    """What stands since the last line end, with that."""
    return text[max(text.rfind("\n"), text.rfind("\r"), 0) :]


def guarded(stream: TextIO) -> TextIO:
    """The stream, guarded where a build's runner may read it: not where it goes to a file."""
    if isinstance(stream, GuardedStream) or not any(map(os.environ.get, RUNNERS)):
        return stream
    return stream if _is_file(stream) else cast(TextIO, GuardedStream(stream))


def unguarded(stream: TextIO) -> TextIO:
    """The stream beneath, for what checks or escapes by itself all that it writes."""
    return stream.stream if isinstance(stream, GuardedStream) else stream


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:  # it has no file descriptor
        return False
