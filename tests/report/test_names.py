"""Names of the files that a report makes of articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.report.names import FileNames


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("kratom.docx", "kratom.reviewed.docx"),
        ("drafts/v1.2 final.MD", "drafts/v1.2 final.reviewed.docx"),
        ("draft", "draft.reviewed.docx"),
        ("-", "stdin.reviewed.docx"),
        ("all.jsonl:12", "all.jsonl-12.reviewed.docx"),
        ("/etc/herbs/a.txt", "a.reviewed.docx"),
        ("../../a.txt", "a.reviewed.docx"),
        ("b/../../a.txt", "a.reviewed.docx"),
        ("a\x1b?.txt", "a-.reviewed.docx"),
    ],
)
def test_names(source: str, name: str) -> None:
    assert FileNames(".docx").name(source) == name


@pytest.mark.parametrize(
    ("source", "there", "name"),
    [
        ("a.reviewed.docx", (), "a.reviewed.docx"),
        ("a.reviewed.docx", ("a.reviewed.docx",), "a.reviewed-2.docx"),
        ("b/a.reviewed-2.docx", ("b/a.reviewed-2.docx",), "b/a.reviewed-3.docx"),
        (
            "a.reviewed.docx",
            ("a.reviewed.docx", "a.reviewed-2.docx", "a.reviewed-3.docx"),
            "a.reviewed-4.docx",
        ),
        ("a.reviewed-by-ann.docx", ("a.reviewed-by-ann.docx",), "a.reviewed-by-ann.reviewed.docx"),
        ("a.reviewed.pdf", (), "a.reviewed.reviewed.docx"),
        ("a.docx", ("a.reviewed.docx",), "a.reviewed.docx"),
    ],
)
def test_a_second_review_has_a_number_and_replaces_nothing(
    source: str, there: tuple[str, ...], name: str
) -> None:
    assert FileNames(".docx", there.__contains__).name(source) == name


def test_reviews_of_several_copies_are_told_apart() -> None:
    there = ("a.reviewed.docx", "a.reviewed-2.docx")
    names = FileNames(".docx", there.__contains__)
    assert [names.name(source) for source in there] == ["a.reviewed-3.docx", "a.reviewed-4.docx"]


def test_what_somebody_has_worked_on_is_kept() -> None:
    kept = {"a.reviewed.docx", "a.reviewed-2.docx"}
    names = FileNames(".docx", kept=kept.__contains__)
    assert names.name("a.docx") == "a.reviewed-3.docx"
    assert names.name("b.docx") == "b.reviewed.docx"
    assert names.name("a.md") == "a.md.reviewed.docx"


def test_an_absolute_path_below_keeps_its_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert FileNames(".docx").name(str(tmp_path / "b" / "a.md")) == "b/a.reviewed.docx"


def test_names_that_clash_are_told_apart() -> None:
    names = FileNames(".docx")
    assert [
        names.name(source) for source in ("a.md", "A.txt", "/x/a.md", "/y/a.md", "/z/a.md")
    ] == [
        "a.reviewed.docx",
        "A.txt.reviewed.docx",
        "a.md.reviewed.docx",
        "a.md-2.reviewed.docx",
        "a.md-3.reviewed.docx",
    ]


@pytest.mark.parametrize("part", [".\u200b.", "\u200b..", ". .", ".\x00", "\u202e"])
def test_what_cannot_be_seen_makes_no_way_out(part: str) -> None:
    name = FileNames(".docx").name(f"{part}/{part}/a.md")
    assert name == "article/article/a.reviewed.docx"
    assert FileNames(".docx").name(part).endswith("article.reviewed.docx")


@given(st.lists(st.text(min_size=1) | st.text("./\u200b\x00a", min_size=1)))
def test_any_names_stay_below_and_apart(sources: list[str]) -> None:
    names = FileNames(".docx")
    made = [names.name(source) for source in sources]
    assert len({name.casefold() for name in made}) == len(sources)
    for name in made:
        assert not name.startswith("/") and ".." not in name.split("/")
        assert not any(char in name for char in '\x00\n<>:"\\|?*')
