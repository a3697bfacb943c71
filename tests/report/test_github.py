"""GitHub: workflow commands to the letter, ten of a severity, and the summary."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Failure, Review
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from claimcheck.report.github import MOST_SUMMARY_BYTES
from tests.fakes import review_text
from tests.report.made import FAILURE, HOSTILE, PAGE, one_claim, written

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,\r\n]*,?)+)::([^\r\n]*)")


@pytest.fixture(autouse=True)
def outside_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


def commands(
    *results: Review | Failure, options: ReportOptions | None = None
) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner of GitHub reads them."""
    found = []
    for line in written("github", *results, options=options).split("\n")[:-1]:
        match = COMMAND.fullmatch(line)
        assert match, line
        listed = dict(item.split("=", 1) for item in match[2].split(","))
        properties = {name: _decoded(value, "%3A:", "%2C,") for name, value in listed.items()}
        found.append((match[1], properties, _decoded(match[3])))
    return found


def _decoded(text: str, *more: str) -> str:
    for code in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(code[:3], code[3])
    return text


def test_a_finding_is_an_annotation() -> None:
    review = review_text("A tea.\nIt is unsafe: 5%, so.", "./a,b:c%.md")
    assert written("github", review) == (
        "::error file=a%2Cb%3Ac%25.md,line=2,endLine=2,col=7,endColumn=21,"
        "title=Unsafe claim (CC-unsafe)::“unsafe: 5%25, so”%0AWhy unsafe advice unsafe\n"
    )


def test_columns_are_left_out_where_a_claim_spans_lines() -> None:
    ((_, properties, _),) = commands(review_text("It is unsafe\nto say."))
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert not {"col", "endColumn"} & set(properties)


def test_a_document_without_lines_is_annotated_as_a_whole() -> None:
    ((_, properties, text),) = commands(one_claim("mint", place=PAGE, suggestion="some mint"))
    assert properties == {"file": "a.md", "title": "Unsafe claim (CC-unsafe, page 3)"}
    assert text.split("\n")[2:3] == ["You could say: “some mint”"]


def test_unsafe_comes_first() -> None:
    text = "It is anecdotal. It is overstated. It is unsafe. It is supported."
    both = review_text(text, "a.md"), review_text(text, "b.md")
    assert [command for command, _, _ in commands(*both)] == [
        *("error", "error", "warning", "warning", "notice", "notice")
    ]
    assert len(commands(*both, options=ReportOptions(show_supported=True))) == 8


@pytest.mark.parametrize(("number", "last"), [(10, "Unsafe claim (CC-unsafe)"), (11, "2 more")])
def test_at_most_ten_of_a_severity_with_one_for_the_rest(number: int, last: str) -> None:
    found = commands(review_text("It is unsafe. " * number + "It is overstated."))
    assert [command for command, _, _ in found] == ["error"] * 10 + ["warning"]
    assert found[9][1]["title"] == last


def test_what_could_not_be_read_comes_first_in_one_annotation() -> None:
    found = commands(review_text("It is unsafe. " * 30), FAILURE, FAILURE)
    assert len(found) == 10
    command, properties, text = found[0]
    assert (command, properties["file"]) == ("error", "b.bin")
    assert properties["title"] == "2 articles could not be read (CC-unreadable)"
    assert text == "b.bin: is binary\nb.bin: is binary"


def test_suppressed_findings_are_left_out() -> None:
    assert commands(one_claim("mint", suppressed="ok")) == []


def test_paths_are_seen_from_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.setenv("GITHUB_WORKSPACE", os.fspath(tmp_path))
    assert commands(one_claim("mint"))[0][1]["file"] == "sub/a.md"


@settings(max_examples=60)
@given(st.text(min_size=1), st.sampled_from([Label.UNSAFE, Label.ANECDOTAL]))
def test_no_text_makes_a_command_of_its_own(text: str, label: Label) -> None:
    for hostile in (text, HOSTILE, f"\n::error::{text}"):
        report = commands(one_claim(hostile, label), Failure(hostile, "InputError", hostile))
        assert len(report) == 2


def test_the_markdown_report_is_added_to_the_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", os.fspath(summary))
    results = review_text("It is unsafe \N{PILE OF POO}."), FAILURE
    written("github", *results)
    assert summary.read_text("utf-8") == "before\n" + written("markdown", *results)


def test_a_summary_is_cut_before_github_refuses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", os.fspath(summary))
    written("github", *[review_text("It is unsafe " + "é" * 50_000 + ".")] * 12)
    text = summary.read_text("utf-8")
    assert summary.stat().st_size <= MOST_SUMMARY_BYTES
    assert text.endswith("*The report is too long for a summary: the rest is left out.*\n")
