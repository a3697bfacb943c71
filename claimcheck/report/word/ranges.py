"""Comments put on the words of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.datatypes import Article, Finding
from claimcheck.readers.docx import RunSpan, spans_over
from claimcheck.report.word.comments import Comments
from claimcheck.report.word.cutting import cut_runs
from claimcheck.report.word.outside import Outside
from claimcheck.report.word.wml import Element, W, made

if TYPE_CHECKING:
    from docx.document import Document

_WRAPPERS = frozenset(f"{W}{name}" for name in ("hyperlink", "ins", "moveTo", "fldSimple"))
"""What may stand around runs; a comment on all that is in one stands around it."""


def comment_on(
    document: Document, article: Article, runs: Sequence[RunSpan], findings: Sequence[Finding]
) -> None:
    """Comment on every finding in `article`; `runs` hold its text.

    A claim in a note or a text box, where Word takes no comments, has its comment where the note is
    referred to or the box is anchored.
    """
    outside = Outside(document.element.body)
    comments = Comments(document, article)
    edges = [edge for one in findings for edge in (one.claim.start, one.claim.end)]
    flowing = tuple(cut_runs((span for span in runs if outside.flows(span.run)), edges))
    for finding in findings:
        start, end = finding.claim.start, finding.claim.end
        if words := spans_over(flowing, start, end):
            _mark(words[0].run, words[-1].run, comments.add(finding))
        else:
            held = spans_over(runs, start, end)
            anchor, inside = outside.anchor(held[0].run if held else None)
            top = _top(anchor)
            _mark(top, top, comments.add(finding, inside))


def _mark(first: Element, last: Element, name: str) -> None:
    """Put the marks of a comment around the elements from `first` to `last`."""
    while first.getparent().tag in _WRAPPERS and first.getprevious() is None:
        first = first.getparent()
    first.addprevious(made("commentRangeStart", id=name))
    # The reference stands outside of links and tracked changes, so that it outlives them.
    _top(last).addnext(_reference(name))
    while last.getparent().tag in _WRAPPERS and last.getnext() is None:
        last = last.getparent()
    last.addnext(made("commentRangeEnd", id=name))


def _top(element: Element) -> Element:
    """What holds the element straight in its paragraph."""
    while element.getparent().tag != f"{W}p":
        element = element.getparent()
    return element


def _reference(name: str) -> Element:
    style = made("rPr", made("rStyle", val="CommentReference"))
    return made("r", style, made("commentReference", id=name))
