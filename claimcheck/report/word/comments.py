"""What a comment says of a claim, and the part of a Word document that holds the comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from claimcheck.datatypes import Article, Finding
from claimcheck.labels import Label
from claimcheck.report.difference import Change, sides
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


Stretches = Sequence[tuple[Change, str]]


def lines(article: Article, finding: Finding, inside: str = "") -> Iterator[tuple[str, Stretches]]:
    """(what it is, text) of each paragraph of a comment."""
    claim = finding.claim
    yield f"{title(finding)} ({percent(claim.confidence)})", ()
    if inside:
        yield f"In the {inside}:", _plain(f"“{flat(claim.text)}”")
    why = flat(finding.why)
    yield "Why:", _plain(f"{why[:1].upper()}{why[1:]}")
    if claim.label != Label.SUPPORTED:
        yield "What to do:", _plain(flat(finding.advice))
    yield from _safer(article, finding)
    for note in notes(finding):
        yield "Note:", _plain(note)
    if finding.place:
        yield "Place:", _plain(flat(str(finding.place)))


def _safer(article: Article, finding: Finding) -> Iterator[tuple[str, Stretches]]:
    """What goes in one paragraph and what comes in the next: PDF and Google Docs drop the looks of
    a comment, and who copies the new words must not get the old ones with them."""
    old, new = sides(article, finding)
    if any(change == Change.OLD for change, _ in old):
        yield "Instead of:", _quoted(old)
    if new:
        yield "You could say:", _quoted(new)


def _plain(text: str) -> Stretches:
    return [(Change.KEPT, text)]


def _quoted(changes: Stretches) -> Stretches:
    return [*_plain("“"), *((change, flat(text) or " ") for change, text in changes), *_plain("”")]


def _paragraph(head: str, changes: Stretches) -> Element:
    runs = [run_of(f"{head} " if changes else head, made("b"), _size())]
    runs += [run_of(text, *_look(change)) for change, text in changes]
    return paragraph_of("CommentText", *runs)


def _look(change: Change) -> Iterator[Element]:
    """The properties of a run, in the order that the standard has them in."""
    if change == Change.OLD:
        yield made("strike")
    yield _size()
    if change == Change.NEW:
        yield made("u", val="single")


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
