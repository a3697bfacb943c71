"""CSV: RFC 4180, and no cell that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Failure, Review
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from claimcheck.report.csv_format import COLUMNS
from claimcheck.report.words import flat
from tests.fakes import review_text
from tests.report.made import FAILURE, PAGE, one_claim, written


def rows(*results: Review | Failure, options: ReportOptions | None = None) -> list[dict[str, str]]:
    report = written("csv", *results, options=options)
    assert report.endswith("\r\n") and not report.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(report, newline=""), strict=True))


def test_a_row_is_a_finding() -> None:
    text = 'It is unsafe, "really"\nso. It is supported.'
    (row,) = rows(review_text(text, "a.md"))
    assert row == {
        "path": "a.md",
        "line": "1",
        "column": "7",
        "end_line": "2",
        "end_column": "3",
        "place": "",
        "rule": "CC-unsafe",
        "label": "unsafe",
        "confidence": "0.9100",
        "needs_review": "no",
        "claim": 'unsafe, "really" so',
        "why": "why unsafe",
        "advice": "advice unsafe",
        "suggestion": "",
        "notes": "",
        "suppressed": "",
    }
    assert len(rows(review_text(text), options=ReportOptions(show_supported=True))) == 2


def test_a_document_without_lines_has_a_place_and_no_lines() -> None:
    (row,) = rows(one_claim("mint", place=PAGE, suggestion="some mint"))
    lines = [row[name] for name in ("line", "column", "end_line", "end_column")]
    assert (row["place"], lines, row["suggestion"]) == ("page 3", [""] * 4, "some mint")


def test_every_cell_is_quoted_and_quotes_are_doubled() -> None:
    line = written("csv", one_claim('say "a", b')).split("\r\n")[1]
    assert line.startswith('"a.md","1","1"') and '"say ""a"", b"' in line


def test_a_failure_is_a_row() -> None:
    (row,) = rows(review_text("Fine."), FAILURE)
    assert (row["path"], row["label"], row["rule"]) == ("b.bin", "unreadable", "CC-unreadable")
    assert "is binary" in row["why"]


def test_nothing_is_the_head_alone() -> None:
    assert written("csv") == ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"


@pytest.mark.parametrize(("reason", "shown"), [("ref 4", "ref 4"), ("", "no reason given")])
def test_suppressed_findings_stay_with_their_justification(reason: str, shown: str) -> None:
    (row,) = rows(one_claim("mint", suppressed=reason))
    assert row["suppressed"] == shown


@pytest.mark.parametrize(
    ("claim", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("\x00=1", "'=1"),
        (" \ufeff=1", "'=1"),
        ("＝1", "'＝1"),
        ('"=1', "'\"=1"),
        ("mint; =1", "mint;' =1"),
        ('mint;"=1', "mint;'\"=1"),
        ("mint = tea - 1", "mint = tea - 1"),
        ("well-known", "well-known"),
    ],
)
def test_no_cell_is_a_formula(claim: str, cell: str) -> None:
    assert rows(one_claim(claim))[0]["claim"] == cell


@given(st.text(st.sampled_from("=+-@\t\r\n;,\"' ab\x00\x1bé"), min_size=1), st.sampled_from(",;\t"))
def test_no_reader_finds_a_formula_whatever_parts_its_cells(text: str, separator: str) -> None:
    report = written("csv", one_claim(text, path=text, suppressed=text, suggestion=text))
    for row in csv.reader(io.StringIO(report, newline=""), delimiter=separator):
        assert not any(re.match(r"\s*[=+\-@]", cell) for cell in row)


@given(st.text(min_size=1), st.sampled_from(Label))
def test_any_text_comes_back(text: str, label: Label) -> None:
    (row,) = rows(one_claim(text, label), options=ReportOptions(show_supported=True))
    assert set(row) == set(COLUMNS)
    assert row["claim"].replace("'", "") == flat(text).replace("'", "")
