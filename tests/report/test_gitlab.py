"""GitLab Code Quality: fields, severities and fingerprints."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Failure, Review
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from tests.fakes import review_text
from tests.report.made import FAILURE, HOSTILE, PAGE, one_claim, schema_errors, written


def issues(*results: Review | Failure, options: ReportOptions | None = None) -> list[Any]:
    report = json.loads(written("gitlab", *results, options=options))
    assert schema_errors("gitlab-code-quality", report) == []
    return list(report)


@pytest.fixture(autouse=True)
def no_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)


def test_a_finding_is_an_issue() -> None:
    (issue,) = issues(review_text("A tea.\nIt is unsafe\nand so on.", "./a.md"))
    assert issue["description"] == ("Unsafe claim “unsafe and so on”. Why unsafe advice unsafe")
    assert (issue["check_name"], issue["severity"]) == ("CC-unsafe", "critical")
    assert issue["location"] == {"path": "a.md", "lines": {"begin": 2, "end": 3}}


def test_a_document_without_lines_names_the_place() -> None:
    (issue,) = issues(one_claim("one\ntwo", place=PAGE, suggestion="three"))
    assert issue["description"].startswith("Unsafe claim (page 3) “one two”. Why unsafe")
    assert "You could say: “three”" in issue["description"]
    assert issue["location"]["lines"] == {"begin": 1, "end": 1}


def test_severities_fall_with_the_label() -> None:
    text = "It is unsafe. It is overstated. It is anecdotal. It is supported."
    found = issues(review_text(text), options=ReportOptions(show_supported=True))
    assert [issue["severity"] for issue in found] == ["critical", "major", "minor", "info"]
    assert len(issues(review_text(text))) == 3


def test_fingerprints_are_unique_and_do_not_move_with_the_lines() -> None:
    text = "It is unsafe.\n\nIt is unsafe.\n\n"
    both = review_text(text, "a.md"), review_text(text, "b.md")
    prints = [issue["fingerprint"] for issue in issues(*both, both[0])]
    assert len(set(prints)) == 6
    moved = issues(review_text("New.\n\n" + text, "a.md"))
    assert [issue["fingerprint"] for issue in moved] == prints[:2]


def test_a_failure_is_a_blocker_and_nothing_is_an_empty_list() -> None:
    (issue,) = issues(review_text("Fine."), FAILURE)
    assert (issue["severity"], issue["check_name"]) == ("blocker", "CC-unreadable")
    assert "is binary" in issue["description"]
    assert issues(review_text("Fine.")) == issues() == []


def test_suppressed_findings_are_left_out() -> None:
    assert issues(one_claim("mint", suppressed="ok")) == []


def test_paths_are_seen_from_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.setenv("CI_PROJECT_DIR", os.fspath(tmp_path))
    assert issues(one_claim("mint"))[0]["location"]["path"] == "sub/a.md"


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(Label))
def test_any_text_makes_a_valid_report(text: str, label: Label) -> None:
    options = ReportOptions(show_supported=True)
    assert len(issues(one_claim(text + HOSTILE, label), options=options)) == 1
