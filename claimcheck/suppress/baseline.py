"""The baseline: the claims that stood when it was written, kept in a file beside the articles.

    {"version": 1, "fingerprints": 1, "claims": [
    {"fingerprint": "eb97...", "path": "a.txt", "label": "unsafe", "text": "Mint cures cancer",
     "written": "2026-11-27"}
    ]}

An entry may also hold `reason`, `author` and `until` (a day, such as "2027-01-31"). Paths are
relative to the folder of the file, with '/'.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claimcheck.datatypes import EXTERNAL, Suppression
from claimcheck.errors import BaselineError
from claimcheck.fingerprint import VERSION as FINGERPRINTS
from claimcheck.labels import Label
from claimcheck.output import atomic_writer
from claimcheck.suggest import did_you_mean
from claimcheck.suppress.directives import parse_day

VERSION = 1
DEFAULT_FILE = ".claimcheck-baseline.json"
_NEEDED = ("fingerprint", "path", "label", "text", "written")
_OPTIONAL = ("reason", "author", "until")
_ARRAY = re.compile(r'(?<!\\)"claims"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_REWRITE = "mend it, or write it again with `claimcheck baseline write`"


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim that stands. `written` is the day on which it was first recorded."""

    fingerprint: str
    path: str
    label: Label
    text: str
    written: date
    reason: str = ""
    author: str = ""
    until: date | None = None

    @property
    def suppression(self) -> Suppression:
        return Suppression(self.reason, EXTERNAL, self.author, self.until)

    def record(self) -> dict[str, str]:
        """The entry as its file has it; what is not given is left out."""
        given = {
            "fingerprint": self.fingerprint,
            "path": self.path,
            "label": self.label.value,
            "text": self.text,
            "written": self.written.isoformat(),
            "reason": self.reason,
            "author": self.author,
            "until": self.until.isoformat() if self.until else "",
        }
        return {key: value for key, value in given.items() if value or key in _NEEDED}


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline file; BaselineError says what is wrong with it, and where."""
    text = _read(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        fault = f"is no JSON: {error.msg} at column {error.colno}"
        raise BaselineError(f"{fault}; {_REWRITE}", path, error.lineno) from None
    except RecursionError:
        raise BaselineError(f"is nested too deeply; {_REWRITE}", path, 1) from None
    except ValueError as error:  # a number of thousands of digits
        raise BaselineError(f"cannot be read as JSON ({error}); {_REWRITE}", path, 1) from None
    _check_head(content, path)
    return tuple(
        _entry(record, path, line)
        for record, line in zip(content["claims"], _entry_lines(text), strict=False)
    )


def write_baseline(path: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline file, whole or not at all: an entry a line, so that changes are easy to see.

    Entries are put in the order of their paths and else stay in the order given.
    """
    ordered = sorted(entries, key=lambda entry: entry.path)
    with atomic_writer(path) as file:
        file.write(f'{{"version": {VERSION}, "fingerprints": {FINGERPRINTS}, "claims": [')
        for number, entry in enumerate(ordered):
            file.write(",\n" if number else "\n")
            file.write(json.dumps(entry.record(), ensure_ascii=False))
        file.write("\n]}\n")


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        message = "there is no such baseline; write it with `claimcheck baseline write`"
        raise BaselineError(message, path) from None
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BaselineError(f"cannot be read ({why}); check the path", path) from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"is not UTF-8 at byte {error.start}; {_REWRITE}", path) from error


def _check_head(content: Any, path: Path) -> None:
    if not isinstance(content, dict) or not isinstance(content.get("claims"), list):
        raise BaselineError(f"is no baseline: it holds no list 'claims'; {_REWRITE}", path, 1)
    for key, ours in (("version", VERSION), ("fingerprints", FINGERPRINTS)):
        if content.get(key) != ours:
            found = json.dumps(content.get(key))
            message = f"'{key}' is {found} and should be {ours}; {_REWRITE}"
            raise BaselineError(message, path, 1)


def _entry_lines(text: str) -> Iterator[int]:
    """The line of each entry, from 1; `text` is known to be JSON."""
    opened = _ARRAY.search(text)
    decoder, line, at = json.JSONDecoder(), 1, 0
    while opened:
        between = _BETWEEN.match(text, at or opened.end())
        start = between.end() if between else at
        line += text.count("\n", at, start)
        yield line
        _, at = decoder.raw_decode(text, start)
        line += text.count("\n", start, at)


def _entry(record: Any, path: Path, line: int) -> Entry:
    if not isinstance(record, dict):
        raise BaselineError(f"an entry is no object; {_REWRITE}", path, line)
    _check_keys(record, path, line)
    try:
        return Entry(
            record["fingerprint"],
            record["path"],
            Label.parse(record["label"]),
            record["text"],
            parse_day(record["written"], "written"),
            record.get("reason", ""),
            record.get("author", ""),
            parse_day(record["until"]) if "until" in record else None,
        )
    except ValueError as error:
        raise BaselineError(str(error), path, line) from None


def _check_keys(record: Mapping[str, Any], path: Path, line: int) -> None:
    for key in _NEEDED:
        if key not in record:
            raise BaselineError(f"'{key}' is missing; {_REWRITE}", path, line)
    for key, value in record.items():
        if key not in _NEEDED + _OPTIONAL:
            hint = did_you_mean(key, _NEEDED + _OPTIONAL)
            raise BaselineError(f"unknown key '{key}'{hint}", path, line)
        if not isinstance(value, str):
            message = f"'{key}' must be a string, not {json.dumps(value)}"
            raise BaselineError(message, path, line)
