"""Settings as text: an annotated file, what a run uses and why, a list for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from claimcheck.config.configuration import Configuration
from claimcheck.config.files import PER_PATH
from claimcheck.config.kinds import Choice
from claimcheck.config.settings import ENTRIES, Entry
from claimcheck.config.toml import shown_path

_WIDTH = 96
_EXAMPLE = f"""\
# Settings for some paths; the pattern is in gitignore syntax and relative to this file.
# Where several match, the later one wins.
# [{PER_PATH}."blog/**"]
"""


def toml_value(value: Any) -> str:
    """A plain value (see `Entry.plain`) as TOML writes it on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {toml_value(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", r"\u007f")


def annotated_file() -> str:
    """A settings file that sets every key to its default and explains it."""
    head = (
        "# claimcheck.toml: settings of claimcheck, with their defaults.\n"
        "# In pyproject.toml the same keys stand in the table [tool.claimcheck].\n"
    )
    entries = (_annotated(entry) for entry in ENTRIES.values() if entry.about.in_file)
    return "\n".join([head, *entries, _EXAMPLE + _per_path_lines()])


def _annotated(entry: Entry) -> str:
    about = entry.about
    words = [about.help, f"Must be {about.kind.expected}."]
    if about.variable:
        words.append(f"The environment variable {about.variable} stands over it.")
    value = entry.plain(entry.default)
    line = f"# {entry.key} =" if value is None else f"{entry.key} = {toml_value(value)}"
    return "".join(f"# {text}\n" for text in wrap(" ".join(words), _WIDTH)) + line + "\n"


def _per_path_lines() -> str:
    entries = [entry for entry in ENTRIES.values() if entry.about.per_path]
    return "".join(f"# {entry.key} = {_example(entry)}\n" for entry in entries)


def _example(entry: Entry) -> str:
    """The default, or where there is none the first choice."""
    value = entry.plain(entry.default)
    if value is None and isinstance(entry.about.kind, Choice):
        value = entry.about.kind.choices[0]
    return toml_value(value)


def settings_in_use(configuration: Configuration) -> Iterator[str]:
    """Line by line, in TOML: the file used, every setting and where its value comes from."""
    file = configuration.file
    yield f"# settings file: {shown_path(file.path) if file else 'none'}"
    yield f"# paths and patterns are relative to {configuration.root}"
    given, settings = configuration.given, configuration.settings
    for key, value in settings.as_dict().items():
        line = f"# {key} =" if value is None else f"{key} = {toml_value(value)}"
        yield f"{line}  # {given[key].origin if key in given else 'default'}"
    for table in file.per_path if file else ():
        yield f"\n[{PER_PATH}.{toml_value(table.name)}]"
        for key, one in table.layer.items():
            yield f"{key} = {toml_value(ENTRIES[key].plain(one.value))}  # {one.origin}"


def described() -> list[dict[str, Any]]:
    """Every setting for programs: its key, what a value must be, where it may stand."""
    return [
        {
            "key": entry.key,
            "help": entry.about.help,
            "expected": entry.about.kind.expected,
            "choices": list(kind.choices) if isinstance(kind, Choice) else None,
            "default": entry.plain(entry.default),
            "flag": f"--{entry.key}" if entry.about.flag else None,
            "short": entry.about.short,
            "environment": entry.about.variable,
            "in_file": entry.about.in_file,
            "per_path": entry.about.per_path,
        }
        for entry in ENTRIES.values()
        for kind in [entry.about.kind]
    ]
