"""A second review of a reviewed copy: new comments for old, and nobody else's touched."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from claimcheck.report.word.seal import sealed
from tests.readers.made import saved
from tests.report.word.made import (
    commented,
    comments,
    members,
    ranges,
    said_of,
    without_our_marks,
)

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_RELATIONS = {
    "commentsExtended": f"{_MICROSOFT}/2011/relationships/commentsExtended",
    "commentsIds": f"{_MICROSOFT}/2016/09/relationships/commentsIds",
    "commentsExtensible": f"{_MICROSOFT}/2018/08/relationships/commentsExtensible",
}
_NAMES = {
    "w14": f"{_MICROSOFT}/word/2010/wordml",
    "w15": f"{_MICROSOFT}/word/2012/wordml",
    "cid": f"{_MICROSOFT}/word/2016/wordml/cid",
    "cex": f"{_MICROSOFT}/word/2018/wordml/cex",
}


def draft() -> bytes:
    """A document on which Ann has commented."""
    document = docx.Document()
    paragraph = document.add_paragraph("Mint cures all. ")
    document.add_comment(paragraph.add_run("It is safe."), "Really?", "Ann", "A")
    return saved(document)


def test_new_comments_replace_those_of_an_earlier_review() -> None:
    first = commented(draft(), "Mint cures", "cures all", "is safe")
    second = commented(first, "cures all")
    assert said_of(second) == ["cures all"]
    assert comments(second, "Ann") == {0: "Really?"}
    assert ranges(second)[0] == "It is safe."
    assert without_our_marks(second) == without_our_marks(draft())


def test_a_review_done_twice_is_the_review_done_once() -> None:
    first = commented(draft(), "cures all. It is", "safe")
    second = commented(first, "cures all. It is", "safe")
    assert members(second)["word/document.xml"] == members(first)["word/document.xml"]
    assert comments(second) == comments(first)


def test_comments_go_where_there_is_no_claim_any_more() -> None:
    cleaned = commented(commented(draft(), "Mint cures all"))
    assert comments(cleaned) == {}
    assert ranges(cleaned) == {0: "It is safe."}
    assert without_our_marks(cleaned) == without_our_marks(draft())


def test_a_document_with_comments_of_others_alone_is_copied_to_the_byte() -> None:
    data = draft()
    assert commented(data) == sealed(data)


def saved_by_word(data: bytes, answers: dict[int, int]) -> bytes:
    """The document with what Word adds to comments; `answers` maps a comment to what it answers."""
    document = docx.Document(io.BytesIO(data))
    ids = [comment.comment_id for comment in document.comments]
    for comment in document.comments._comments_elm:
        for paragraph in comment.iterchildren("{*}p"):
            paragraph.set(f"{{{_NAMES['w14']}}}paraId", "7FFFFFFF")
        paragraph.set(f"{{{_NAMES['w14']}}}paraId", _name(comment.id))
    add_part(
        document,
        "commentsExtended",
        "".join(
            f"<w15:commentEx w15:paraId='{_name(one)}'"
            + (f" w15:paraIdParent='{_name(answers[one])}'" if one in answers else "")
            + "/>"
            for one in ids
        ),
    )
    add_part(
        document,
        "commentsIds",
        "".join(
            f"<cid:commentId cid:paraId='{_name(one)}' cid:durableId='D{_name(one)}'/>"
            for one in ids
        ),
    )
    add_part(
        document,
        "commentsExtensible",
        "".join(f"<cex:commentExtensible cex:durableId='D{_name(one)}'/>" for one in ids),
    )
    return saved(document)


def _name(number: int) -> str:
    return f"{0x10 + number:08X}"


def add_part(document: Document, kind: str, inner: str) -> None:
    spaces = " ".join(f"xmlns:{prefix}='{uri}'" for prefix, uri in _NAMES.items())
    part = Part(
        PackURI(f"/word/{kind}.xml"),
        _TYPE.format(kind),
        f"<{kind} {spaces}>{inner}</{kind}>".encode(),
        document.part.package,
    )
    document.part.relate_to(part, _RELATIONS[kind])


def entries(data: bytes, kind: str) -> list[str]:
    """The first attribute of each entry of a part."""
    return [entry.values()[0] for entry in parse_xml(members(data)[f"word/{kind}.xml"])]


def test_what_word_keeps_of_a_comment_elsewhere_goes_with_it() -> None:
    first = commented(draft(), "Mint cures all")
    second = commented(saved_by_word(first, {}), "cures all")
    assert entries(second, "commentsExtended") == [_name(0)]
    assert entries(second, "commentsIds") == [_name(0)]
    assert entries(second, "commentsExtensible") == [f"D{_name(0)}"]
    assert said_of(second) == ["cures all"]


def test_a_comment_that_somebody_answered_stays() -> None:
    document = docx.Document(io.BytesIO(commented(draft(), "Mint cures all", "is safe")))
    answer = document.add_comment(document.paragraphs[0].runs[0], "I asked them.", "Ann", "A")
    word = saved_by_word(saved(document), {answer.comment_id: 1})
    second = commented(word, "cures all")
    assert sorted(said_of(second)) == ["Mint cures all", "cures all"]
    assert comments(second, "Ann") == {0: "Really?", answer.comment_id: "I asked them."}
    kept = [_name(0), _name(1), _name(answer.comment_id)]
    assert entries(second, "commentsExtended") == kept
    assert entries(second, "commentsIds") == kept


@pytest.mark.parametrize("kind", list(_RELATIONS))
def test_parts_with_nothing_of_ours_keep_their_bytes(kind: str) -> None:
    word = saved_by_word(draft(), {})
    made = commented(word, "Mint cures all")
    assert members(made)[f"word/{kind}.xml"] == members(word)[f"word/{kind}.xml"]
