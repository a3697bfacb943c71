"""Word documents: what reads as text, in order, each with its place and its runs."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.parser import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InputError
from claimcheck.readers.docx import lay_out, open_document, read_docx
from tests.readers.made import W, archive, docx_of, docx_of_xml, saved

RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def blocks_of(data: bytes, **options: bool) -> list[tuple[str, str, str]]:
    """(kind, text, place) of every block."""
    article = read_docx("a.docx", data, **options)
    return [
        (block.kind, article.text[block.start : block.end], str(article.place(block.start)))
        for block in article.blocks or ()
    ]


def texts(*paragraphs: str) -> list[str]:
    return [text for _, text, _ in blocks_of(saved(docx_of_xml(*paragraphs)))]


def test_kinds_and_places() -> None:
    document = docx.Document()
    document.add_heading("Mint", 2)
    document.add_paragraph("Mint helps.")
    document.add_paragraph("mint tea", style="List Bullet")
    document.add_paragraph("It helped me.", style="Quote")
    table = document.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "calms"
    document.add_paragraph("The end.")
    assert blocks_of(saved(document)) == [
        ("heading", "Mint", "paragraph 1"),
        ("paragraph", "Mint helps.", "paragraph 2"),
        ("list_item", "mint tea", "paragraph 3"),
        ("quote", "It helped me.", "paragraph 4"),
        ("table_cell", "calms", "table 1, row 2, column 2"),
        ("paragraph", "The end.", "paragraph 9"),
    ]


def test_a_heading_of_an_own_style_is_known_by_its_base_and_level() -> None:
    document = docx.Document()
    style = document.styles.add_style("Desk title", 1)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Mint", style=style)
    (block,) = read_docx("a.docx", saved(document)).blocks or ()
    assert (block.kind, block.level) == ("heading", 3)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (RUN.format("Mint ") + f"<w:ins>{RUN.format('really ')}</w:ins>" + RUN.format("helps."),
         "Mint really helps."),
        (RUN.format("Mint ") + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
         + RUN.format("helps."), "Mint helps."),
        (f"<w:moveFrom>{RUN.format('away ')}</w:moveFrom><w:moveTo>{RUN.format('here')}</w:moveTo>",
         "here"),
        (f"<w:hyperlink>{RUN.format('Mint')}</w:hyperlink>" + RUN.format(" helps."), "Mint helps."),
        (f"<w:sdt><w:sdtContent>{RUN.format('Mint')}</w:sdtContent></w:sdt>", "Mint"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>" + RUN.format("Mint"), "Mint"),
        ("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + RUN.format("Mint"), "Mint"),
        ("<w:r><w:t>un</w:t><w:noBreakHyphen/><w:t>proven</w:t></w:r>", "un-proven"),
    ],
    ids=["inserted", "deleted", "moved", "link", "control", "hidden", "field", "hyphen"],
)  # fmt: skip
def test_the_text_is_the_one_with_changes_accepted(inner: str, expected: str) -> None:
    assert texts(inner) == [expected]


def test_a_line_break_ends_a_block() -> None:
    assert texts("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>") == ["one", "two"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert texts(RUN.format("Outside.") + BOX.format(RUN.format("Inside."))) == [
        "Outside.",
        "Inside.",
    ]


def test_footnotes_come_last_with_their_number() -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{RUN.format('Mint cures.')}</w:p></w:footnote></w:footnotes>"
    )
    document = docx.Document()
    document.add_paragraph("Mint helps.")
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        notes.encode(),
        document.part.package,
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    document.part.relate_to(part, kind)
    assert blocks_of(saved(document))[-1] == ("paragraph", "Mint cures.", "footnote 1")


def test_the_list_of_contents_is_left_out_unless_asked_for() -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("Mint cures ... 3", style=style)
    assert blocks_of(saved(document)) == []
    assert len(blocks_of(saved(document), whole_page=True)) == 1


def test_nested_tables_and_cells_of_several_paragraphs_keep_their_cell() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "outer"
    cell.add_table(1, 2).cell(0, 1).text = "inner"
    assert [(text, place) for _, text, place in blocks_of(saved(document))] == [
        ("outer", "table 1, row 1, column 1"),
        ("inner", "table 2, row 1, column 2"),
    ]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(WORDS, max_size=4), max_size=5), st.data())
def test_runs_hold_the_text_of_any_span(rows: list[list[str]], data: st.DataObject) -> None:
    document = docx.Document()
    for row in rows:
        paragraph = document.add_paragraph()
        for words in row:
            paragraph.add_run(words)
    laid = lay_out("a.docx", document)
    text = laid.article.text
    for run in laid.runs:
        assert text[run.start : run.end] == run.run.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected = [run for run in laid.runs if run.start < end and start < run.end]
    assert list(laid.runs_of(start, end)) == (expected if start < end else [])


def test_runs_of_a_span_are_those_of_the_document_that_is_open() -> None:
    document = open_document(docx_of("Mint cures all."))
    laid = lay_out("a.docx", document)
    (span,) = laid.runs_of(5, 10)
    assert span.run is document.paragraphs[0].runs[0]._r


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "is no Word document or a broken one"),
        (docx_of("Mint.")[:900], "is no Word document or a broken one"),
        (archive({"a.txt": "x"}), "lacks the part 'word/document.xml'"),
        (archive({"word/document.xml": "<x/>"}), "is no Word document or a broken one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "locked by a password"),
    ],
    ids=["bytes", "cut", "other zip", "no parts", "locked"],
)
def test_what_is_no_document_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_docx("a.docx", data)


def changed(old: bytes, new: bytes) -> bytes:
    """A Word document in whose main part the first `old` is `new`."""
    with zipfile.ZipFile(io.BytesIO(docx_of("Mint."))) as made:
        members = {name: made.read(name) for name in made.namelist()}
    xml = members["word/document.xml"]
    assert old in xml
    return archive({**members, "word/document.xml": xml.replace(old, new, 1)})


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(InputError, match="defines XML entities"):
        read_docx("a.docx", changed(b"?>", b"?>" + bomb))


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="it has no body"):
        read_docx("a.docx", changed(b"wordprocessingml/2006/main", b"other"))


@pytest.mark.parametrize("name", ["outlineLvl", "numPr><w:ilvl"])
def test_a_level_of_many_digits_is_none(name: str) -> None:
    inner = f'<w:pPr><w:{name} w:val="{"9" * 5000}"/>'
    closing = "</w:numPr></w:pPr>" if "numPr" in name else "</w:pPr>"
    document = docx_of_xml(f"{inner}{closing}<w:r><w:t>Mint.</w:t></w:r>")
    (block,) = lay_out("a.docx", document).article.blocks or ()
    assert block.level in (0, 1)


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200), st.integers(0, 5000), st.booleans())
def test_no_bytes_raise_anything_else(noise: bytes, at: int, whole: bool) -> None:
    data = _SAMPLE[: at % len(_SAMPLE)] + noise + (_SAMPLE[at % len(_SAMPLE) :] if whole else b"")
    try:
        article = read_docx("a.docx", data)
    except InputError:
        return
    assert all(0 <= block.start < block.end <= len(article.text) for block in article.blocks or ())


_SAMPLE = docx_of("Mint helps.", "It does.")
XML = st.recursive(
    st.sampled_from(["<w:t>mint</w:t>", "<w:br/>", "<w:tab/>", "mint"]),
    lambda inner: st.builds(
        "<w:{0}>{1}</w:{0}>".format,
        st.sampled_from(
            "p r ins del tbl tr tc hyperlink sdt sdtContent pPr numPr txbxContent".split()
        ),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=25)
@given(st.lists(XML, max_size=4).map("".join))
def test_any_nesting_of_elements_is_read(xml: str) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{xml}</w:p>"))
    laid = lay_out("a.docx", document)
    before = 0
    for block in laid.article.blocks or ():
        assert before <= block.start < block.end <= len(laid.article.text)
        before = block.end
    assert all(laid.article.text[r.start : r.end] == r.run.text for r in laid.runs)
