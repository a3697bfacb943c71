"""Comments of an article set against its claims."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from claimcheck.datatypes import IN_SOURCE, Article, Block, Comment, Place, Suppression
from claimcheck.suppress.in_source import suppress_in_source
from tests.suppress.made import TODAY, review_blocks, reviewed, told


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("<!-- claimcheck ignore: r -->\nunsafe a\n\nunsafe b", {"unsafe a": "r"}),
        ("<!-- claimcheck ignore: r -->\n\n\nunsafe a\n\nunsafe b", {"unsafe a": "r"}),
        ("unsafe a.\n<!-- claimcheck ignore: r -->\nunsafe b", {"unsafe b": "r"}),
        ("It is unsafe a. <!-- claimcheck ignore: r -->\n\nunsafe b", {"unsafe a": "r"}),
        ("It is **unsafe a**. <!-- claimcheck ignore: r -->\n\nunsafe b", {"unsafe a": "r"}),
        ("It <!-- claimcheck ignore: r --> is unsafe a.\n\nunsafe b", {"unsafe a": "r"}),
        ("- it is unsafe a.\n- <!-- claimcheck ignore: r -->unsafe b", {"unsafe b": "r"}),
        (
            "| it | is |\n|--|--|\n| unsafe a. | unsafe b. <!-- claimcheck ignore: r --> |",
            {"unsafe b": "r"},
        ),
        ("<!-- claimcheck ignore[unsafe]: r -->\nunsafe a. overstated b", {"unsafe a": "r"}),
        ("a\n\n<!-- claimcheck ignore -->\n# unsafe a.\n\nunsafe b", {"unsafe a": ""}),
        (
            "unsafe a.\n\n<!-- claimcheck off: r -->\n\nunsafe b\n\nunsafe c\n\n"
            "<!-- claimcheck on -->\n\nunsafe d",
            {"unsafe b": "r", "unsafe c": "r"},
        ),
        (
            "unsafe a.\n\n<!-- claimcheck off-file: r -->\n\nunsafe b",
            {"unsafe a": "r", "unsafe b": "r"},
        ),
        (
            "<!-- claimcheck off-file[overstated]: r -->\nunsafe a. overstated b",
            {"overstated b": "r"},
        ),
        (
            "<!-- claimcheck off-file: wide -->\n<!-- claimcheck ignore: near -->\nunsafe a",
            {"unsafe a": "near"},
        ),
        (
            "<!-- claimcheck ignore[unsafe]: one -->\n<!-- claimcheck ignore[overstated]: two -->\n"
            "unsafe a. overstated b",
            {"unsafe a": "one", "overstated b": "two"},
        ),
    ],
)
def test_what_a_comment_speaks_for(tmp_path: Path, text: str, reasons: dict[str, str]) -> None:
    assert told(reviewed(tmp_path, text)) == (reasons, [])


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("<!-- claimcheck ignore: r --><p>unsafe a.</p><p>unsafe b.</p>", {"unsafe a": "r"}),
        ("<p>unsafe a. <!-- claimcheck ignore: r --></p><p>unsafe b.</p>", {"unsafe a": "r"}),
        (
            "<p><b>unsafe a.</b> <!-- claimcheck ignore: r --></p><p>unsafe b.</p>",
            {"unsafe a": "r"},
        ),
        ("<p>unsafe a.</p> <!-- claimcheck ignore: r --> <p>unsafe b.</p>", {"unsafe b": "r"}),
        ("<p>unsafe a.<br><!-- claimcheck ignore: r -->\n<p>unsafe b.</p>", {"unsafe b": "r"}),
        ("<script><!-- claimcheck off-file --></script><p>unsafe a.</p>", {}),
        ("<p title='<!-- claimcheck off-file -->'>unsafe a.</p>", {}),
    ],
)
def test_comments_of_a_page(tmp_path: Path, text: str, reasons: dict[str, str]) -> None:
    assert told(reviewed(tmp_path, text, "a.html")) == (reasons, [])


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- claimcheck off-file -->`, unsafe.",
        "```\n<!-- claimcheck off-file -->\n```\nunsafe.",
        "---\nx: <!-- claimcheck off-file -->\n---\nunsafe.",
        "\\<!-- claimcheck off-file --> unsafe.",
        "<!-- claimcheck off-file unsafe.",
        "<!-- not claimcheck off-file --> unsafe.",
    ],
    ids=["backticks", "fence", "front matter", "escaped", "not closed", "other words"],
)
def test_what_only_looks_like_a_comment_says_nothing(tmp_path: Path, text: str) -> None:
    assert told(reviewed(tmp_path, text)) == ({}, [])


def test_plain_text_has_no_comments(tmp_path: Path) -> None:
    assert told(reviewed(tmp_path, "<!-- claimcheck off-file -->\nunsafe", "a.txt")) == ({}, [])


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("<!-- claimcheck ignore: r -->\nfine", ["1:1 unused"]),
        ("unsafe.\n\n<!-- claimcheck ignore: r -->\n", ["3:1 unused"]),
        ("<!-- claimcheck ignore[overstated]: r -->\nunsafe", ["1:1 unused"]),
        ("unsafe\n\n  <!-- claimcheck on -->\n", ["3:3 unused"]),
        ("<!-- claimcheck off -->\n\nfine\n\n<!-- claimcheck on -->\n\nunsafe", ["1:1 unused"]),
        ("<!-- claimcheck ignore[unsaf]: r -->\nunsafe", ["1:1 malformed"]),
        ("<!-- claimcheck ignore (until=2026-11-26): r -->\nunsafe", ["1:1 expired"]),
        (
            "fine <!-- claimcheck off -->\n\n<!-- claimcheck ign -->",
            ["1:6 unused", "3:1 malformed"],
        ),
    ],
)
def test_what_suppresses_nothing_is_remarked(tmp_path: Path, text: str, remarks: list[str]) -> None:
    assert told(reviewed(tmp_path, text)) == ({}, remarks)


def test_what_is_never_ended_suppresses_and_is_remarked(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "<!-- claimcheck off: r -->\nunsafe a\n\nunsafe b")
    assert told(review) == ({"unsafe a": "r", "unsafe b": "r"}, ["1:1 unended"])


def test_an_unused_one_says_what_stands_there_instead(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "<!-- claimcheck ignore[overstated] -->\nunsafe. anecdotal.")
    (remark,) = suppress_in_source(review, TODAY).remarks
    assert remark.message == (
        "'ignore[overstated]' silences nothing (what stands there is anecdotal, unsafe); remove it"
    )
    assert (remark.end_line, remark.end_column) == (1, 39)
    assert remark.rule == "CC-suppression/unused"


def test_it_holds_through_its_last_day(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "<!-- claimcheck ignore (until=2026-11-27) -->\nunsafe")
    today = suppress_in_source(review, date(2026, 11, 27)).findings
    tomorrow = suppress_in_source(review, date(2026, 11, 27) + timedelta(1)).findings
    assert [found.suppressed for found in (*today, *tomorrow)] == ["", None]


def test_a_reason_can_be_required(tmp_path: Path) -> None:
    text = "<!-- claimcheck ignore -->\nunsafe a\n\n<!-- claimcheck ignore: r -->\nunsafe b"
    remarks = ["1:1 unexplained"]
    assert told(reviewed(tmp_path, text), need_reason=True) == ({"unsafe b": "r"}, remarks)


def test_who_says_so_and_where_is_kept(tmp_path: Path) -> None:
    text = "\n<!-- claimcheck ignore (by=M. Kay until=2027-01-31): ref 4 -->\nunsafe"
    (found,) = suppress_in_source(reviewed(tmp_path, text), TODAY).findings
    assert found.suppression == Suppression("ref 4", IN_SOURCE, "M. Kay", date(2027, 1, 31), 2)


@pytest.mark.parametrize(
    ("start", "end", "suppressed"),
    [
        (0, 9, ["unsafe a"]),
        (20, 26, ["unsafe b"]),
        (12, 12, ["unsafe b"]),
        (0, 30, ["unsafe a", "unsafe b"]),
    ],
)
def test_a_comment_put_on_words_speaks_for_the_claims_there(
    start: int, end: int, suppressed: list[str]
) -> None:
    text = "unsafe a.\n\nthis is unsafe b."
    comment = Comment(start, end, "claimcheck: ignore", True, "Mary")
    places = (Place(0, (("paragraph", 1),)), Place(11, (("paragraph", 2),)))
    blocks = (Block(0, 9), Block(11, 28))
    review = review_blocks(Article("a.docx", text, blocks, places, comments=(comment,)))
    done = suppress_in_source(review, TODAY)
    silent = [found for found in done.findings if found.suppression]
    assert [found.claim.text for found in silent] == suppressed
    assert {found.suppression.author for found in silent if found.suppression} == {"Mary"}


def test_a_remark_on_a_document_names_its_place() -> None:
    comment = Comment(0, 4, "claimcheck: ignore", True)
    article = Article("a.docx", "fine", (), (Place(0, (("paragraph", 1),)),), comments=(comment,))
    (remark,) = suppress_in_source(review_blocks(article), TODAY).remarks
    assert str(remark.place) == "paragraph 1"
