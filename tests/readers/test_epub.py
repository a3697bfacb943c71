"""EPUB books: the pages in reading order, and nothing that attacks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InputError
from claimcheck.readers import READERS, ReadOptions, built
from claimcheck.readers.epub import read_epub
from tests.readers.made import CONTAINER, archive, epub_of, package

PAGE = (
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title/></head><body>{}</body></html>"
)


def shown(data: bytes, *, whole_page: bool = False) -> list[tuple[str, str, str]]:
    article = read_epub("a.epub", data, whole_page=whole_page)
    return [
        (block.kind, article.text[block.start : block.end], str(article.place(block.start)))
        for block in article.blocks or ()
    ]


def test_pages_in_reading_order_with_their_places() -> None:
    pages = {
        "b.xhtml": PAGE.format("<h1>Mint</h1><p>It doesn&#8217;t\n  <b>hurt</b>.</p>"),
        "a.xhtml": PAGE.format("<p>Tea calms.</p>"),
    }
    assert shown(epub_of(pages)) == [
        ("heading", "Mint", "file OEBPS/b.xhtml, paragraph 1"),
        ("paragraph", "It doesn’t hurt.", "file OEBPS/b.xhtml, paragraph 2"),
        ("paragraph", "Tea calms.", "file OEBPS/a.xhtml, paragraph 1"),
    ]


def test_the_contents_are_left_out_unless_asked_for() -> None:
    pages = {"n.xhtml": PAGE.format("<p>Mint cures</p>"), "a.xhtml": PAGE.format("<p>Tea.</p>")}
    data = epub_of(pages, **{"OEBPS/content.opf": package(list(pages), nav="n.xhtml")})
    assert [text for _, text, _ in shown(data)] == ["Tea."]
    assert len(shown(data, whole_page=True)) == 2


def test_a_long_book_is_one_article_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.format("<p>Tea calms many.</p>" * 12_000)
    book = epub_of({f"{n}.xhtml": page for n in range(3)})
    article = READERS[".epub"]("a.epub", book, ReadOptions())
    assert len(article.text) > 600_000
    assert str(article.place(len(article.text) - 9)) == "file OEBPS/2.xhtml, paragraph 12000"
    monkeypatch.setattr(built, "MAX_BOOK", 600_000)
    with pytest.raises(InputError, match=r"holds 612,000 characters, more than the 600,000"):
        read_epub("a.epub", book)


def test_a_page_with_too_much_markup_is_named() -> None:
    book = epub_of({"a.xhtml": PAGE.format("<p>Tea.</p>" * 41_000)})
    with pytest.raises(InputError, match=r"^its page 'OEBPS/a\.xhtml' holds more than 40,000"):
        read_epub("a.epub", book)


def test_a_page_that_is_no_utf8_is_read_as_it_declares() -> None:
    page = PAGE.replace("?>", ' encoding="iso-8859-1"?>').format("<p>café</p>").encode("latin-1")
    article = read_epub("a.epub", epub_of({"a.xhtml": page}))
    assert (article.text.strip(), article.warnings) == ("café", ())


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
LOCK = "<encryption><CipherReference URI='OEBPS/{}'/></encryption>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 and no more", "is no EPUB book or a broken one"),
        (archive({"mimetype": "application/epub+zip"}), "lacks the part 'META-INF/container.xml'"),
        (archive({"META-INF/container.xml": "<x"}), "container.xml' is no XML"),
        (archive({"META-INF/container.xml": "<x/>"}), "names no package"),
        (archive({"META-INF/container.xml": CONTAINER}), "lacks the part 'OEBPS/content.opf'"),
        (epub_of({}), "lists no pages"),
        (epub_of({}, **{"META-INF/container.xml": BOMB}), "defines XML entities"),
        (epub_of({}, **{"OEBPS/content.opf": package(["../../etc/passwd"])}), "outside the book"),
        (epub_of({}, **{"OEBPS/content.opf": package(["/etc/passwd"])}), "outside the book"),
        (epub_of({}, **{"OEBPS/content.opf": package(["gone.xhtml"])}), "lacks the part"),
        (epub_of({"a.xhtml": "x"}, **{"META-INF/encryption.xml": LOCK.format("a.xhtml")}), "DRM"),
        (epub_of({"a.xhtml": b"\0\1\2"}), "is binary"),
    ],
)
def test_what_is_no_book_or_attacks_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_epub("a.epub", data)


def test_scrambled_fonts_do_not_make_a_book_unreadable() -> None:
    lock = LOCK.format("font.otf")
    data = epub_of({"a.xhtml": PAGE.format("<p>Tea.</p>")}, **{"META-INF/encryption.xml": lock})
    assert len(shown(data)) == 1


_SAMPLE = epub_of({"a.xhtml": PAGE.format("<p>Tea helps.</p>")})


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=100), st.integers(0, len(_SAMPLE)), st.booleans())
def test_no_bytes_raise_anything_else(noise: bytes, at: int, rest: bool) -> None:
    data = _SAMPLE[:at] + noise + (_SAMPLE[at:] if rest else b"")
    try:
        article = read_epub("a.epub", data)
    except InputError:
        return
    assert all(0 <= block.start < block.end <= len(article.text) for block in article.blocks or ())


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_package_raises_anything_else(xml: str, href: str) -> None:
    for opf in (xml, package([href.replace("<", "").replace("&", "").replace('"', "")])):
        try:
            read_epub(
                "a.epub", epub_of({}, **{"OEBPS/content.opf": opf.encode("utf-8", "replace")})
            )
        except InputError:
            continue
