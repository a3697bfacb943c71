"""Markdown is read in place: words keep their offsets, markup is stepped over."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.datatypes import Block
from claimcheck.readers.markdown import read_markdown


def read_blocks(text: str) -> tuple[Block, ...]:
    return read_markdown("a.md", text).blocks


def words(text: str, block: Block) -> str:
    """The block's text without what it skips, blanks made single."""
    kept, at = [], block.start
    for start, end in block.skip:
        kept.append(text[at:start])
        at = end
    return " ".join("".join([*kept, text[at : block.end]]).split())


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind, words(text, block)) for block in read_blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Mint *and* pain ##", ("heading", "Mint and pain")),
        ("Mint\nand pain\n====", ("heading", "Mint and pain")),
        ("**Mint for pain**", ("heading", "Mint for pain")),
        ("**Mint eases pain.**", ("paragraph", "Mint eases pain.")),
        ("Mint *is*\n[good](x) *too*\n**now**", ("paragraph", "Mint is good too now")),
        ("> mint *is*\n> [good](x)", ("quote", "mint is good")),
        ("- mint\n  helps", ("list_item", "mint helps")),
        ("> mint\n> helps", ("quote", "mint helps")),
        ("- > mint", ("quote", "mint")),
        ("    indented mint", ("paragraph", "indented mint")),
    ],
)
def test_kinds(text: str, expected: tuple[str, str]) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A [mint tea](http://mint.example "mint") helps.', "A mint tea helps."),
        ("A [mint][ref] helps.\n\n[ref]: http://mint.example 'mint'", "A mint helps."),
        ("A ![picture of mint](mint.png) helps.", "A helps."),
        ("A <b>mint</b> helps <!-- not --> you.", "A mint helps you."),
        ("Use `mint` twice.", "Use mint twice."),
        ("See <http://mint.example> now.", "See now."),
        ("5 \\* 3 is 100%, snake_case and low-dose.", "5 * 3 is 100%, snake_case and low-dose."),
        ("It helps.[^1]", "It helps."),
        ("un**believ**able", "unbelievable"),
    ],
)
def test_inline_markup_is_stepped_over(text: str, expected: str) -> None:
    assert shown(text) == [("paragraph", expected)]


def test_what_is_no_text() -> None:
    text = "---\ntitle: Mint\n---\n```\ncode\n```\n\n<!-- mint -->\n\n[a]: http://b\n\n---\n"
    assert shown(text) == []


def test_words_in_html_blocks_are_text() -> None:
    text = '<div class="mint"><h2>Mint</h2><p>It <b>cures</b> all.</p><script>mint</script></div>'
    assert shown(text) == [("heading", "Mint"), ("paragraph", "It cures all.")]


def test_table_cells() -> None:
    text = "| Herb | a\\|b |\n|---|---|\n| mint | mint calms |\n"
    assert shown(text) == [("table_cell", cell) for cell in ("Herb", "a|b", "mint", "mint calms")]


def test_a_hard_break_ends_a_block() -> None:
    assert shown("one  \ntwo\\\nthree<br>four\nfive") == [
        ("paragraph", part) for part in ("one", "two", "three", "four five")
    ]


def test_levels_count_nesting() -> None:
    levels = [block.level for block in read_blocks("## a\n\n- b\n  - c\n\n> > d")]
    assert levels == [2, 1, 2, 2]


def test_deep_nesting_loses_no_words() -> None:
    text = ">" * 40 + " mint helps"
    assert shown(text) == [("quote", "mint helps")]


WORDS = ["mint", "é", "e\u0301", "👩‍⚕️", "\ufeff", " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n"]
INLINE = ["*", "**", "_", "`", "[", "](u)", "]", "![", "<b>", "&amp;", "\\", "~~", "[^1]"]
MARKS = ["```", "<!--", "-->", "<div>", "|", "\n|--|--|\n", "# ", "- ", "> ", "    ", "---", "+++"]
PIECES = st.sampled_from([*WORDS, *INLINE, *MARKS, "1. ", "==="])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_blocks_are_ordered_disjoint_and_hold_words(text: str) -> None:
    before = 0
    for block in read_blocks(text):
        assert before <= block.start < block.end <= len(text)
        assert any(char.isalnum() for char in words(text, block))
        at = block.start
        for start, end in block.skip:
            assert at <= start < end <= block.end
            at = end
        before = block.end


@given(
    st.lists(
        st.sampled_from(
            ["mint", "é", "👩‍⚕️", "*", "**", "_", " ", "\n", "\r\n", "\n\n", "- ", "> ", "# "]
        ),
        max_size=30,
    ).map("".join)
)
@example("mint# \n- ")
def test_no_word_is_lost(text: str) -> None:
    seen = set()
    for block in read_blocks(text):
        seen.update(range(block.start, block.end))
        for start, end in block.skip:
            seen.difference_update(range(start, end))
    assert all(at in seen for at, char in enumerate(text) if char.isalnum())
