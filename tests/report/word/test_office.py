"""LibreOffice opens the documents, and sees every comment on its words."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.document import Document
from lxml import etree
from pypdf import PdfReader

from claimcheck.datatypes import Review
from claimcheck.readers.markdown import read_markdown
from tests.fakes import MODEL
from tests.readers.made import docx_of_xml, saved
from tests.readers.test_docx import BOX
from tests.report.word.made import add_notes, commented, found, run, written
from tests.report.word.test_clean import MARKDOWN

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_PDF = 'pdf:writer_pdf_Export:{"ExportNotes": {"type": "boolean", "value": "true"}}'
COPIED = (
    "cures all ills",
    "calms the nerves",
    "heals wounds",
    "really works",
    "is a proven drug",
    "is safe",
    "lowers pressure",
)
"""Claims of the copied document, each in something else."""
OUTSIDE = ("ends pain at once", "beats pills")
MADE = ("really* helps, says\n    **everybody", "cured me", "green tea", "safe")


def copied() -> Document:
    """Bold words, links, tracked changes, a field, nested tables, a text box, a note, a comment."""
    document = docx_of_xml(
        run("Mint ") + run("cures", "<w:b/>") + run(" all ills, they say."),
        run("It ")
        + f"<w:hyperlink w:anchor='x'>{run('calms the')}</w:hyperlink>"
        + run(" nerves."),
        run("It ")
        + f"<w:ins w:id='901' w:author='Ann' w:date='2026-01-01T00:00:00Z'>{run('heals')}</w:ins>"
        + "<w:del w:id='902' w:author='Ann' w:date='2026-01-01T00:00:00Z'><w:r>"
        + f"<w:delText>hurts</w:delText></w:r></w:del>{run(' wounds.')}",
        run("It ")
        + f"<w:fldSimple w:instr=' AUTHOR '>{run('really')}</w:fldSimple>"
        + run(" works."),
        run("It lowers pressure.")
        + "<w:r><w:footnoteReference w:id='5'/></w:r>"
        + BOX.format(run("Mint beats pills.")),
    )
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Mint is a proven drug."
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "It is safe."
    paragraph = document.add_paragraph()
    document.add_comment(paragraph.add_run("Bye."), "Goodbye?", "Ann", "A")
    document.sections[0].header.paragraphs[0].text = "The Herald"
    add_notes(document, "footnote", {5: "Mint ends pain at once."})
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both kinds of documents as LibreOffice has them: flat ODF, and PDF with annotations."""
    folder = tmp_path_factory.mktemp("office")
    article = read_markdown("a.md", MARKDOWN)
    safer = {"cured me": "seemed to help me"}
    claims = tuple(found(article.text, claim, suggestion=safer.get(claim)) for claim in MADE)
    earlier = commented(saved(copied()), *COPIED[2:], *OUTSIDE, "Bye")
    (folder / "copied.docx").write_bytes(commented(earlier, *COPIED, *OUTSIDE))
    (folder / "made.docx").write_bytes(written(Review(article, MODEL, 1, claims)))
    for form in ("fodt", _PDF):
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        documents = [str(folder / f"{name}.docx") for name in ("copied", "made")]
        subprocess.run(
            [*command, "--convert-to", form, "--outdir", str(folder), *documents],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return folder


def ranges(path: Path, author: str) -> Iterator[str]:
    """The words that each comment of an author stands on, in the order in which they end."""
    open_names: dict[str, str] = {}
    body = etree.parse(path).find(f"{_OFFICE}body")
    for event, element in etree.iterwalk(body, events=("start", "end")):
        inside = element.tag.startswith("{") and any(
            parent.tag == f"{_OFFICE}annotation" for parent in element.iterancestors()
        )
        if inside:
            continue
        name = element.get(f"{_OFFICE}name", "")
        if element.tag == f"{_OFFICE}annotation" and event == "start":
            if element.findtext(_CREATOR) == author:
                open_names[name] = ""
        elif element.tag == f"{_OFFICE}annotation-end" and event == "start":
            if name in open_names:
                yield open_names.pop(name)
        elif event == "start":
            add(open_names, element.text)
        if event == "end":
            add(open_names, element.tail)


def add(texts: dict[str, str], words: str | None) -> None:
    for name in texts:
        texts[name] += words or ""


def squeezed(words: str) -> str:
    """Without blanks, which ODF writes in several ways."""
    return "".join(words.split())


def test_the_comments_of_a_copy_stand_on_the_words(folder: Path) -> None:
    said = [squeezed(one) for one in ranges(folder / "copied.fodt", "claimcheck")]
    tracked = {"healswounds": "healshurtswounds"}
    in_text = [tracked.get(squeezed(claim), squeezed(claim)) for claim in COPIED]
    assert sorted(said) == sorted([*in_text, "1Mintendspainatonce.", ""])


def test_the_comments_of_a_document_made_anew_stand_on_the_words(folder: Path) -> None:
    said = [squeezed(one) for one in ranges(folder / "made.fodt", "claimcheck")]
    assert said == ["reallyhelps,sayseverybody", "greentea", "curedme", "safe"]


def test_what_a_suggestion_changes_can_be_seen(folder: Path) -> None:
    root = etree.parse(folder / "made.fodt").getroot()
    looks = {
        style.get(f"{_STYLE}name"): style.find(f"{_STYLE}text-properties").attrib
        for style in root.iter(f"{_STYLE}style")
        if style.find(f"{_STYLE}text-properties") is not None
    }
    spans = [
        (span.text, looks[span.get(f"{_TEXT}style-name")])
        for comment in root.iter(f"{_OFFICE}annotation")
        for span in comment.iter(f"{_TEXT}span")
    ]
    through = {text for text, look in spans if f"{_STYLE}text-line-through-style" in look}
    under = {text for text, look in spans if f"{_STYLE}text-underline-style" in look}
    assert (through, under) == ({"cured"}, {"seemed to help"})


def test_the_comments_of_others_stay(folder: Path) -> None:
    assert list(ranges(folder / "copied.fodt", "Ann")) == ["Bye."]


@pytest.mark.parametrize(("name", "count"), [("copied", 9), ("made", 4)])
def test_the_comments_are_in_a_pdf(folder: Path, name: str, count: int) -> None:
    notes = [
        note.get_object()
        for page in PdfReader(folder / f"{name}.pdf").pages
        for note in page.get("/Annots", ())
    ]
    ours = [note for note in notes if note.get("/T", "").startswith("claimcheck,")]
    assert len(ours) == count
    assert all("What to do: advice unsafe" in note["/Contents"] for note in ours)
