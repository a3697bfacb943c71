"""Long articles come in parts that make the whole, and one review comes of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import parts
from claimcheck.datatypes import Article, Block, Place
from claimcheck.parts import parts_of
from claimcheck.readers import ReadOptions
from claimcheck.readers.formats import READERS
from claimcheck.reading import read_off
from claimcheck.review import load, review_articles, review_unless
from tests.readers.made import epub_of


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(parts, "MOST", 40)
    return 40


def said(article: Article) -> list[str]:
    """What each part says."""
    return [
        "|".join(article.text[block.start : block.end] for block in part.blocks or ())
        for part in parts_of(article)
    ]


def made(*blocks: tuple[str, str, int], places: tuple[Place, ...] = ()) -> Article:
    """An article of (text, kind, level)."""
    text = "\n".join(words for words, _, _ in blocks)
    at, found = 0, []
    for words, kind, level in blocks:
        found.append(Block(at, at + len(words), kind, level))
        at += len(words) + 1
    return Article("a", text, tuple(found), places)


P = ("paragraph", 0)


def test_what_is_short_is_its_only_part(most: int) -> None:
    article = Article("a", "x" * most)
    assert parts_of(article) == [article]
    assert parts_of(Article("a", "")) == [Article("a", "")]


def test_a_part_ends_between_blocks_as_late_as_it_can(most: int) -> None:
    assert said(made(("a" * 15, *P), ("b" * 15, *P), ("c" * 15, *P))) == [
        f"{'a' * 15}|{'b' * 15}",
        "c" * 15,
    ]


def test_a_part_ends_rather_before_the_largest_heading(most: int) -> None:
    article = made(
        ("a" * 21, *P),
        ("one", "heading", 1),
        ("b", *P),
        ("two", "heading", 2),
        ("c" * 5, *P),
        ("d" * 20, *P),
    )
    assert said(article) == ["a" * 21, f"one|b|two|{'c' * 5}|{'d' * 20}"]


def test_a_part_ends_rather_where_a_chapter_does(most: int) -> None:
    blocks = (("a" * 21, *P), ("b", *P), ("one", "heading", 1), ("c" * 30, *P))
    places = (Place(0, (("file", "1"),)), Place(22, (("file", "2"), ("paragraph", 1))))
    assert said(made(*blocks, places=places)) == ["a" * 21, f"b|one|{'c' * 30}"]


def test_a_long_block_is_parted_after_a_sentence_else_a_word_else_anywhere(most: int) -> None:
    assert said(made((f"{'a' * 36}. Bb cc", *P))) == [f"{'a' * 36}. ", "Bb cc"]
    assert said(made((f"{'a' * 36} bb cc", *P))) == [f"{'a' * 36} bb ", "cc"]
    assert said(made(("a" * 90, *P))) == ["a" * 40, "a" * 40, "a" * 10]


def test_markup_is_never_cut(most: int) -> None:
    block = Block(0, 60, skip=((5, 8), (38, 45), (50, 52)))
    (first,), (second,) = (part.blocks or () for part in parts_of(Article("a", "x" * 60, (block,))))
    assert (first.end, first.skip) == (45, ((5, 8), (38, 45)))
    assert (second.start, second.end, second.skip) == (45, 60, ((50, 52),))


def test_a_block_that_markup_keeps_from_being_cut_is_one_part(most: int) -> None:
    article = Article("a", "x" * 43, (Block(0, 43, skip=((39, 43),)),))
    assert [part.blocks for part in parts_of(article)] == [article.blocks]


PIECES = st.sampled_from(
    ["Mint calms. ", "é🙂", "\n", "\n\n", "# Tea\n", "- ", "<b>", "&amp;", " "]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([".txt", ".md", ".html"]))
def test_the_parts_say_what_the_whole_says_in_its_order(text: str, suffix: str) -> None:
    article = READERS[suffix]("a", text.encode(), ReadOptions())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", 30)
        found = parts_of(article)
    blocks = [block for part in found for block in part.blocks or ()]
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    words = "".join(read_off(part).text for part in found)
    assert "".join(words.split()) == "".join(read_off(article).text.split())


def test_a_book_in_parts_is_one_review(monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = "<h1>Page {0}</h1><p>Herb {0} cures cancer. It has no side effects &amp; helps.</p>"
    book = epub_of({f"{n}.xhtml": chapter.format(n) for n in range(9)})
    article = READERS[".epub"]("b.epub", book, ReadOptions())
    nlp = load()
    (whole,) = review_articles([article], nlp)
    monkeypatch.setattr(parts, "MOST", 200)
    assert len(parts_of(article)) == 3
    first, parted = review_articles([Article("a", "Mint cures colds."), article], nlp)
    assert len(first.findings) == 1
    assert (parted.article, parted.words) == (article, whole.words)
    assert [found.claim.text for found in parted.findings] == [
        found.claim.text for found in whole.findings
    ]
    assert [(found.line, found.column, found.place) for found in parted.findings] == [
        (found.line, found.column, found.place) for found in whole.findings
    ]
    assert all(
        article.text[found.claim.start : found.claim.end] == found.claim.text
        for found in parted.findings
    )
    assert review_unless(lambda: False, article, nlp) == parted
