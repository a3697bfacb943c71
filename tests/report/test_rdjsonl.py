"""Reviewdog: lines, and columns in bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Failure, Review
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from tests.fakes import MODEL, finding, review_text
from tests.report.made import FAILURE, PAGE, one_claim, schema_errors, written


def diagnostics(*results: Review | Failure, options: ReportOptions | None = None) -> list[Any]:
    lines = written("rdjsonl", *results, options=options).split("\n")
    assert lines.pop() == ""
    found = [json.loads(line) for line in lines]
    assert [each for one in found for each in schema_errors("rdjson-diagnostic", one)] == []
    return found


def test_a_finding_is_a_diagnostic_with_columns_in_bytes() -> None:
    (found,) = diagnostics(review_text("One.\r\né🙂 is unsafe ñ\nand é.", "a.md"))
    assert found == {
        "message": "Unsafe claim: Why unsafe advice unsafe",
        "location": {
            "path": "a.md",
            "range": {"start": {"line": 2, "column": 11}, "end": {"line": 3, "column": 7}},
        },
        "severity": "ERROR",
        "source": {"name": "claimcheck"},
        "code": {"value": "CC-unsafe"},
    }


@pytest.mark.parametrize(
    ("label", "severity"),
    [
        (Label.UNSAFE, "ERROR"),
        (Label.OVERSTATED, "WARNING"),
        (Label.ANECDOTAL, "INFO"),
        (Label.SUPPORTED, "INFO"),
    ],
)
def test_severities(label: Label, severity: str) -> None:
    options = ReportOptions(show_supported=True)
    assert diagnostics(one_claim("mint", label), options=options)[0]["severity"] == severity


def test_a_failure_is_an_error() -> None:
    (found,) = diagnostics(FAILURE)
    assert (found["severity"], found["code"]["value"]) == ("ERROR", "CC-unreadable")
    assert found["location"]["path"] == "b.bin" and "is binary" in found["message"]


def test_suppressed_and_supported_findings_are_left_out() -> None:
    assert diagnostics(one_claim("x", suppressed="ok"), one_claim("x", Label.SUPPORTED)) == []


def test_a_document_without_lines_names_the_place_and_is_left_alone() -> None:
    (found,) = diagnostics(one_claim("mint", place=PAGE, suggestion="some mint"))
    assert found["location"] == {"path": "a.md", "range": {"start": {"line": 1}}}
    told = found["message"].split("\n")
    assert told[:2] == [
        "Unsafe claim (page 3): Why unsafe advice unsafe",
        "You could say: “some mint”",
    ]
    assert "suggestions" not in found


def test_a_suggestion_takes_the_place_of_the_claim() -> None:
    (found,) = diagnostics(one_claim("*mint*", suggestion="*some* mint"))
    (suggestion,) = found["suggestions"]
    assert suggestion == {"range": found["location"]["range"], "text": "*some* mint"}


@settings(max_examples=60)
@given(st.data(), st.text(st.sampled_from("aé🙂\u2028 \n\r"), min_size=1, max_size=30))
def test_the_bytes_between_the_columns_are_the_claim(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[:start].endswith("\r") and text[start] == "\n":
        start -= 1  # a place inside CRLF has no line
    if text[:end].endswith("\r") and text[end : end + 1] == "\n":
        end += 1
    review = Review(Article("a", text), MODEL, 1, (finding(text, start, end, Label.UNSAFE),))
    (found,) = diagnostics(review)
    place = found["location"]["range"]
    assert _span(text, place) == text[start:end]


def _span(text: str, place: dict[str, dict[str, int]]) -> str:
    """The text between two positions, found from the bytes as reviewdog finds it."""
    lines = [b""]
    for char in text.replace("\r\n", "\u0000"):
        data = {"\u0000": b"\r\n"}.get(char, char.encode())
        lines[-1] += data
        if char in "\u0000\r\n":
            lines.append(b"")
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    start, end = (
        starts[place[edge]["line"] - 1] + place[edge]["column"] - 1 for edge in ("start", "end")
    )
    return text.encode()[start:end].decode()
