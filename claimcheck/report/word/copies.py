"""A copy of a Word document with comments: what they do not touch stays as it was, to the byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.datatypes import Article, Finding
from claimcheck.errors import InputError
from claimcheck.readers.docx import WordArticle, lay_out, open_document
from claimcheck.readers.files import read_bytes
from claimcheck.readers.formats import format_of
from claimcheck.report.word.earlier import companions, remove_earlier
from claimcheck.report.word.ranges import comment_on
from claimcheck.report.word.wml import Element

if TYPE_CHECKING:
    from docx.document import Document

_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


def original(article: Article) -> bytes | None:
    """The Word document that an article was read from, None where it was none.

    InputError where it cannot be read any more.
    """
    if not article.places:
        return None
    try:
        data = article.data or read_bytes(article.source)
        return data if format_of(article.source, data) == ".docx" else None
    except InputError as error:
        raise InputError(f"{article.source}: {error}") from error


def commented_copy(article: Article, data: bytes, findings: Sequence[Finding]) -> bytes:
    """The Word document `data`, from which `article` was read, with a comment on each finding.

    They replace those of an earlier review.
    """
    document = open_document(data)
    if not remove_earlier(document) and not findings:
        return data
    if findings:
        comment_on(document, article, _laid_out(article, document).runs, findings)
    return _packed(data, document)


def _laid_out(article: Article, document: Document) -> WordArticle:
    """The document as it was when the article was read, with or without the whole page."""
    for whole_page in (False, True):
        laid = lay_out(article.source, document, whole_page=whole_page)
        if laid.article.text == article.text:
            return laid
    raise InputError(
        f"{article.source}: was changed while it was reviewed; close it in Word and review it again"
    )


def _packed(data: bytes, document: Document) -> bytes:
    """The archive `data` with the parts in it that comments touch as `document` has them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        changed = _changed(document, old)
        for info in old.infolist():
            content = changed.pop(info.filename, None)
            new.writestr(info, old.read(info) if content is None else content)
        for name, content in changed.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _changed(document: Document, old: zipfile.ZipFile) -> dict[str, bytes]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    text = document.part
    comments = text.part_related_by(RELATIONSHIP_TYPE.COMMENTS)
    parts = text, comments, *companions(document)
    changed = {part.partname.membername: part.blob for part in parts}
    if comments.partname.membername not in old.namelist():
        changed[text.partname.rels_uri.membername] = text.rels.xml
        changed[_TYPES] = _with_type(old.read(_TYPES), comments.partname, comments.content_type)
    return changed


def _with_type(types: bytes, name: str, content_type: str) -> bytes:
    """The list of content types with one more part in it."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml.parser import parse_xml

    root: Element = parse_xml(types)
    root.append(root.makeelement(_TYPE, PartName=name, ContentType=content_type))
    written: bytes = serialize_part_xml(root)
    return written
