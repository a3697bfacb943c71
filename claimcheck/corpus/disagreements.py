"""The list of disagreements as one HTML page that asks nothing of anyone else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from types import TracebackType
from typing import TextIO

from claimcheck.corpus.agreement import Disagreement
from claimcheck.datatypes import LabelledSpan
from claimcheck.labels import DISPLACY_COLORS

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Disagreements</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}
th[scope=row]{white-space:nowrap;width:1%}mark{padding:.1rem .2rem;border-radius:.2rem}
b{font-size:.75em;margin-left:.3em}h2{font-size:1.1rem;margin-top:2rem}
</style></head><body><h1>Disagreements</h1>
<p>Every sentence on which the annotators differ, with what each marked.</p>
"""
_FOOT = "</body></html>\n"


class DisagreementPage:
    """Writes disagreements to `file` as they come; a context manager that ends the page."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.sentences = 0

    def __enter__(self) -> DisagreementPage:
        self._file.write(_HEAD)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._file.write("" if self.sentences else "<p>There are none.</p>\n")
            self._file.write(_FOOT)

    def add(self, found: Disagreement) -> None:
        self._file.write(f"<h2>{escape(found.document.id)}</h2>\n")
        for number, (start, end) in enumerate(found.sentences):
            if len({labels[number] for labels in found.labels.values()}) > 1:
                self.sentences += 1
                self._file.write("".join(_table(found, number, start, end)))


def _table(found: Disagreement, number: int, start: int, end: int) -> Iterator[str]:
    yield "<table>"
    for name in sorted(found.spans):
        label = found.labels[name][number] or "none"
        text = marked_html(found.document.text, found.spans[name], start, end)
        yield f"<tr><th scope=row>{escape(name)}</th><td>{label}</td><td>{text}</td></tr>\n"
    yield "</table>\n"


def marked_html(text: str, spans: tuple[LabelledSpan, ...], start: int, end: int) -> str:
    """``text[start:end]`` escaped, each span in it marked in colour and in words.

    Nested and overlapping spans are cut at one another's borders.
    """
    inside = [span for span in spans if span.start < end and start < span.end]
    cuts = {start, end, *(max(start, s.start) for s in inside), *(min(end, s.end) for s in inside)}
    edges = sorted(cuts)
    return "".join(
        _piece(text[a:b], [s for s in inside if s.start < b and a < s.end])
        for a, b in zip(edges, edges[1:], strict=False)
    )


def _piece(text: str, spans: list[LabelledSpan]) -> str:
    if not spans:
        return escape(text)
    worst = max(spans, key=lambda span: span.label.severity).label
    names = ", ".join(sorted({span.label.value for span in spans}))
    colour = DISPLACY_COLORS[worst]
    return f'<mark style="background:{colour}">{escape(text)}<b>{names}</b></mark>'
