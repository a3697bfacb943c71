"""PDF files: pages become paragraphs again, each claim with its page."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InputError
from claimcheck.readers import pdf
from claimcheck.readers.pdf import read_pdf
from claimcheck.readers.pdf_lines import page_article
from tests.readers.made import pdf_of

LONG = "Mint tea is drunk in many countries and has been for a very long"


def shown(*pages: str, whole_page: bool = False) -> list[tuple[str, str]]:
    article = page_article("a.pdf", pages, whole_page=whole_page)
    return [
        (article.text[block.start : block.end], str(article.place(block.start)))
        for block in article.blocks or ()
    ]


def test_a_file_is_read_with_its_pages() -> None:
    article = read_pdf("a.pdf", pdf_of(["Mint helps."], ["Tea calms."]))
    assert article.text.split("\n\n") == ["Mint helps.", "Tea calms.", ""]
    assert str(article.place(article.text.find("Mint"))) == "page 1"
    assert str(article.place(article.text.find("Tea"))) == "page 2"


def test_a_page_of_endless_drawing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_MARKUP", 50)
    with pytest.raises(InputError, match="draws more than 50 bytes on page 2"):
        read_pdf("a.pdf", pdf_of([], ["Mint helps."] * 9))


def test_lines_are_joined_and_cut_words_made_whole() -> None:
    lines = [
        f"{LONG} time; some say it re-",
        "lieves pain and others think that it is a",
        "fine drink.",
    ]
    joined = f"{LONG} time; some say it relieves pain and others think that it is a fine drink."
    assert shown("\n".join(lines)) == [(joined, "page 1")]


def test_a_hyphen_before_a_capital_stays() -> None:
    text = f"{LONG} time and in the non-\nEnglish press it is said to ease all sorts of ailments."
    assert "non- English" in shown(text)[0][0]


def test_a_hyphen_behind_a_number_is_the_words_own() -> None:
    text = f"{LONG} time, also for its 7-\nketone, which is said to ease all sorts of ailments."
    assert "its 7-ketone, which" in shown(text)[0][0]


def test_a_short_last_line_ends_its_paragraph() -> None:
    text = f"{LONG} time.\nIt calms.\n{LONG} time,\nthey say."
    assert [words for words, _ in shown(text)] == [
        f"{LONG} time. It calms.",
        f"{LONG} time, they say.",
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = (
        f"{LONG} time, and it",
        "soothes the stomach of those who drink it after a meal.",
    )
    article = page_article("a.pdf", [first, second])
    (block,) = article.blocks or ()
    assert article.text[block.start : block.end] == f"{first} {second}"
    assert str(article.place(article.text.find("soothes"))) == "page 2"


def test_running_headers_and_page_numbers_are_left_out() -> None:
    pages = [
        f"The Mint Book {n}\nMint helps number {word}.\n{n}" for n, word in enumerate("abcd", 9)
    ]
    assert [words for words, _ in shown(*pages)] == [f"Mint helps number {w}." for w in "abcd"]
    assert len(shown(*pages, whole_page=True)) > 4


def test_items_are_paragraphs_of_their_own() -> None:
    text = f"{LONG} time:\n• it calms the stomach and, so some say, the mind as well\n• it warms"
    assert len(shown(text)) == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no pdf at all", "is no PDF file or a broken one"),
        (b"%PDF-1.7\nbroken", "is no PDF file or a broken one"),
        (pdf_of(["Mint"])[:400], "is no PDF file or a broken one"),
        (pdf_of(["Mint"], password="secret"), "is protected by a password"),
        (pdf_of([]), "holds no text, perhaps pictures"),
    ],
    ids=["text", "header only", "cut", "locked", "pictures"],
)
def test_what_cannot_be_read_is_told(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_pdf("a.pdf", data)


@pytest.mark.parametrize(
    ("module", "name"), [("pypdf", "a.pdf"), ("docx", "a.docx")], ids=["pdf", "docx"]
)
def test_the_extra_is_named_where_it_is_missing(
    module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claimcheck.readers import READERS, ReadOptions
    from tests.readers.made import docx_of

    monkeypatch.setitem(sys.modules, module, None)
    data = pdf_of(["Mint"]) if module == "pypdf" else docx_of("Mint")
    with pytest.raises(InputError, match=r"pip install 'claimcheck\[docs\]'"):
        READERS[name[1:]](name, data, ReadOptions())


_SAMPLE = pdf_of(["Mint helps."])


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=60), st.integers(0, len(_SAMPLE)), st.integers(0, 60))
def test_no_bytes_raise_anything_else(noise: bytes, at: int, gone: int) -> None:
    try:
        read_pdf("a.pdf", _SAMPLE[:at] + noise + _SAMPLE[at + gone :])
    except InputError:
        return


LINE = st.sampled_from(
    ["Mint helps.", "12", "re-", "lieves", "• tea", "A B", "é🙂", "", "\x0c", LONG]
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(LINE, max_size=6).map("\n".join), max_size=5), st.booleans())
def test_blocks_and_places_are_in_order_and_inside(pages: list[str], whole: bool) -> None:
    article = page_article("a.pdf", pages, whole_page=whole)
    before = 0
    for block in article.blocks or ():
        assert before <= block.start < block.end <= len(article.text)
        assert article.place(block.start) is not None
        before = block.end
    starts = [place.start for place in article.places]
    assert starts == sorted(set(starts))
