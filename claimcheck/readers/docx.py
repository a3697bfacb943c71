"""Word documents: the text as it reads with tracked changes accepted, and the way to its runs."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from claimcheck.datatypes import Article
from claimcheck.errors import InputError
from claimcheck.readers.archive import Archive, refuse_entities
from claimcheck.readers.built import TextBuilder
from claimcheck.readers.docx_comments import word_comments
from claimcheck.readers.docx_styles import Styles
from claimcheck.readers.docx_walk import Paragraph, notes_of, paragraphs, runs_of
from claimcheck.readers.extra import need

if TYPE_CHECKING:
    from docx.document import Document

_WHAT = "Word document"


@dataclass(frozen=True, slots=True)
class RunSpan:
    """A run (its `w:r` element) and where its text stands: article.text[start:end] == run.text."""

    start: int
    end: int
    run: Any


@dataclass(frozen=True, slots=True)
class WordArticle:
    """The article of a Word document and the runs that hold its characters, in its order."""

    article: Article
    runs: tuple[RunSpan, ...]

    def runs_of(self, start: int, end: int) -> tuple[RunSpan, ...]:
        """The runs that hold text[start:end]; only the first and the last may hold more."""
        return spans_over(self.runs, start, end)


def spans_over(runs: Sequence[RunSpan], start: int, end: int) -> tuple[RunSpan, ...]:
    """Those of the runs, which are in the order of the text, that hold part of text[start:end]."""
    first = bisect_right(runs, start, key=lambda run: run.end)
    last = bisect_right(runs, end - 1, key=lambda run: run.start)
    return tuple(runs[first:last]) if start < end else ()


def read_docx(source: str, data: bytes, *, whole_page: bool = False) -> Article:
    """The article of a Word document; claims are placed by paragraph, table cell or footnote.

    Tracked insertions are in it and deletions are not, as are hidden text, page headers and
    footers; the list of contents only with `whole_page`. Comments that speak to claimcheck are the
    article's `comments`.
    """
    return lay_out(source, open_document(data), whole_page=whole_page).article


def open_document(data: bytes) -> Document:
    """The document in `data`, looked over before it is unpacked; InputError says what is wrong."""
    archive = Archive(data, _WHAT)
    docx = need("docx", "Word documents")
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels")):
            refuse_entities(archive.read(name), name)
    archive.read("word/document.xml")
    try:
        document: Document = docx.Document(io.BytesIO(data))
    except Exception as error:
        # python-docx checks nothing: a broken part surfaces as KeyError, AttributeError ...
        raise InputError(
            f"is no {_WHAT} or a broken one ({error!r}); save it again in Word"
        ) from error
    if getattr(document.element, "body", None) is None:
        raise InputError(f"is no {_WHAT} or a broken one (it has no body); save it again in Word")
    return document


def lay_out(source: str, document: Document, *, whole_page: bool = False) -> WordArticle:
    """The text of a document with its blocks and places, and the runs that hold it."""
    styles = Styles(document)
    builder = TextBuilder()
    runs: list[RunSpan] = []
    for paragraph in _all_paragraphs(document):
        kind, level = styles.kind_of(paragraph)
        if kind == "contents" and not whole_page:
            continue
        found = [(run, text) for run in runs_of(paragraph.element) if (text := run.text)]
        words = "".join(text for _, text in found)
        at = builder.add(words, "paragraph" if kind == "contents" else kind, level, paragraph.place)
        for run, text in found:
            runs.append(RunSpan(at, at + len(text), run))
            at += len(text)
    comments = word_comments(document, {span.run: (span.start, span.end) for span in runs})
    return WordArticle(replace(builder.article(source), comments=comments), tuple(runs))


def _all_paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from paragraphs(document.element.body)
    yield from notes_of(document.part)
