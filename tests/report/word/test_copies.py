"""Copies of Word documents: comments on the exact words, everything else as it was."""

from __future__ import annotations

from xml.sax.saxutils import escape

import docx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Review
from claimcheck.errors import InputError
from claimcheck.labels import Label
from claimcheck.report.word.seal import sealed
from tests.fakes import MODEL, finding
from tests.readers.made import docx_of, docx_of_xml, pdf_of, saved
from tests.readers.test_docx import BOX
from tests.report.made import PAGE
from tests.report.word.made import (
    add_notes,
    article_of,
    commented,
    comments,
    found,
    members,
    opened,
    ranges,
    run,
    said_of,
    without_our_marks,
    written,
)

BOLD = "<w:b/>"
LINK = "<w:hyperlink w:anchor='top'>{}</w:hyperlink>"
INSERTED = "<w:ins w:id='7' w:author='Ann'>{}</w:ins>"
DELETED = "<w:del w:id='8' w:author='Ann'><w:r><w:delText>never </w:delText></w:r></w:del>"
FIELD = "<w:fldSimple w:instr=' TITLE '>{}</w:fldSimple>"
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"


def test_the_comment_stands_on_the_claim_and_says_what_it_is() -> None:
    made = commented(docx_of("Mint tea cures all ills. Try it."), "Mint tea cures all ills")
    assert said_of(made) == ["Mint tea cures all ills"]
    (comment,) = opened(made).comments
    assert (comment.author, comment.initials) == ("claimcheck", "cc")
    assert comment.text == "Unsafe claim (91%)\nWhy: Why unsafe\nWhat to do: advice unsafe"
    assert comment.timestamp is not None


def test_a_comment_names_the_place_in_the_original_last() -> None:
    made = commented(
        docx_of("Mint cures all."),
        found("Mint cures all.", "cures", place=PAGE, suggestion="eases"),
    )
    assert comments(made)[0].split("\n")[3:] == [
        "Instead of: “cures”",
        "You could say: “eases”",
        "Place: page 3",
    ]


CASES = {
    "one run": run("Say mint cures all. Bye.", BOLD),
    "looks": run("Say mint ") + run("cures", BOLD) + run(" all. Bye."),
    "link": run("Say mint ") + LINK.format(run("cures all. More")),
    "whole link": run("Say ") + LINK.format(run("mint cures all")) + run("."),
    "insertion": run("Say mint ") + INSERTED.format(run("cures all")) + run(". Bye."),
    "deletion": run("Say mint ") + DELETED + run("cures all. Bye."),
    "field": run("Say ") + FIELD.format(run("mint cures")) + run(" all."),
    "half a field": FIELD.format(run("Say mint cures")) + run(" all."),
    "control": run("Say ") + CONTROL.format(run("mint cures all")) + run("."),
    "complex field": "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TITLE"
    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    + run("Say mint cures")
    + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    + run(" all."),
    "picture in a run": "<w:r w:rsidR='1'><w:t>Say mint cures</w:t><w:drawing/>"
    "<w:t xml:space='preserve'> all.</w:t></w:r>",
    "bookmarks": "<w:bookmarkStart w:id='1' w:name='x'/>"
    + run("mint cures all")
    + "<w:bookmarkEnd w:id='1'/>",
}


@pytest.mark.parametrize("inner", CASES.values(), ids=CASES.keys())
def test_what_stands_around_and_in_a_claim_survives(inner: str) -> None:
    data = saved(docx_of_xml(run("Before."), inner, run("After.", BOLD)))
    made = commented(data, "mint cures all")
    assert said_of(made) == ["mint cures all"]
    assert without_our_marks(made) == without_our_marks(data)


def test_only_the_parts_that_comments_touch_change() -> None:
    document = docx.Document()
    document.add_paragraph("Mint cures all.")
    document.sections[0].header.paragraphs[0].text = "The Herald"
    before = members(saved(document))
    after = members(commented(saved(document), "Mint cures all"))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert list(after)[: len(before)] == list(before)


def test_a_document_without_findings_is_copied_to_the_byte() -> None:
    data = docx_of("Mint tea is nice.")
    assert commented(data) == sealed(data)


def test_overlapping_claims_have_a_comment_each() -> None:
    made = commented(
        docx_of("Mint cures all ills at once."), "Mint cures all", "cures all ills", "all"
    )
    assert said_of(made) == ["Mint cures all", "cures all ills", "all"]


def test_a_claim_reaches_over_paragraphs_and_cells() -> None:
    document = docx.Document()
    document.add_paragraph("Say mint")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "cures", "all. Bye"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "It is safe."
    made = commented(saved(document), "mint\n\ncures\n\nall", "is safe")
    assert said_of(made) == ["mintcuresall", "is safe"]
    assert without_our_marks(made) == without_our_marks(saved(document))


