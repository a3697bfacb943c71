"""Plain text falls into blocks as a reader of the page would see them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.blocks import plain_blocks


def shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in plain_blocks(text)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in shown(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_a_blank_line_and_a_line_break_end_a_block_in_every_convention(end: str) -> None:
    text = f"One thing is here.{end}{end}Another is here.{end}A third is here."
    assert [words for _, words in shown(text)] == [
        "One thing is here.",
        "Another is here.",
        "A third is here.",
    ]


def test_a_wrapped_paragraph_is_one_block() -> None:
    text = (
        "The leaf has been chewed for many centuries by farm workers in the\n"
        "fields of the south, who say that it keeps them going. Doctors at\n"
        "Harvard are not so sure about that and ask for trials.\n"
        "Next.\n"
    )
    assert kinds(text) == ["paragraph", "paragraph"]
    assert shown(text)[0][1].endswith("ask for trials.")


def test_one_paragraph_a_line_stays_apart() -> None:
    text = (
        "Magnesium is a mineral that is found in nuts, leaves and whole grains.\n"
        "Tea made of mint leaves is drunk after meals in a great many countries.\n"
        "Salt is added to bread for taste, and so that the dough does not stick.\n"
    )
    assert kinds(text) == ["paragraph"] * 3


def test_short_fragments_without_bullets_are_items() -> None:
    text = "It may help.\nless pain\nbetter mood\nmore drive\n\nThat is all."
    assert len(shown(text)) == 5
    items = "Our promise.\n\nBetter sleep\nLess pain\nMore drive\nFewer colds\n\nThat is all."
    assert kinds(items)[2:5] == ["list_item"] * 3


def test_a_heading_is_short_and_followed_by_text() -> None:
    text = (
        "Kratom and Pain\nIt is a leaf.\n\n"
        "Benefits include:\n- calm\n\nSide Effects:\nNausea occurs."
    )
    assert shown(text) == [
        ("heading", "Kratom and Pain"),
        ("paragraph", "It is a leaf."),
        ("paragraph", "Benefits include:"),
        ("list_item", "calm"),
        ("heading", "Side Effects:"),
        ("paragraph", "Nausea occurs."),
    ]


def test_the_last_line_is_no_heading() -> None:
    assert kinds("It is a leaf.\n\nKratom eases pain") == ["paragraph", "paragraph"]


@pytest.mark.parametrize("line", ["# Dose #", "### Dose", "DOSE AND USE", "Dose\n===="])
def test_marked_headings(line: str) -> None:
    kind, words = shown(f"{line}\nTake one.")[0]
    assert kind == "heading"
    assert not words.startswith("#") and not words.endswith("#")


@pytest.mark.parametrize(
    "marker",
    [
        "- ",
        "* ",
        "+ ",
        "• ",
        "1. ",
        "2) ",
        "(3) ",
        "a) ",
        "\uf0b7 ",
        "✓ ",
        "✅ ",
        "👉",
        "1️⃣ ",
        "- [x] ",
        "1.\t",
    ],
)
def test_a_marker_stands_outside_the_item(marker: str) -> None:
    assert shown(f"{marker}calms the nerves\n{marker}helps you sleep") == [
        ("list_item", "calms the nerves"),
        ("list_item", "helps you sleep"),
    ]


def test_a_minus_or_a_number_in_running_text_is_no_marker() -> None:
    assert kinds("-5 degrees is cold.") == ["paragraph"]
    assert kinds("2.5 mg is enough.") == ["paragraph"]


def test_an_item_goes_on_in_its_hanging_lines() -> None:
    assert shown("- calms the nerves\n  and helps you sleep\n- tastes good") == [
        ("list_item", "calms the nerves\n  and helps you sleep"),
        ("list_item", "tastes good"),
    ]


def test_rows_fall_into_cells() -> None:
    assert shown("| Herb | Use |\n|---|---|\n| Mint | calms the gut |") == [
        ("table_cell", words) for words in ("Herb", "Use", "Mint", "calms the gut")
    ]
    assert kinds("Mint\tcalms the gut") == ["table_cell"] * 2


def test_a_wrapped_quotation_is_one_block_that_steps_over_its_marks() -> None:
    text = (
        "> The leaf has been chewed for many centuries by farm workers in the\n"
        "> fields of the south, who say that it keeps them going."
    )
    (block,) = plain_blocks(text)
    assert block.kind == "quote" and text[block.start : block.start + 8] == "The leaf"
    assert [text[start:end] for start, end in block.skip] == ["> "]


WORDS = ["word", "Two words.", "ÜBER", "e\u0301", "🙂", "👩‍⚕️", "✅", " ", "\t", "\ufeff", "\u200b"]
MARKS = [
    "- ",
    "1. ",
    "a)",
    "> ",
    "# ",
    " | ",
    "|",
    "===",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\u2029",
    "\f",
]
PIECES = st.sampled_from([*WORDS, *MARKS])


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_blocks_are_ordered_disjoint_trimmed_and_hold_words(text: str) -> None:
    before = 0
    for block in plain_blocks(text):
        assert before <= block.start < block.end <= len(text)
        words = text[block.start : block.end]
        assert words == words.strip(" \t\r\n\u200b\ufeff")
        assert any(char.isalnum() for char in words)
        assert all(block.start <= start < end <= block.end for start, end in block.skip)
        before = block.end


@given(
    st.lists(st.sampled_from(["Mint", "calms", "é🙂", "\n", "\r\n", "\n\n", "- ", "> ", "# ", " "]))
)
def test_every_word_is_in_a_block(pieces: list[str]) -> None:
    text = "".join(pieces)
    covered = set()
    for block in plain_blocks(text):
        covered.update(range(block.start, block.end))
    assert all(at in covered for at, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize(
    "text", ["a" * 2_000_000, "word " * 400_000, "\n" * 1_000_000, "- a\n" * 50_000]
)
def test_time_is_linear(text: str) -> None:
    started = time.process_time()
    plain_blocks(text)
    assert time.process_time() - started < 5
