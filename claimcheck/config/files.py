"""Settings files: where they are found, and what they say.

One file speaks for a run: the nearest in the working directory and the folders above it, else the
user's own. Files are not merged.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimcheck.config.layers import Given, Layer
from claimcheck.config.settings import ENTRIES
from claimcheck.config.toml import TomlFile, read_toml
from claimcheck.errors import ConfigError
from claimcheck.patterns import Pattern, matches_below, parse_pattern
from claimcheck.suggest import did_you_mean

PYPROJECT = "pyproject.toml"
NAMES = (".claimcheck.toml", "claimcheck.toml", PYPROJECT)
PER_PATH = "per-path"
_TABLE = ("tool", "claimcheck")


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What a file sets for the paths that a pattern matches."""

    name: str
    pattern: Pattern
    layer: Layer

    def applies(self, path: str) -> bool:
        """Whether they are for `path`, which is relative to the root of the settings."""
        plain = replace(self.pattern, negated=False)
        return matches_below([plain], path) != self.pattern.negated


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What a settings file says. Paths and patterns in it are relative to `root`."""

    path: Path
    root: Path
    layer: Layer
    per_path: tuple[PathSettings, ...]


def find_file(start: Path, environment: Mapping[str, str]) -> SettingsFile | None:
    """The nearest settings file of `start` and the folders above it, else the user's own.

    A pyproject.toml without [tool.claimcheck] is none.
    """
    for folder in (start.absolute(), *start.absolute().parents):
        for name in NAMES:
            file = _read_if_ours(folder / name)
            if file is not None:
                return settings_of(file, folder)
    home = environment.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    own = Path(home, "claimcheck", "claimcheck.toml")
    return settings_of(read_toml(own), start.absolute()) if own.is_file() else None


def read_file(path: Path, root: Path) -> SettingsFile:
    """The settings file at `path`; ConfigError tells all that is wrong with it."""
    return settings_of(read_toml(path), root.absolute())


def _read_if_ours(path: Path) -> TomlFile | None:
    if not path.is_file():
        return None
    if path.name == PYPROJECT:
        if b"claimcheck" not in path.read_bytes():
            return None
        file = read_toml(path)
        return None if file.table(_TABLE) is None else file
    return read_toml(path)


def settings_of(file: TomlFile, root: Path) -> SettingsFile:
    """The settings in a TOML file; ConfigError tells all that is wrong with them, one a line."""
    reader = _Reader(file, root)
    keys = _TABLE if file.path.name == PYPROJECT else ()
    table = file.table(keys)
    if not isinstance(table, dict):
        raise ConfigError(f"{file.place(keys)}: must be a table of settings")
    layer = reader.layer(table, keys, per_path=False)
    per_path = tuple(reader.per_path(table.get(PER_PATH, {}), (*keys, PER_PATH)))
    if reader.problems:
        raise ConfigError("\n".join(reader.problems))
    return SettingsFile(file.path, root, layer, per_path)


class _Reader:
    """Reads the tables of one file; what is wrong is kept in `problems`."""

    def __init__(self, file: TomlFile, root: Path) -> None:
        self.file, self.root = file, root
        self.problems: list[str] = []

    def layer(self, table: Mapping[str, Any], keys: Sequence[str], *, per_path: bool) -> Layer:
        """The settings of a table that stands under `keys`."""
        found = {}
        for key, value in table.items():
            if key == PER_PATH and not per_path:
                continue
            entry, place = ENTRIES.get(key), (*keys, key)
            fault = key_fault(key, per_path=per_path)
            if fault or entry is None:
                self._tell(place, fault)
                continue
            try:
                read = entry.about.kind.rooted(entry.about.kind.parse(value), self.root)
            except ValueError as error:
                self._tell(place, f"{key}: {error}")
                continue
            found[key] = Given(read, f"{self.file.shown}:{self.file.line(place)}")
        return found

    def per_path(self, tables: Any, keys: Sequence[str]) -> Iterator[PathSettings]:
        """The settings of the tables `[per-path."pattern"]`, in the order of the file."""
        if not isinstance(tables, dict):
            self._tell(keys, f'must be tables such as [{PER_PATH}."blog/**"]')
            return
        for name, table in tables.items():
            place = (*keys, name)
            pattern = parse_pattern(name)
            if pattern is None or not isinstance(table, dict):
                self._tell(place, "must be a table of settings, named by a pattern of paths")
            else:
                yield PathSettings(name, pattern, self.layer(table, place, per_path=True))

    def _tell(self, keys: Sequence[str], fault: str) -> None:
        self.problems.append(f"{self.file.place(keys)}: {fault}")


def key_fault(key: str, *, per_path: bool = False) -> str:
    """What is wrong with the name of a setting, or nothing; `per_path` names are fewer."""
    entry = ENTRIES.get(key)
    known = [
        name
        for name, one in ENTRIES.items()
        if (one.about.per_path if per_path else one.about.in_file)
    ]
    if entry is None:
        hint = did_you_mean(key, known if per_path else [*known, PER_PATH])
        return f"unknown key '{key}'{hint or '; `claimcheck config` lists the keys'}"
    if key in known:
        return ""
    if not entry.about.in_file:
        return f"'{key}' belongs to one run and not into a file; give --{key}"
    return f"'{key}' cannot be set by path; only {', '.join(known)} can"
