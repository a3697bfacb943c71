"""Values from several places, one laid over the other, each with where it came from."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimcheck.config.settings import ENTRIES, FLAGS, Settings
from claimcheck.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Given:
    """A value somebody gave, and where: '--jobs', 'environment CLAIMCHECK_MODEL', 'a.toml:3'."""

    value: Any
    origin: str


Layer = Mapping[str, Given]
"""Given values by key."""


def overlay(*layers: Layer) -> Settings:
    """The defaults with the layers over them, the later ones on top."""
    given = {key: one.value for layer in layers for key, one in layer.items()}
    return replace(Settings(), **{ENTRIES[key].name: value for key, value in given.items()})


def from_environment(environment: Mapping[str, str] | None = None) -> Layer:
    """What the environment sets; an empty variable is none. ConfigError names a bad one."""
    environment = os.environ if environment is None else environment
    found = {}
    for key, entry in ENTRIES.items():
        variable = entry.about.variable
        text = environment.get(variable) if variable else None
        if text:
            try:
                value = entry.about.kind.from_texts([text])
            except ValueError as error:
                raise ConfigError(f"environment variable {variable}: {error}") from error
            found[key] = Given(value, f"environment {variable}")
    return found


def from_flags(flags: Mapping[str, bool | Sequence[str] | None]) -> Layer:
    """What flags set, by field name; None or nothing is a flag that was not given."""
    found = {}
    for key in FLAGS:
        entry = ENTRIES[key]
        value = flags.get(entry.name)
        if isinstance(value, bool):
            found[key] = Given(value, f"--{'' if value else 'no-'}{key}")
        elif value:
            try:
                found[key] = Given(entry.about.kind.from_texts(value), f"--{key}")
            except ValueError as error:
                raise ConfigError(f"--{key}: {error}") from error
    return found
