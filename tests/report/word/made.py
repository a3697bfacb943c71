"""Word documents for the tests of comments, and what is found in those that were made of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from claimcheck.datatypes import Article, Finding, Review
from claimcheck.labels import Label
from claimcheck.readers.docx import read_docx
from claimcheck.report import FILE_WRITERS, ReportOptions
from tests.fakes import MODEL, finding
from tests.readers.made import W as NAMESPACES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OURS = ("commentRangeStart", "commentRangeEnd")


def run(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def found(text: str, words: str, label: Label = Label.UNSAFE, **more: Any) -> Finding:
    """A finding where `words` stand in the text for the first time."""
    start = text.index(words)
    return finding(text, start, start + len(words), label, **more)


def written(review: Review, options: ReportOptions | None = None) -> bytes:
    """The document made of a review."""
    (file,) = FILE_WRITERS["docx"](options or ReportOptions()).files(iter([review]))
    assert file.source == review.path
    return file.data


def article_of(data: bytes) -> Article:
    """The article of a Word document that came from standard input."""
    return replace(read_docx("a.docx", data), data=data)


def commented(data: bytes, *claims: str | Finding) -> bytes:
    """A copy of a Word document with comments on findings, or on words."""
    article = article_of(data)
    findings = [found(article.text, claim) if isinstance(claim, str) else claim for claim in claims]
    return written(Review(article, MODEL, 1, tuple(findings)))


@lru_cache(maxsize=4)
def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def ranges(data: bytes, *, strays: int = 0) -> dict[int, str]:
    """The words that each comment stands on, by its id; all marks but `strays` have partners."""
    texts: dict[int, str] = {}
    open_ids: list[int] = []
    referred = []
    for element in opened(data).element.body.iter():
        name = element.tag.removeprefix(W)
        if name == "commentRangeStart":
            open_ids.append(int(element.get(f"{W}id")))
            texts[open_ids[-1]] = ""
        elif name == "commentRangeEnd":
            open_ids.remove(int(element.get(f"{W}id")))
        elif name == "commentReference":
            referred.append(int(element.get(f"{W}id")))
            assert referred[-1] not in open_ids
        elif name in ("t", "br", "tab", "noBreakHyphen"):
            for one in open_ids:
                texts[one] += str(element)
    assert not open_ids
    assert set(texts) <= set(referred)
    assert len(referred) == len(texts) + strays
    return texts


def comments(data: bytes, author: str = "claimcheck") -> dict[int, str]:
    """What the comments of an author say, by id."""
    return {one.comment_id: one.text for one in opened(data).comments if one.author == author}


def said_of(data: bytes) -> list[str]:
    """The words that claimcheck's comments stand on, in the order of the comments."""
    texts = ranges(data)
    return [texts[one] for one in comments(data)]


def without_our_marks(data: bytes) -> bytes:
    """The main part in canonical form, without claimcheck's marks, equal neighbour runs joined and
    `xml:space` only where there are blanks to keep."""
    ours = {str(one) for one in comments(data)}
    root = deepcopy(opened(data).element)
    for element in list(root.iter(*(f"{W}{name}" for name in _OURS))):
        if element.get(f"{W}id") in ours:
            element.getparent().remove(element)
    for element in list(root.iter(f"{W}commentReference")):
        if element.get(f"{W}id") in ours:
            element.getparent().getparent().remove(element.getparent())
    for element in list(root.iter(f"{W}r")):
        _join(element)
    for element in root.iter(f"{W}t"):
        if element.text == (element.text or "").strip():
            element.attrib.pop(_SPACE, None)
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical


def _join(element: Any) -> None:
    """Take a run's twin, which stands just before it, into it."""
    before = element.getprevious()
    if before is None or before.tag != element.tag or before.attrib != element.attrib:
        return
    looks = [
        etree.tostring(one.find(f"{W}rPr"))
        for one in (before, element)
        if one.find(f"{W}rPr") is not None
    ]
    if len(looks) == 1 or len(set(looks)) > 1:
        return
    own = element.find(f"{W}rPr")
    at = 0 if own is None else 1
    for child in reversed([one for one in before if one.tag != f"{W}rPr"]):
        after = element[at] if len(element) > at else None
        if child.tag == f"{W}t" and after is not None and after.tag == f"{W}t":
            after.text = f"{child.text or ''}{after.text or ''}"
            after.attrib.update(child.attrib)
        else:
            element.insert(at, child)
    before.getparent().remove(before)


def add_notes(document: Document, kind: str, notes: Mapping[int, str]) -> None:
    """Give a document footnotes or endnotes (`kind` 'footnote' or 'endnote') by their ids."""
    inner = "".join(
        f"<w:{kind} w:id='{name}'><w:p>{run(words)}</w:p></w:{kind}>"
        for name, words in notes.items()
    )
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        f"<w:{kind}s {NAMESPACES}>{inner}</w:{kind}s>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, f"{_RELATIONS}/{kind}s")
