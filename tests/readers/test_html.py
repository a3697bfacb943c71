"""HTML is read in place: the article's words keep their offsets, what stands around is left out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Article
from claimcheck.errors import InputError
from claimcheck.readers.html import read_html
from claimcheck.readers.html_tokens import scan
from claimcheck.reading import read_off


def read(text: str, *, whole_page: bool = False) -> list[tuple[str, str]]:
    """(kind, words as read) of every block."""
    reading = read_off(read_html("a.html", text, whole_page=whole_page))
    return [(b.kind, " ".join(reading.text[b.start : b.end].split())) for b in reading.blocks]


def words(text: str, *, whole_page: bool = False) -> list[str]:
    return [found for _, found in read(text, whole_page=whole_page)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h2>Mint</h2>", ("heading", "Mint")),
        ("<ul><li><p>Mint</p></ul>", ("list_item", "Mint")),
        ("<table><tr><td>Mint", ("table_cell", "Mint")),
        ("<blockquote><p>Mint", ("quote", "Mint")),
        ("<dl><dt>Mint</dt></dl>", ("paragraph", "Mint")),
        ("<p>A <a href='x'>mint <b>tea</b></a> helps.", ("paragraph", "A mint tea helps.")),
        ("<p>It doesn&#8217;t &amp; can&rsquo;t.", ("paragraph", "It doesn’t & can’t.")),
        ("<p>&ldquo;It cured me.&rdquo;</p>", ("paragraph", "“It cured me.”")),
        ("<p>side&nbsp;effects&nbsp;</p>", ("paragraph", "side effects")),
        ("<p>10<sup>6</sup> cells<sup><a href='#r'>[1]</a></sup>.", ("paragraph", "106 cells.")),
        ("<p title='a > b' data-x=\"</p>\">Mint", ("paragraph", "Mint")),
        ("<p>It <!-- <b>not</b> --> helps", ("paragraph", "It helps")),
        ("<p>It <script>if (a < b) '</p>'</script>helps", ("paragraph", "It helps")),
        ("<P CLASS=x>3 < 5 & so on", ("paragraph", "3 < 5 & so on")),
        ("<p>un<wbr>believable", ("paragraph", "unbelievable")),
    ],
)
def test_words_as_read(text: str, expected: tuple[str, str]) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "<head><title>Mint cures</title></head>",
        "<style>mint</style><template><p>mint</p></template><svg><text>mint</text></svg>",
        "<select><option>mint</select><textarea>mint</textarea>",
        "<script>mint",
    ],
)
def test_what_is_never_text(text: str) -> None:
    assert words(text, whole_page=True) == []


TEA = "Tea has been drunk in many countries for a long time, and some say that it calms the mind. "
ARTICLE = f"<p>{TEA * 3}</p>"


@pytest.mark.parametrize(
    "around",
    [
        "<nav><p>Mint cures</p></nav>",
        "<header><h1>Mint cures</h1></header>",
        "<footer>Mint cures</footer>",
        "<aside>Mint cures</aside>",
        "<form><label>Mint cures</label></form>",
        "<pre>Mint cures</pre>",
        "<div role=navigation>Mint cures</div>",
        "<div hidden>Mint cures</div>",
        "<div style='color:red; display: none'>Mint cures</div>",
        "<div id=cookie-law-info-bar>Mint cures</div>",
        "<div class='x relatedPosts'>Mint cures</div>",
        "<section class=comments-area><p>Mint cures</section>",
        "<div class=wp-block-social-links>Mint cures</div>",
        "<ul><li><a href=x>Mint cures</a></ul>",
        "<p><a href=x>Mint</a> | <a href=y>cures</a></p>",
    ],
)
def test_what_stands_around_an_article(around: str) -> None:
    text = around + ARTICLE
    assert words(text) == [(TEA * 3).strip()]
    assert len(words(text, whole_page=True)) > 1


@pytest.mark.parametrize(
    "text",
    [
        f"<body class='has-sidebar left-sidebar social'>{ARTICLE}",
        f"<article class='post tag-advertisement-law category-social-care'>{ARTICLE}</article>",
        f"<form id=aspnetForm>{ARTICLE}</form>",
        f"<div class=sidebar>{ARTICLE}</div><p>Home</p>",
        f"<article><header>{ARTICLE}</header></article>",
    ],
)
def test_a_hint_is_not_trusted_with_the_whole_article(text: str) -> None:
    assert (TEA * 3).strip() in words(text)


def test_the_main_part_is_enough_where_it_holds_a_good_share() -> None:
    aside = "<div>Garlic cures colds.</div>"
    assert len(words(f"{aside}<main>{ARTICLE}</main>")) == 1
    assert len(words(f"{aside}{ARTICLE}<main>Skip.</main>")) == 3


def test_linked_headings_and_long_linked_paragraphs_stay() -> None:
    text = f"<h2><a href=x>Mint cures</a></h2><p><a href=y>{TEA * 3}</a></p>"
    assert len(words(text)) == 2


def test_levels() -> None:
    text = "<h3>a</h3><ul><li>b<ol><li>c</ol></ul><blockquote>d<blockquote>e</blockquote>"
    blocks = read_html("a.html", text).blocks or ()
    assert [block.level for block in blocks] == [3, 1, 2, 1, 2]


def test_places_are_those_of_the_file() -> None:
    text = "<p>Mint <b>cures</b> &amp; calms.</p>"
    article = read_html("a.html", text)
    reading = read_off(article)
    at = reading.text.find("cures & calms")
    start, end = reading.source_span(at, at + len("cures & calms"))
    assert text[start:end] == "cures</b> &amp; calms"


def test_an_unfinished_tag_ends_the_page_as_in_browsers() -> None:
    assert words("<p>Mint</p><p class='x") == ["Mint"]


PIECES = st.sampled_from(
    "mint é 🙂 &amp; &#8217; &#x110000; &bogus; &nbsp; < > </ /> <p> </p> <b> </b> <a> </a> <div> "
    "</div> <!-- --> <script> </script> <nav> </nav> <li> <ul> </ul> <td> <h1> </h1> <br> <br/> "
    "<sup> ' \" = <p/=> <![CDATA[ <main> </main> <title> <title/> <p\ta='x'b> <x:y> \r\n".split(" ")
)  # fmt: skip


def check(article: Article) -> None:
    """Blocks ascending and disjoint, skips inside them in order, places true."""
    text, before = article.text, 0
    for block in article.blocks or ():
        assert before <= block.start < block.end <= len(text)
        at = block.start
        for start, end in block.skip:
            assert at <= start < end <= block.end
            at = end
        before = block.end
    reading = read_off(article)
    for block in reading.blocks:
        for at in range(block.start, block.end):
            start, end = reading.source_span(at, at + 1)
            assert 0 <= start < end <= len(text)
            assert text[start] in (reading.text[at], "&")


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
def test_any_html_is_read_in_place(text: str) -> None:
    check(read_html("a.html", text))
    check(read_html("a.html", text, whole_page=True))
    marks = list(scan(text, 0, len(text)))
    assert all(one.end <= other.start for one, other in zip(marks, marks[1:], strict=False))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read_in_place(text: str) -> None:
    check(read_html("a.html", text, whole_page=True))


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<!--", "<![CDATA[", "<p a='", "<p a=\"'", "<a b=c ", "&", "&#", "</x>",
     "<b></div>", "<script", "<script>", "<div>", "</div><div>", "<li>", "<a>", "a=", " "],
)  # fmt: skip
def test_no_input_takes_more_than_linear_time(unit: str) -> None:
    text = "<p " * (unit == "a=") + unit * (150_000 // len(unit))
    start = time.process_time()
    read_html("a.html", text + "x")
    assert time.process_time() - start < 5


def test_too_many_paragraphs_are_refused() -> None:
    with pytest.raises(InputError, match="more than 40,000 paragraphs"):
        read_html("a.html", "<p>a" * 40_001)
