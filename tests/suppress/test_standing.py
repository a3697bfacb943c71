"""Baselines made from reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from claimcheck.datatypes import Failure, Finding, Review, Suppression
from claimcheck.labels import Label
from claimcheck.suppress.baseline import Entry
from claimcheck.suppress.ledger import Ledger
from claimcheck.suppress.standing import Grounds, Standing
from tests.suppress.made import TODAY, reviewed


def severe(path: str, finding: Finding) -> bool:
    return finding.claim.label == Label.UNSAFE


def record(
    entries: list[Entry],
    root: Path,
    *results: Review | Failure,
    grounds: Grounds = Grounds(),  # noqa: B008
) -> list[Entry]:
    return Standing(Ledger(entries, root)).record(results, TODAY, severe, grounds)


def prune(entries: list[Entry], root: Path, *results: Review | Failure) -> list[Entry]:
    return Standing(Ledger(entries, root)).prune(results)


def seen(entries: list[Entry]) -> list[tuple[str, str]]:
    return [(entry.path, entry.text) for entry in entries]


def test_what_is_wanted_is_recorded(tmp_path: Path) -> None:
    (entry,) = record([], tmp_path, reviewed(tmp_path, "unsafe a. overstated b"))
    assert (entry.path, entry.label, entry.text) == ("a.md", Label.UNSAFE, "unsafe a")
    assert (entry.written, entry.reason) == (TODAY, "")


def test_recording_again_keeps_what_was_said_and_drops_what_is_gone(tmp_path: Path) -> None:
    one, two = record([], tmp_path, reviewed(tmp_path, "unsafe a\n\nunsafe b"))
    earlier = TODAY - timedelta(9)
    old = [replace(one, written=earlier, reason="mine", author="Bo"), two]
    standing = Standing(Ledger(old, tmp_path))
    grounds = Grounds("theirs", "Mary", date(2027, 1, 1))
    again = standing.record([reviewed(tmp_path, "unsafe c\n\nunsafe a")], TODAY, severe, grounds)
    assert standing.added == 1
    assert [(e.text, e.written, e.reason, e.author, e.until) for e in again] == [
        ("unsafe c", TODAY, "theirs", "Mary", date(2027, 1, 1)),
        ("unsafe a", earlier, "mine", "Bo", None),
    ]


def test_a_reason_given_later_is_given_to_all_that_have_none(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "unsafe a")
    entries = record([], tmp_path, review)
    (entry,) = record(entries, tmp_path, review, grounds=Grounds("why"))
    assert entry == replace(entries[0], reason="why")


@pytest.mark.parametrize(
    ("until", "grounds", "said", "expired"),
    [
        (-1, Grounds(), ("mine", "Bo", -1), 1),
        (-1, Grounds("theirs", "Mary"), ("mine", "Bo", -1), 1),
        (-1, Grounds("", "", TODAY + timedelta(9)), ("mine", "Bo", 9), 0),
        (-1, Grounds("theirs", "Mary", TODAY), ("theirs", "Mary", 0), 0),
        (0, Grounds("theirs", "Mary", TODAY + timedelta(9)), ("mine", "Bo", 0), 0),
    ],
)
def test_what_is_expired_is_renewed_by_a_new_day(
    until: int, grounds: Grounds, said: tuple[str, str, int], expired: int, tmp_path: Path
) -> None:
    review = reviewed(tmp_path, "unsafe a")
    (entry,) = record([], tmp_path, review)
    old = replace(entry, reason="mine", author="Bo", until=TODAY + timedelta(until))
    standing = Standing(Ledger([old], tmp_path))
    (again,) = standing.record([review], TODAY, severe, grounds)
    reason, author, days = said
    assert again == replace(old, reason=reason, author=author, until=TODAY + timedelta(days))
    assert standing.expired == expired


def test_what_the_article_suppresses_needs_no_entry(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "unsafe a")
    entries = record([], tmp_path, review)
    own = replace(review.findings[0], suppression=Suppression("own"))
    assert record(entries, tmp_path, replace(review, findings=(own,))) == []


def test_what_was_not_read_stays(tmp_path: Path) -> None:
    one, two = reviewed(tmp_path, "unsafe a"), reviewed(tmp_path, "unsafe b", "b.md")
    entries = record([], tmp_path, one, two)
    failed = Failure(two.path, "InputError", "is binary")
    assert record(entries, tmp_path, one) == entries
    assert prune(entries, tmp_path, one, failed) == entries
    (tmp_path / "b.md").unlink()
    assert record(entries, tmp_path, one) == entries


def test_pruning_drops_claims_and_articles_that_are_gone_and_adds_nothing(tmp_path: Path) -> None:
    names = ("a.md", "b.md", "c.md")
    reviews = [reviewed(tmp_path, f"unsafe {name[0]}\n\nunsafe x", name) for name in names]
    entries = record([], tmp_path, *reviews)
    (tmp_path / "b.md").unlink()
    left = prune(entries, tmp_path, reviewed(tmp_path, "unsafe a\n\nunsafe n"))
    assert seen(left) == [("a.md", "unsafe a"), ("c.md", "unsafe c"), ("c.md", "unsafe x")]


def test_a_renamed_article_is_written_under_its_new_name(tmp_path: Path) -> None:
    entries = record([], tmp_path, reviewed(tmp_path, "unsafe a"))
    (tmp_path / "a.md").unlink()
    moved = reviewed(tmp_path, "unsafe a", "b.md")
    assert seen(prune(entries, tmp_path, moved)) == [("b.md", "unsafe a")]
    assert seen(record(entries, tmp_path, moved)) == [("b.md", "unsafe a")]


def test_rows_that_are_gone_are_dropped_where_their_file_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    row = reviewed(tmp_path, "unsafe a", "x.txt")
    rows = [
        replace(row, article=replace(row.article, source=str(tmp_path / f"a.jsonl:{number}")))
        for number in (1, 2)
    ]
    entries = record([], tmp_path, *rows)
    assert seen(prune(entries, tmp_path, rows[0])) == [("a.jsonl:1", "unsafe a")]
    assert seen(prune(entries, tmp_path)) == seen(entries)
