"""What a comment says of a claim, and the part of a Word document that holds the comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from claimcheck.datatypes import Article, Finding
from claimcheck.labels import Label
from claimcheck.report.difference import safer_words
from claimcheck.report.word.wml import Element, W, made, paragraph_of, run_of
from claimcheck.report.words import flat, notes, percent, title

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR, INITIALS = "claimcheck", "cc"
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
"""The elements that tie a comment to the text."""


class Comments:
    """Adds comments on an article to a document. Their ids are free: no comment and no mark has
    them."""

    def __init__(self, document: Document, article: Article) -> None:
        self._article = article
        self._element: Element = document.comments._comments_elm
        self._ids = _free_ids(self._element, document.element)
        self._date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def add(self, finding: Finding, inside: str = "") -> str:
        """A comment on a finding; its id. `inside` names what holds the claim, where the comment
        cannot stand on the claim's own words."""
        name = str(next(self._ids))
        paragraphs = [_paragraph(*line) for line in lines(self._article, finding, inside)]
        paragraphs[0].insert(1, _mark_of_comment())
        self._element.append(
            made(
                "comment",
                *paragraphs,
                id=name,
                author=AUTHOR,
                date=self._date,
                initials=INITIALS,
            )
        )
        return name


def lines(article: Article, finding: Finding, inside: str = "") -> Iterator[tuple[str, str]]:
    """(what it is, text) of each paragraph of a comment."""
    claim = finding.claim
    yield f"{title(finding)} ({percent(claim.confidence)})", ""
    if inside:
        yield f"In the {inside}:", f"“{flat(claim.text)}”"
    why = flat(finding.why)
    yield "Why:", f"{why[:1].upper()}{why[1:]}"
    if claim.label != Label.SUPPORTED:
        yield "What to do:", flat(finding.advice)
    safer = safer_words(article, finding)
    if safer is not None:
        # Whole and not as a difference: PDF and Google Docs drop the looks of a comment.
        yield "You could say:", f"“{flat(safer)}”"
    for note in notes(finding):
        yield "Note:", note
    if finding.place:
        yield "Place:", flat(str(finding.place))


def _paragraph(head: str, text: str) -> Element:
    runs = [run_of(head, made("b"), _size())]
    if text:
        runs.append(run_of(f" {text}", _size()))
    return paragraph_of("CommentText", *runs)


def _size() -> Element:
    """Ten points, as Word has it: a document without comments may lack the style for them."""
    return made("sz", val="20")


def _mark_of_comment() -> Element:
    style = made("rPr", made("rStyle", val="CommentReference"))
    return made("r", style, made("annotationRef"))


def _free_ids(comments: Element, text: Element) -> Iterator[int]:
    taken = {element.get(f"{W}id") for element in comments.iter(f"{W}comment")}
    taken.update(element.get(f"{W}id") for name in MARKS for element in text.iter(f"{W}{name}"))
    return (number for number in count() if str(number) not in taken)
