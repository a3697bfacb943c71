"""An article as it is read, and the way back to its file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Block, Place
from claimcheck.reading import context, read_off, visible

TEXT = "<p>It doesn&rsquo;t <b>hurt</b>.</p><p>So.</p>"
SKIP = ((11, 18), (20, 23), (27, 31))
ARTICLE = Article("a", TEXT, (Block(3, 32, skip=SKIP), Block(39, 42)))


def test_markup_is_gone_and_references_are_characters() -> None:
    reading = read_off(ARTICLE)
    assert reading.text == "It doesn’t hurt.\n\nSo.\n\n"
    assert [(block.start, block.end) for block in reading.blocks] == [(0, 16), (18, 21)]


def test_spans_go_back_to_the_file() -> None:
    reading = read_off(ARTICLE)
    assert TEXT[slice(*reading.source_span(3, 15))] == "doesn&rsquo;t <b>hurt"
    assert TEXT[slice(*reading.source_span(8, 9))] == "&rsquo;"
    assert TEXT[slice(*reading.source_span(18, 21))] == "So."


def test_visible_shows_no_markup() -> None:
    assert visible(ARTICLE, 6, 27) == "doesn’t hurt"
    assert visible(ARTICLE, 24, 27) == "urt"
    assert visible(Article("a", "<b>"), 0, 3) == "<b>"


def test_context_stays_in_the_block_or_line() -> None:
    assert context(ARTICLE, 23, 27, 100) == ("It doesn’t ", "hurt", ".")
    assert context(ARTICLE, 23, 27, 3) == ("’t ", "hurt", ".")
    assert context(Article("a", "one\ntwo three\rfour"), 4, 7, 99) == ("", "two", " three")


def test_an_article_without_blocks_is_read_as_it_stands() -> None:
    reading = read_off(Article("a", "Mint.\nTea."))
    assert (reading.text, reading.source_span(6, 9)) == ("Mint.\nTea.", (6, 9))


def test_places() -> None:
    places = (Place(0, (("page", 1),)), Place(10, (("file", "a.xhtml"), ("paragraph", 2))))
    article = Article("a", "x" * 20, places=places)
    assert [str(article.place(at)) for at in (0, 9, 10)] == [
        "page 1",
        "page 1",
        "file a.xhtml, paragraph 2",
    ]
    assert Article("a", "x").place(0) is None


@given(st.lists(st.sampled_from(["a", "é", "🙂", "<b>", "&amp;", "&acE;"]), max_size=20))
def test_every_character_read_comes_from_its_place(pieces: list[str]) -> None:
    text, skip, expected = "", [], ""
    for piece in pieces:
        if len(piece) > 1:
            skip.append((len(text), len(text) + len(piece)))
        expected += {"<b>": "", "&amp;": "&", "&acE;": "∾̳"}.get(piece, piece)
        text += piece
    reading = read_off(Article("a", text, (Block(0, len(text), skip=tuple(skip)),)))
    assert reading.text == expected + "\n\n"
    for at, char in enumerate(expected):
        start, end = reading.source_span(at, at + 1)
        assert text[start:end] == char or text[start:end] in ("&amp;", "&acE;")
