"""Blocks put together to headings, lists, tables and quotes, in sections with their notes."""

from __future__ import annotations

import re

import pytest

from claimcheck.datatypes import Article, Block
from claimcheck.labels import Label
from claimcheck.readers.markdown import read_markdown
from claimcheck.report.html.outline import sections
from tests.fakes import finding
from tests.report.html.made import many_claims, numbered


def outline(text: str) -> str:
    """The elements of a Markdown text on one line."""
    html = "".join(section.html for section in sections(read_markdown("a.md", text), []))
    return html.replace("\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\n## Two", '<h3 class="level-1">One</h3><h4 class="level-2">Two</h4>'),
        (
            "# One\n\n**Bold?**\n\nWords.",
            '<h3 class="level-1">One</h3>'
            '<h4 class="level-3"><strong>Bold?</strong></h4><p>Words.</p>',
        ),
        ("###### Six", '<h3 class="level-6">Six</h3>'),
        (
            "## Two\n\n#### Four\n\n### Three\n\n# One",
            '<h3 class="level-2">Two</h3><h4 class="level-4">Four</h4>'
            '<h4 class="level-3">Three</h4><h3 class="level-1">One</h3>',
        ),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("3. a\n4. b", '<ol><li value="3">a</li><li value="4">b</li></ol>'),
        ("- a\n\n  more\n- b", '<ul><li>a</li><li class="more">more</li><li>b</li></ul>'),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        (
            "|a|b|\n|-|-|\n|c|d|",
            '<table><tr><th scope="col">a</th><th scope="col">b</th></tr>'
            "<tr><td>c</td><td>d</td></tr></table>",
        ),
        (
            "|a|b|c|\n|-|-|-|\n|d||f|\n||e||",
            '<table><tr><th scope="col">a</th><th scope="col">b</th><th scope="col">c</th></tr>'
            "<tr><td>d</td><td></td><td>f</td></tr><tr><td></td><td>e</td></tr></table>",
        ),
    ],
)
def test_markdown_looks_as_its_reader_sees_it(text: str, expected: str) -> None:
    assert outline(text) == expected


def test_items_without_bullets_make_a_list_as_well() -> None:
    text = "one\ntwo"
    article = Article("a", text, (Block(0, 3, "list_item", 1), Block(4, 7, "list_item", 1)))
    (section,) = sections(article, [])
    assert section.html.replace("\n", "") == "<ul><li>one</li><li>two</li></ul>"


def test_a_text_without_blocks_is_read_as_plain_text() -> None:
    text = "A HEADING\n\nIt is so.\n\n- one thing"
    assert [section.html.replace("\n", "") for section in sections(Article("a", text), [])] == [
        '<h3 class="level-2">A HEADING</h3><p>It is so.</p><ul><li>one thing</li></ul>'
    ]


def test_a_section_begins_at_a_heading_or_after_eight_notes() -> None:
    text = "# One\n\nWords.\n\n# Two\n\nWords."
    assert len(list(sections(read_markdown("a", text), []))) == 2
    review = many_claims(24)
    found = list(sections(review.article, numbered(*review.findings)))
    assert [len(section.notes) for section in found] == [8, 8, 8]


def test_no_claim_goes_missing_where_no_block_is() -> None:
    text = "code here. A block. more code"
    claims = numbered(
        finding(text, 0, 9, Label.UNSAFE),
        finding(text, 11, 18, Label.UNSAFE),
        finding(text, 20, 29, Label.UNSAFE),
    )
    html = "".join(one.html for one in sections(Article("a", text, (Block(11, 19),)), claims))
    assert re.findall(r'id="c(.*?)">(.*?)<', html) == [
        ("1-1", "code here"),
        ("1-2", "A block"),
        ("1-3", "more code"),
    ]


def test_a_claim_across_blocks_is_marked_in_both_and_linked_once() -> None:
    text = "first half\n\nsecond half"
    claims = numbered(finding(text, 6, 18, Label.UNSAFE))
    html = "".join(
        one.html for one in sections(Article("a", text, (Block(0, 10), Block(12, 23))), claims)
    )
    assert re.findall(r"<mark[^>]*>(\w+)", html) == ["half", "second"]
    assert html.count('id="c1-1"') == html.count('href="#n1-1"') == 1