def test_a_reference_outlives_the_link_and_the_change_around_the_claim() -> None:
    inner = INSERTED.format(LINK.format(run("Mint cures all")))
    document = opened(commented(saved(docx_of_xml(inner)), "cures"))
    (paragraph,) = document.paragraphs
    assert [child.tag.partition("}")[2] for child in paragraph._p] == ["ins", "r"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_claim_in_a_note_has_its_comment_at_the_reference(kind: str) -> None:
    note = f"<w:r><w:{kind}Reference w:id='5'/></w:r>"
    document = docx_of_xml(run("Mint helps.") + note + run(" Bye."))
    add_notes(document, kind, {4: "See there.", 5: "Mint cures all."})
    data = saved(document)
    made = commented(data, "Mint cures all")
    assert said_of(made) == [""]
    assert f"In the {kind}: “Mint cures all”" in comments(made)[0]
    start = next(opened(made).element.body.iter("{*}commentRangeStart"))
    assert next(start.getnext().iter(f"{{*}}{kind}Reference")) is not None
    assert members(made)[f"word/{kind}s.xml"] == members(data)[f"word/{kind}s.xml"]


def test_a_note_that_nothing_refers_to_has_its_comment_at_the_end() -> None:
    document = docx_of_xml(run("Mint helps."))
    add_notes(document, "footnote", {5: "Mint cures all."})
    made = commented(saved(document), "Mint cures all")
    assert said_of(made) == [""]


def test_a_claim_in_a_text_box_has_its_comment_where_the_box_hangs() -> None:
    data = saved(docx_of_xml(run("Outside.") + BOX.format(run("Mint cures all."))))
    made = commented(data, "Mint cures all")
    assert "In the text box: “Mint cures all”" in comments(made)[0]
    assert len(list(opened(made).element.body.iter("{*}commentReference"))) == 1
    assert without_our_marks(made) == without_our_marks(data)


def test_comments_of_others_survive_and_ids_do_not_clash() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Mint cures all. ")
    document.add_comment(paragraph.add_run("It is safe."), "Really?", "Ann", "A")
    stray = "<w:r><w:commentReference w:id='1'/></w:r>"
    paragraph._p.append(docx_of_xml(stray).paragraphs[0]._p[0])
    made = commented(saved(document), "cures all. It is", "safe")
    assert comments(made, "Ann") == {0: "Really?"}
    assert set(comments(made)) == {2, 3}
    assert ranges(made, strays=1) == {0: "It is safe.", 2: "cures all. It is", 3: "safe"}


def test_suppressed_and_supported_claims_have_no_comment() -> None:
    text = "Mint cures all. It is safe. It helps."
    article = article_of(docx_of(text))
    findings = (
        found(text, "Mint cures all", suppressed="quoted"),
        found(text, "is safe", Label.OVERSTATED),
        found(text, "helps", Label.SUPPORTED),
    )
    assert said_of(written(Review(article, MODEL, 9, findings))) == ["is safe"]


def test_a_document_that_changed_in_the_meantime_is_refused() -> None:
    article = article_of(docx_of("Mint cures all."))
    changed = Article("a.docx", article.text, article.blocks, article.places, data=docx_of("New."))
    review = Review(changed, MODEL, 3, (found(article.text, "Mint"),))
    with pytest.raises(InputError, match=r"a\.docx: was changed while it was reviewed"):
        written(review)


def test_a_document_that_is_gone_is_told() -> None:
    text = article_of(docx_of("Mint cures all."))
    review = Review(Article("gone.docx", text.text, text.blocks, text.places), MODEL, 3)
    with pytest.raises(InputError, match=r"gone\.docx: does not exist"):
        written(review)


def test_another_document_with_places_is_made_anew() -> None:
    article = Article("a.pdf", "Mint cures all.", None, article_of(docx_of("x")).places)
    article = Article("a.pdf", article.text, None, article.places, data=pdf_of(["Mint cures all."]))
    made = written(Review(article, MODEL, 3, (found(article.text, "cures all"),)))
    assert said_of(made) == ["cures all"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8)
PIECES = st.tuples(st.sampled_from(["{}", LINK, INSERTED, FIELD, CONTROL, DELETED + "{}"]), WORDS)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.lists(PIECES, max_size=4), min_size=1, max_size=4), st.data())
def test_text_stays_and_ranges_are_the_claims(
    rows: list[list[tuple[str, str]]], data: st.DataObject
) -> None:
    inner = ["".join(frame.format(run(escape(words))) for frame, words in row) for row in rows]
    original = saved(docx_of_xml(*inner))
    article = article_of(original)
    offsets = st.integers(0, len(article.text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted), max_size=5))
    said = [article.text[start:end].replace("\n", "") for start, end in spans]
    assume(all(said))
    findings = [finding(article.text, start, end, Label.UNSAFE) for start, end in spans]
    made = commented(original, *findings)
    assert article_of(made).text == article.text
    assert said_of(made) == said
    assert without_our_marks(made) == without_our_marks(original)
