"""The comments of an earlier review, which give way to new ones. What others wrote stays.

Word keeps more about comments in parts of their own: commentsExtended says by the id of its last
paragraph whether a comment is done and what it answers, commentsIds gives that id a durable one,
and commentsExtensible goes by the durable one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.report.word.comments import AUTHOR, MARKS
from claimcheck.report.word.wml import Element, W

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CID = "{http://schemas.microsoft.com/office/word/2016/wordml/cid}"
_CEX = "{http://schemas.microsoft.com/office/word/2018/wordml/cex}"
_EXTENDED, _IDS, _EXTENSIBLE = "commentsExtended", "commentsIds", "commentsExtensible"


def remove_earlier(document: Document) -> bool:
    """Take out claimcheck's comments and their marks; False where there were none.

    One that somebody has answered stays: the answer would hang in the air.
    """
    answered = set(_answered(document))
    gone = [
        comment
        for comment in _comments(document)
        if comment.get(f"{W}author") == AUTHOR and _paragraph_id(comment) not in answered
    ]
    _remove_marks(document.element, {comment.get(f"{W}id") for comment in gone})
    _remove_entries(document, {_paragraph_id(comment) for comment in gone} - {""})
    for comment in gone:
        comment.getparent().remove(comment)
    return bool(gone)


def companions(document: Document, *kinds: str) -> Iterator[Part]:
    """The parts that say more about comments: of these kinds, or all there are."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in (kinds or (_EXTENDED, _IDS, _EXTENSIBLE)) and not relation.is_external:
            yield relation.target_part


def _comments(document: Document) -> list[Element]:
    """The comments of a document; asking python-docx would make the part where there is none."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    types = {relation.reltype for relation in document.part.rels.values()}
    return list(document.comments._comments_elm) if RELATIONSHIP_TYPE.COMMENTS in types else []


def _paragraph_id(comment: Element) -> str:
    """The id by which other parts know a comment: that of its last paragraph."""
    last = next(comment.iterchildren(f"{W}p", reversed=True), None)
    return "" if last is None else str(last.get(f"{_W14}paraId", ""))


def _answered(document: Document) -> Iterator[str]:
    from docx.oxml.parser import parse_xml

    for part in companions(document, _EXTENDED):
        for entry in parse_xml(part.blob):
            yield str(entry.get(f"{_W15}paraIdParent", ""))


def _remove_marks(text: Element, ids: set[str]) -> None:
    for mark in list(text.iter(*(f"{W}{name}" for name in MARKS))):
        if mark.get(f"{W}id") in ids:
            run = mark.getparent()
            run.remove(mark)
            if run.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in run):
                run.getparent().remove(run)


def _remove_entries(document: Document, names: set[str]) -> None:
    """Take what is said of comments, by the ids of their last paragraphs, out of other parts."""
    _drop(document, _EXTENDED, f"{_W15}paraId", names)
    gone = _drop(document, _IDS, f"{_CID}paraId", names)
    durable = {str(entry.get(f"{_CID}durableId")) for entry in gone}
    _drop(document, _EXTENSIBLE, f"{_CEX}durableId", durable)


def _drop(document: Document, kind: str, key: str, names: set[str]) -> list[Element]:
    """The entries that were dropped from the part of that kind, since `names` hold their key."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml.parser import parse_xml

    dropped = []
    for part in companions(document, kind):
        root: Element = parse_xml(part.blob)
        gone = [entry for entry in root if entry.get(key) in names]
        for entry in gone:
            root.remove(entry)
        if gone:
            part._blob = serialize_part_xml(root)
        dropped += gone
    return dropped
