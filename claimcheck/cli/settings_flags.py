"""The flags of `review`, made from the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from claimcheck.config import kinds
from claimcheck.config.settings import ENTRIES, FLAGS, Entry


class SettingType(click.ParamType[str]):
    """Checks a word by the kind of its setting and leaves it a word, for the overlay to read."""

    name = "setting"

    def __init__(self, kind: kinds.Kind) -> None:
        self.kind = kind

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return self.kind.metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            self.kind.from_texts([value])
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return value


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def settings_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command a flag for every setting; it takes them as keywords, None where not given."""
    return some_settings_flags(*FLAGS)(command)


def some_settings_flags(*keys: str) -> Decorator:
    """Give a command flags for some settings; the others are as files and environment say."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for key in reversed(keys):
            command = _flag(ENTRIES[key])(command)
        return command

    return decorate


def _flag(entry: Entry) -> Decorator:
    about, long = entry.about, f"--{entry.key}"
    short = [about.short] if about.short else []
    if isinstance(about.kind, kinds.Switch):
        both = f"{long}/--no-{entry.key}" if about.kind.negatable else long
        return click.option(*short, both, entry.name, is_flag=True, default=None, help=about.help)
    words = (
        click.Choice(about.kind.choices)
        if isinstance(about.kind, kinds.Choice)
        else SettingType(about.kind)
    )
    return click.option(*short, long, entry.name, multiple=True, type=words, help=_help(entry))


def _help(entry: Entry) -> str:
    about, default = entry.about, entry.plain(entry.default)
    notes = [
        "repeatable" if about.kind.many else "",
        f"default: {default}" if default else "",
        f"environment: {about.variable}" if about.variable else "",
    ]
    told = "; ".join(filter(None, notes))
    return f"{about.help} [{told}]" if told else about.help
