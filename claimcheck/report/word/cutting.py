"""Runs parted where claims begin and end. Both parts of a run look as it did."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from claimcheck.readers.docx import RunSpan
from claimcheck.report.word.wml import Element, W, set_words

_PROPERTIES = f"{W}rPr"
_SAYING = frozenset(f"{W}{name}" for name in ("t", "br", "cr", "tab", "ptab", "noBreakHyphen"))
"""The children of a run that python-docx reads as text."""


def cut_runs(runs: Iterable[RunSpan], edges: Iterable[int]) -> Iterator[RunSpan]:
    """The runs in order, parted at every edge that falls inside one.

    A run whose text has not the length of its span stands for something and stays whole.
    """
    ordered = sorted(set(edges))
    for span in runs:
        inner = ordered[bisect_right(ordered, span.start) : bisect_left(ordered, span.end)]
        whole = not inner or len(span.run.text) != span.end - span.start
        yield from (span,) if whole else _parts(span, inner)


def _parts(span: RunSpan, edges: Sequence[int]) -> list[RunSpan]:
    parts = []
    end = span.end
    for edge in reversed(edges):
        parts.append(RunSpan(edge, end, cut(span.run, edge - span.start)))
        end = edge
    return [RunSpan(span.start, end, span.run), *reversed(parts)]


def cut(run: Element, at: int) -> Element:
    """Part a run before its character `at`, which is not its first; the second part."""
    after = run.makeelement(run.tag, dict(run.attrib))
    done = 0
    for child in list(run):
        length = len(str(child)) if child.tag in _SAYING else 0
        if child.tag == _PROPERTIES:
            after.append(deepcopy(child))
        elif done >= at:
            after.append(child)
        elif done + length > at:
            after.append(_cut_text(child, at - done))
        done += length
    run.addnext(after)
    return after


def _cut_text(text: Element, at: int) -> Element:
    words = text.text
    after = text.makeelement(text.tag, dict(text.attrib))
    set_words(after, words[at:])
    set_words(text, words[:at])
    return after
