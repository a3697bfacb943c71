"""Word documents made of articles that were none: the same words in Word's styles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Block, Note, Review
from claimcheck.labels import Label
from claimcheck.readers.html import read_html
from claimcheck.readers.markdown import read_markdown
from claimcheck.readers.text import read_text
from claimcheck.reading import visible
from claimcheck.report.html.shown import shown
from tests.fakes import MODEL, finding
from tests.report.made import HOSTILE
from tests.report.word.made import comments, found, opened, said_of, written

MARKDOWN = """# Mint

Mint *really* helps, says
    **everybody**. `Mint` ~~cures~~ [calms](https://example.org/).

- tea
  - green tea
3. third

> It cured me.

| herb | use |
|---|---|
| mint | |
| sage | safe |
"""


def made_of(article: Article, *claims: str) -> bytes:
    findings = tuple(found(article.text, claim) for claim in claims)
    return written(Review(article, MODEL, 1, findings))


def test_blocks_have_the_styles_of_word() -> None:
    document = opened(made_of(read_markdown("a.md", MARKDOWN)))
    assert [(one.style.name, one.text) for one in document.paragraphs] == [
        ("Heading 1", "Mint"),
        ("Normal", "Mint really helps, says everybody. Mint cures calms."),
        ("List Bullet", "tea"),
        ("List Bullet 2", "green tea"),
        ("List", "3.\tthird"),
        ("Quote", "It cured me."),
        ("Normal", ""),
    ]
    (table,) = document.tables
    assert table.style.name == "Table Grid"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["herb", "use"],
        ["mint", ""],
        ["sage", "safe"],
    ]


def test_emphasis_stays() -> None:
    _, paragraph, *_ = opened(made_of(read_markdown("a.md", MARKDOWN))).paragraphs
    looks = {
        run.text: (run.italic, run.bold, run.font.strike, run.font.name)
        for run in paragraph.runs
        if run.text.strip()
    }
    assert looks["really"] == (True, None, None, None)
    assert looks["everybody"] == (None, True, None, None)
    assert looks["Mint"] == (None, None, None, "Courier New")
    assert looks["cures"] == (None, None, True, None)


def test_comments_stand_on_words_without_markup() -> None:
    claims = ("really* helps, says\n    **everybody", "cured me", "green tea", "safe")
    made = made_of(read_markdown("a.md", MARKDOWN), *claims)
    assert said_of(made) == ["really helps, says everybody", "cured me", "green tea", "safe"]


def test_a_claim_on_a_page_holds_what_is_read_there() -> None:
    article = read_html("a.html", "<p>It&rsquo;s <b>safe</b> &amp; cures <i>all</i>.</p>")
    made = made_of(article, "&rsquo;s <b>safe</b> &amp; cures", "safe</b> &amp;")
    assert said_of(made) == ["’s safe & cures", "safe &"]


def test_an_article_without_blocks_is_laid_out_by_its_lines() -> None:
    made = made_of(Article("-", "Mint cures.\n\nIt is safe."), "safe")
    assert [one.text for one in opened(made).paragraphs] == ["Mint cures.", "It is safe."]
    assert said_of(made) == ["safe"]


def test_the_document_says_where_it_is_from() -> None:
    properties = opened(made_of(read_text("drafts/a.txt", "Mint."))).core_properties
    assert (properties.author, properties.title) == ("claimcheck", "drafts/a.txt")


def suggested(text: str, suggestion: str) -> bytes:
    """A document of one claim with a suggestion and a note."""
    end = len(text)
    one = finding(text, 0, end, Label.OVERSTATED, notes=(Note("n", "Agency", "https://e.org"),))
    article = read_markdown("a.md", text)
    return written(Review(article, MODEL, 3, (replace(one, suggestion=suggestion),)))


def test_a_comment_has_suggestion_and_notes() -> None:
    assert comments(suggested("Mint cures all", "Mint helps all"))[0].splitlines() == [
        "Overstated claim (91%)",
        "Why: Why overstated",
        "What to do: advice overstated",
        "Instead of: “Mint cures all”",
        "You could say: “Mint helps all”",
        "Note: n (Agency, https://e.org)",
    ]


def test_a_suggestion_is_shown_as_a_difference() -> None:
    made = suggested("Mint *cures* all, at\nonce", "Mint *may help* all")
    looks = changed(made)
    assert looks == {"cures": "strike", ", at once": "strike", "may help": "underline"}
    (comment,) = opened(made).comments
    runs = [run for paragraph in comment.paragraphs for run in paragraph.runs if run.text]
    assert {run.font.size.pt for run in runs} == {10}


def test_what_only_adds_needs_no_old_words() -> None:
    made = suggested("Mint helps", "Mint helps some")
    assert "Instead of" not in comments(made)[0]
    assert changed(made) == {"some": "underline"}


def test_what_only_takes_away_says_what_is_left() -> None:
    made = suggested("Mint really helps", "Mint helps")
    assert changed(made) == {"really": "strike"}
    assert "You could say: “Mint helps”" in comments(made)[0]


def changed(data: bytes) -> dict[str, str]:
    """The words of the only comment that have a look, and which."""
    (comment,) = opened(data).comments
    runs = [run for paragraph in comment.paragraphs for run in paragraph.runs]
    looks = {run.text: "strike" for run in runs if run.font.strike}
    return looks | {run.text: "underline" for run in runs if run.font.underline}


def test_deep_headings_and_items_have_the_deepest_style() -> None:
    blocks = (Block(0, 1, "heading", 12), Block(2, 3, "list_item", 7), Block(4, 5, "heading"))
    document = opened(made_of(Article("a", "a b c", blocks)))
    assert [one.style.name for one in document.paragraphs] == [
        "Heading 9",
        "List Bullet 3",
        "Heading 2",
    ]


def test_hostile_text_is_shown() -> None:
    made = made_of(Article("a", HOSTILE, (Block(0, len(HOSTILE)),)), HOSTILE)
    (paragraph,) = opened(made).paragraphs
    assert "@x⟦U+0000⟧⟦U+001B⟧[2J" in paragraph.text
    assert said_of(made) == [paragraph.text]


TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\n\n #-*|>")))


@settings(deadline=None, max_examples=20)
@given(TEXTS, st.data())
@pytest.mark.parametrize("read", [read_text, read_markdown])
def test_any_text_becomes_a_document_and_no_claim_is_lost(
    read: Callable[[str, str], Article], text: str, data: st.DataObject
) -> None:
    article = read("a", text)
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted), max_size=3))
    findings = tuple(finding(text, start, end, Label.UNSAFE) for start, end in spans)
    made = written(Review(article, MODEL, 1, findings))
    assert len(comments(made)) == len(spans)
    for (start, end), said in zip(spans, said_of(made), strict=True):
        words = shown(visible(article, start, end))
        assert "".join(words.split()) in "".join(said.split())
