"""TOML files whose keys have a place that can be told."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimcheck.errors import ConfigError

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file as text and as tables."""

    path: Path
    text: str
    content: Mapping[str, Any]

    @property
    def shown(self) -> str:
        return shown_path(self.path)

    def table(self, keys: Sequence[str]) -> Any:
        """What stands under `keys`, or None."""
        return _under(self.content, keys)

    def place(self, keys: Sequence[str]) -> str:
        """Where the last of `keys` stands: 'path:line:column', counted from 1."""
        line, column = self._position(keys)
        return f"{self.shown}:{line}:{column}"

    def line(self, keys: Sequence[str]) -> int:
        return self._position(keys)[0]

    def _position(self, keys: Sequence[str]) -> tuple[int, int]:
        """tomllib tells no positions: the statement is the one with which `keys` appear."""
        lines = self.text.splitlines(keepends=True)
        start = 0
        for end in range(1, len(lines) + 1):
            try:
                content = tomllib.loads("".join(lines[:end]))
            except tomllib.TOMLDecodeError:
                continue
            if _under(content, keys) is not None:
                return _find_key("".join(lines[start:end]), keys[-1], start + 1)
            start = end
        return 1, 1


def read_toml(path: Path) -> TomlFile:
    """The TOML file at `path`; ConfigError tells what is wrong with it and where."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ConfigError(f"{shown_path(path)}: cannot be read ({why}); check the path") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{shown_path(path)}: is not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from error
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at, message = _AT.search(str(error)), _AT.sub("", str(error))
        *before, last = text.split("\n")
        place = f"{at[1]}:{at[2]}" if at and at[1] else f"{len(before) + 1}:{len(last) + 1}"
        raise ConfigError(f"{shown_path(path)}:{place}: not valid TOML: {message}") from error
    except (ValueError, RecursionError) as error:
        # numbers of thousands of digits, lists in lists without end
        raise ConfigError(f"{shown_path(path)}: cannot be read as TOML ({error})") from error


def shown_path(path: Path) -> str:
    """`path` as people want to see it: relative where it lies below the working directory."""
    absolute = path.absolute()
    here = Path(os.getcwd())
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)


def _under(content: Any, keys: Sequence[str]) -> Any:
    for key in keys:
        if not isinstance(content, dict) or key not in content:
            return None
        content = content[key]
    return content


def _find_key(statement: str, key: str, first_line: int) -> tuple[int, int]:
    """Line and column of `key` in a statement that holds it."""
    quoted = re.escape(key).join(["['\"]?", "['\"]?"])
    found = re.search(rf"(?<![\w-]){quoted}(?=\s*[=.\]])", statement)
    at = found.start() if found else len(statement) - len(statement.lstrip())
    before = statement[:at]
    return first_line + before.count("\n"), at - (before.rfind("\n") + 1) + 1
