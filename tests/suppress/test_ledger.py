"""A baseline set against the claims of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import EXTERNAL, Fault, Review, Suppression
from claimcheck.readers.text import read_text
from claimcheck.suppress.baseline import Entry
from claimcheck.suppress.ledger import Ledger, file_of, suppress_by_baseline
from claimcheck.suppress.standing import Grounds, Standing
from tests import fakes
from tests.suppress.made import TODAY, review_blocks, reviewed


def baseline_of(root: Path, *reviews: Review, grounds: Grounds = Grounds()) -> list[Entry]:  # noqa: B008
    return Standing(Ledger((), root)).record(reviews, TODAY, lambda path, finding: True, grounds)


def new(ledger: Ledger, review: Review) -> list[str]:
    """The claims of a review that a baseline does not suppress."""
    done = suppress_by_baseline(review, ledger, TODAY)
    return [found.claim.text for found in done.findings if found.suppression is None]


def test_what_stood_is_suppressed_and_what_is_new_is_not(tmp_path: Path) -> None:
    grounds = Grounds("old", "Bo", date(2027, 1, 1))
    entries = baseline_of(tmp_path, reviewed(tmp_path, "unsafe a", "a.txt"), grounds=grounds)
    later = reviewed(tmp_path, "unsafe b\n\nunsafe a", "a.txt")
    done = suppress_by_baseline(later, Ledger(entries, tmp_path), TODAY)
    assert [found.suppression for found in done.findings] == [
        None,
        Suppression("old", EXTERNAL, "Bo", date(2027, 1, 1)),
    ]
    assert done.remarks == ()


def test_claims_alike_are_counted(tmp_path: Path) -> None:
    entries = baseline_of(tmp_path, reviewed(tmp_path, "unsafe a\n\nunsafe a"))
    ledger = Ledger(entries, tmp_path)
    assert new(ledger, reviewed(tmp_path, "unsafe a\n\nunsafe a\n\nunsafe a")) == ["unsafe a"]


def test_another_article_with_the_same_claim_is_new(tmp_path: Path) -> None:
    entries = baseline_of(tmp_path, reviewed(tmp_path, "unsafe a"))
    ledger = Ledger(entries, tmp_path)
    assert new(ledger, reviewed(tmp_path, "unsafe a", "0.md")) == ["unsafe a"]
    assert new(ledger, reviewed(tmp_path, "unsafe a")) == []


def test_an_article_that_was_renamed_keeps_its_baseline_once(tmp_path: Path) -> None:
    ledger = Ledger(baseline_of(tmp_path, reviewed(tmp_path, "unsafe a")), tmp_path)
    (tmp_path / "a.md").unlink()
    ledger = Ledger(ledger.entries, tmp_path)
    assert new(ledger, reviewed(tmp_path, "unsafe a", "b.md")) == []
    assert new(ledger, reviewed(tmp_path, "unsafe a", "c.md")) == ["unsafe a"]


def test_rows_of_json_lines_may_shift(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    row = fakes.review_text("It is unsafe.", str(tmp_path / "a.jsonl:3"))
    entries = baseline_of(tmp_path, row)
    assert [entry.path for entry in entries] == ["a.jsonl:3"]
    moved = fakes.review_text("It is unsafe.", str(tmp_path / "a.jsonl:4"))
    assert new(Ledger(entries, tmp_path), moved) == []


def test_paths_are_those_of_the_folder_of_the_baseline(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    review = reviewed(tmp_path, "unsafe a", "sub/a.md")
    assert [entry.path for entry in baseline_of(tmp_path, review)] == ["sub/a.md"]
    assert [entry.path for entry in baseline_of(tmp_path / "sub", review)] == ["a.md"]
    assert Ledger((), tmp_path).name_of("-") == "-"


def test_entries_without_a_claim_are_remarked_once_for_an_article(tmp_path: Path) -> None:
    entries = baseline_of(tmp_path, reviewed(tmp_path, "unsafe a\n\nunsafe b\n\nunsafe c"))
    done = suppress_by_baseline(reviewed(tmp_path, "unsafe b"), Ledger(entries, tmp_path), TODAY)
    (remark,) = done.remarks
    assert (remark.fault, remark.line, remark.column) == (Fault.UNUSED, 1, 1)
    assert remark.message.startswith("without a claim now: 2 entries of the baseline; run")


def test_what_is_expired_or_unexplained_suppresses_nothing(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "unsafe a\n\nunsafe b\n\nunsafe c")
    one, two, three = baseline_of(tmp_path, review)
    entries = [
        replace(one, reason="r", until=date(2026, 11, 26)),
        replace(two, reason="r", until=TODAY),
        three,
    ]
    done = suppress_by_baseline(review, Ledger(entries, tmp_path), TODAY, need_reason=True)
    assert [found.suppressed for found in done.findings] == [None, "r", None]
    assert [(one.fault, one.line) for one in done.remarks] == [
        (Fault.EXPIRED, 1),
        (Fault.UNEXPLAINED, 5),
    ]


def test_what_the_article_suppresses_itself_stays_as_it_is(tmp_path: Path) -> None:
    review = reviewed(tmp_path, "unsafe a")
    entries = baseline_of(tmp_path, review)
    own = replace(review.findings[0], suppression=Suppression("own"))
    done = suppress_by_baseline(replace(review, findings=(own,)), Ledger(entries, tmp_path), TODAY)
    assert (done.findings, done.remarks) == ((own,), ())


PARAGRAPHS = st.lists(
    st.sampled_from(["unsafe a here", "so unsafe a", "overstated b", "unsafe a. unsafe a", "fine"]),
    max_size=6,
)


def of_paragraphs(paragraphs: Sequence[str]) -> Review:
    return review_blocks(read_text("a.txt", "\n\n".join(paragraphs)))


@settings(deadline=None)
@given(PARAGRAPHS.flatmap(lambda all_: st.tuples(st.just(all_), st.permutations(all_))))
def test_moved_paragraphs_are_not_new(moved: tuple[Sequence[str], Sequence[str]]) -> None:
    before, after = (of_paragraphs(paragraphs) for paragraphs in moved)
    ledger = Ledger(baseline_of(Path(), before), Path())
    assert new(ledger, after) == []
    assert list(ledger.left()) == []


@settings(deadline=None)
@given(PARAGRAPHS, st.integers(0, 6))
def test_an_added_paragraph_is_all_that_is_new(paragraphs: list[str], at: int) -> None:
    ledger = Ledger(baseline_of(Path(), of_paragraphs(paragraphs)), Path())
    paragraphs.insert(at, "this is anecdotal")
    assert new(ledger, of_paragraphs(paragraphs)) == ["anecdotal"]


def test_the_file_of_an_article() -> None:
    names = ["a.md", "a.jsonl", "a.jsonl:12", "a:3", "b/c.NDJSON:1"]
    assert [file_of(name) for name in names] == ["a.md", "a.jsonl", "a.jsonl", "a:3", "b/c.NDJSON"]
