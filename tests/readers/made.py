"""Small documents made for the tests, in every format that the readers know."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from reportlab.pdfgen.canvas import Canvas

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAV = ' properties="nav"'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
)


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_of(*paragraphs: str) -> bytes:
    """A Word document of plain paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def docx_of_xml(*paragraphs: str) -> Document:
    """A Word document of paragraphs given as WordprocessingML, without the w:p around them."""
    document = docx.Document()
    for inner in paragraphs:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(f"<w:p {W}>{inner}</w:p>")
        )
    return document


def archive(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def package(hrefs: Sequence[str], *, nav: str = "") -> str:
    """The package document of a book whose pages are `hrefs`, in that order."""
    items = "".join(
        f'<item id="p{n}" href="{href}" media-type="application/xhtml+xml"'
        f"{NAV if href == nav else ''}/>"
        for n, href in enumerate(hrefs)
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(hrefs)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        f"{items}</manifest><spine>{spine}</spine></package>"
    )


def epub_of(pages: Mapping[str, str | bytes], **more: str | bytes) -> bytes:
    """A book of XHTML pages in that order; `more` replaces or adds members of the archive."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": package(list(pages)),
        **{f"OEBPS/{name}": content for name, content in pages.items()},
        **more,
    }
    return archive(members)


def pdf_of(*pages: Sequence[str], password: str | None = None) -> bytes:
    """A PDF file with these lines on its pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=password, invariant=True)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def html_of(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def replaced(document: bytes, members: Mapping[str, str | bytes]) -> bytes:
    """A zip-based document with some of its members replaced."""
    with zipfile.ZipFile(io.BytesIO(document)) as old:
        return archive({name: old.read(name) for name in old.namelist()} | dict(members))
