"""Interchange with annotation tools: one module a format, behind one table."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from claimcheck.corpus.formats.common import Format
from claimcheck.errors import ConfigError

NAMES = (
    "jsonl",
    "markup",
    "prodigy",
    "prodigy-choice",
    "doccano",
    "label-studio",
    "docbin",
    "csv",
)
SUFFIXES = {
    ".jsonl": "jsonl",
    ".txt": "markup",
    ".md": "markup",
    ".json": "label-studio",
    ".spacy": "docbin",
    ".csv": "csv",
}
"""What a file is taken for when nobody says: JSON Lines of other tools must be named."""


def format_named(name: str) -> Format:
    """The format called `name`, one of NAMES; its module is loaded only now."""
    if name not in NAMES:
        raise ConfigError(f"format '{name}' is not one of {', '.join(NAMES)}")
    module = import_module(f"{__name__}.{name.replace('-', '_')}_format")
    found: Format = module.FORMAT
    return found


def format_of(path: str | Path) -> str:
    """The name of the format that the suffix of `path` stands for; a folder is one of DocBins."""
    if Path(path).is_dir():
        return "docbin"
    name = SUFFIXES.get(Path(path).suffix.lower())
    if name is None:
        raise ConfigError(
            f"{path}: no format has this suffix ({', '.join(SUFFIXES)}); name the format, one of "
            f"{', '.join(NAMES)}"
        )
    return name
