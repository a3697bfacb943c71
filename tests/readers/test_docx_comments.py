"""Comments of Word documents that speak to claimcheck."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml

from claimcheck.readers.docx import read_docx
from tests.readers.made import W, saved


def found(document: Document) -> list[tuple[str, str, str]]:
    """(words it was put on, what it says, author) of every comment."""
    article = read_docx("a.docx", saved(document))
    assert all(comment.attached for comment in article.comments)
    return [(article.text[one.start : one.end], one.text, one.author) for one in article.comments]


def test_a_comment_stands_on_the_words_it_was_put_on() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("It is said. ")
    run = paragraph.add_run("Mint cures.")
    paragraph.add_run(" So be it.")
    document.add_comment(run, "Claimcheck: Ignore: ref 4", "Mary Kay", "MK")
    assert found(document) == [("Mint cures.", "Claimcheck: Ignore: ref 4", "Mary Kay")]


def test_comments_come_in_the_order_of_the_text_and_others_are_left_out() -> None:
    document = docx.Document()
    one, two = document.add_paragraph("One.").runs, document.add_paragraph("Two.").runs
    document.add_comment(two, "claimcheck: ignore", "B", "B")
    document.add_comment(one, "Is this so?", "B", "B")
    document.add_comment([*one, *two], "claimcheck: off-file", "A", "A")
    assert found(document) == [
        ("One.\n\nTwo.", "claimcheck: off-file", "A"),
        ("Two.", "claimcheck: ignore", "B"),
    ]


def test_a_comment_of_two_paragraphs_is_one_text() -> None:
    document = docx.Document()
    comment = document.add_comment(document.add_paragraph("Mint.").runs, "claimcheck: ignore:", "A")
    comment.add_paragraph("ref 4")
    assert found(document) == [("Mint.", "claimcheck: ignore:\nref 4", "A")]


def test_a_comment_at_a_point_stands_behind_what_was_read() -> None:
    document = docx.Document()
    runs = document.add_paragraph("Mint.").runs
    document.add_comment(runs, "claimcheck: ignore", "A")
    body = document.element.body
    for mark in [*body.iter("{*}commentRangeStart"), *body.iter("{*}commentRangeEnd")]:
        mark.getparent().remove(mark)
    (comment,) = read_docx("a.docx", saved(document)).comments
    assert (comment.start, comment.end) == (5, 5)


def test_a_comment_without_a_place_is_none() -> None:
    document = docx.Document()
    document.add_comment(document.add_paragraph("Mint.").runs, "claimcheck: ignore", "A")
    paragraph = document.paragraphs[0]._p
    paragraph.getparent().replace(paragraph, parse_xml(f"<w:p {W}><w:r><w:t>x</w:t></w:r></w:p>"))
    assert found(document) == []
