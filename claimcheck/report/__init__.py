"""Output formats behind one table of writers."""

from __future__ import annotations

from collections.abc import Callable

from claimcheck.datatypes import ReportWriter
from claimcheck.report.concise import ConciseWriter
from claimcheck.report.full import FullWriter
from claimcheck.report.jsonl import JsonlWriter, JsonWriter
from claimcheck.report.options import ReportOptions

WRITERS: dict[str, Callable[[ReportOptions], ReportWriter]] = {
    "full": FullWriter,
    "concise": ConciseWriter,
    "json": JsonWriter,
    "jsonl": JsonlWriter,
}

__all__ = ["WRITERS", "ReportOptions"]
