"""Output formats behind one table of writers; a writer's module is imported when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

from claimcheck.protocols import FileWriter, ReportWriter
from claimcheck.report.options import ReportOptions

TERMINAL_FORMATS = frozenset({"full", "concise"})
"""Written in the terminal's encoding; the others are UTF-8 everywhere."""

COMMAND_FORMATS = frozenset({"github"})
"""Orders to the program that runs a build; in the others nothing may be one."""

WITH_STATISTICS = frozenset({"full", "json", "jsonl"})
"""The formats that have room for statistics."""


WITHOUT_TRAIL = frozenset({"concise", "docx", "github", "gitlab", "rdjsonl"})
"""The formats that do not tell what is suppressed: it would be marked or posted all the same."""


def _write(module: str, writer: str, options: ReportOptions) -> Any:
    return getattr(importlib.import_module(f"{__name__}.{module}"), writer)(options)


WRITERS: dict[str, Callable[[ReportOptions], ReportWriter]] = {
    "full": partial(_write, "full", "FullWriter"),
    "concise": partial(_write, "concise", "ConciseWriter"),
    "html": partial(_write, "html", "HtmlWriter"),
    "json": partial(_write, "jsonl", "JsonWriter"),
    "jsonl": partial(_write, "jsonl", "JsonlWriter"),
    "markdown": partial(_write, "markdown", "MarkdownWriter"),
    "csv": partial(_write, "csv_format", "CsvWriter"),
    "github": partial(_write, "github", "GithubWriter"),
    "gitlab": partial(_write, "gitlab", "GitlabWriter"),
    "junit": partial(_write, "junit", "JunitWriter"),
    "rdjsonl": partial(_write, "rdjsonl", "RdjsonlWriter"),
    "sarif": partial(_write, "sarif", "SarifWriter"),
}
"""The formats that are one text."""
FILE_WRITERS: dict[str, Callable[[ReportOptions], FileWriter]] = {
    "docx": partial(_write, "word", "WordWriter"),
}
"""The formats that are a file for every article."""
FORMATS = (*WRITERS, *FILE_WRITERS)

__all__ = [
    "COMMAND_FORMATS",
    "FILE_WRITERS",
    "FORMATS",
    "TERMINAL_FORMATS",
    "WITHOUT_TRAIL",
    "WITH_STATISTICS",
    "WRITERS",
    "ReportOptions",
]
