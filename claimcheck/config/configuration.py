"""The settings of a run: defaults, file, per-path tables, environment and flags put together."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config.files import SettingsFile, find_file, read_file
from claimcheck.config.layers import Layer, from_environment, from_flags, overlay
from claimcheck.config.settings import Settings
from claimcheck.errors import ConfigError
from claimcheck.readers import Ignored
from claimcheck.readers.own import is_report

CONFIG_VARIABLE = "CLAIMCHECK_CONFIG"

Flags = Mapping[str, bool | Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a run, and where each comes from."""

    file: SettingsFile | None
    root: Path
    strong: Layer
    """What environment and flags set: it stands over every file."""

    @property
    def given(self) -> Layer:
        """Every value that is not a default, with its origin."""
        return {**(self.file.layer if self.file else {}), **self.strong}

    @property
    def settings(self) -> Settings:
        """The settings for articles that no per-path table speaks of."""
        return overlay(self.given)

    def settings_for(self, path: str) -> Settings:
        """The settings for the article that the user called `path`; later tables win."""
        tables = self._tables_for(path)
        if self.file is None or not tables:
            return self.settings
        return overlay(self.file.layer, *tables, self.strong)

    def _tables_for(self, path: str) -> list[Layer]:
        if self.file is None or not self.file.per_path:
            return []
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        return [table.layer for table in self.file.per_path if table.applies(relative)]

    def ignored(self) -> Ignored:
        """What a search for articles passes over."""
        settings = self.settings
        return Ignored(
            (*settings.exclude, *settings.extend_exclude),
            root=self.root,
            gitignore=settings.respect_gitignore,
            force=settings.force_exclude,
            report=settings.output if settings.output and is_report(settings.output) else None,
        )


def configure(
    flags: Flags | None = None,
    *,
    config: Path | None = None,
    isolated: bool = False,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Configuration:
    """The configuration of a run in `folder`, the working directory by default.

    `config` names the settings file, as the variable CLAIMCHECK_CONFIG does, and what is in it is
    relative to the folder; otherwise a file is looked for. `isolated` reads none.
    ConfigError tells what cannot be read or makes no sense.
    """
    environment = os.environ if environment is None else environment
    strong = {**from_environment(environment), **from_flags(flags or {})}
    folder = folder or Path.cwd()
    file = _file(folder, config, isolated, environment)
    return Configuration(file, file.root if file else folder, strong)


def _file(
    folder: Path, config: Path | None, isolated: bool, environment: Mapping[str, str]
) -> SettingsFile | None:
    if isolated:
        if config is not None:
            raise ConfigError("--config and --isolated do not go together; give one of them")
        return None
    named = config or (Path(text) if (text := environment.get(CONFIG_VARIABLE)) else None)
    return read_file(named, folder) if named else find_file(folder, environment)
