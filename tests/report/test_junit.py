"""JUnit XML as its consumers read it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from claimcheck.datatypes import Failure as Unread
from claimcheck.datatypes import Review
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from tests.fakes import review_text
from tests.report.made import FAILURE, HOSTILE, PAGE, one_claim, written


def suites(*results: Review | Unread, options: ReportOptions | None = None) -> list[TestSuite]:
    return list(JUnitXml.fromstring(written("junit", *results, options=options).encode()))


def numbers(suite: TestSuite) -> tuple[int, int, int, int]:
    return suite.tests, suite.failures, suite.errors, suite.skipped


def test_an_article_is_a_suite_and_a_finding_a_failed_case() -> None:
    text = "A tea.\nIt is unsafe. It is overstated."
    (suite,) = suites(review_text(text, "docs/a.md"))
    assert (suite.name, *numbers(suite)) == ("docs/a.md", 2, 2, 0, 0)
    first, second = suite
    assert (first.name, first.classname) == ("2:7 CC-unsafe", "docs/a.md")
    assert first._elem.get("file") == "docs/a.md" and first._elem.get("line") == "2"
    (failure,) = first.result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.text) == ("CC-unsafe", "“unsafe”")
    assert failure.message == "Unsafe claim: Why unsafe advice unsafe"
    assert second.result[0].type == "CC-overstated"


def test_a_document_without_lines_names_the_place() -> None:
    (suite,) = suites(one_claim("mint", place=PAGE, suggestion="some mint"))
    (case,) = suite
    assert (case.name, case._elem.get("line")) == ("page 3 CC-unsafe", "1")
    assert case.result[0].message == "Unsafe claim (page 3): Why unsafe advice unsafe"
    assert case.result[0].text.split("\n")[:2] == ["“mint”", "You could say: “some mint”"]


def test_a_clean_article_is_a_case_that_passes() -> None:
    (suite,) = suites(review_text("Fine."))
    assert numbers(suite) == (1, 0, 0, 0)
    (case,) = suite
    assert case.is_passed and case.name == "no findings"


def test_a_failure_is_an_error() -> None:
    _, suite = suites(review_text("Fine."), FAILURE)
    assert (suite.name, *numbers(suite)) == ("b.bin", 1, 0, 1, 0)
    (case,) = suite
    (error,) = case.result
    assert isinstance(error, Error) and error.type == "InputError"
    assert "is binary" in error.message


def test_a_suppressed_finding_is_skipped_with_its_justification() -> None:
    (suite,) = suites(one_claim("mint", suppressed="ref 4"))
    assert numbers(suite) == (1, 0, 0, 1)
    (skipped,) = next(iter(suite)).result
    assert isinstance(skipped, Skipped) and skipped.message == "ref 4"


def test_nothing_is_no_suite() -> None:
    assert suites() == []


@pytest.mark.parametrize("label", [Label.UNSAFE, Label.ANECDOTAL])
def test_hostile_text_stays_text(label: Label) -> None:
    (suite,) = suites(one_claim(HOSTILE, label, path=HOSTILE))
    text = next(iter(suite)).result[0].text
    assert "<b>&amp;</b>" in text and "]]>" in text
    assert not re.search("[\x00-\x08\x0b-\x1f]", text)


@settings(max_examples=60)
@given(st.text(min_size=1), st.text())
def test_any_text_makes_well_formed_xml(text: str, reason: str) -> None:
    report = written("junit", one_claim(text, path=text), one_claim(text, suppressed=reason))
    root = ElementTree.fromstring(report.encode())
    assert [child.tag for child in root] == ["testsuite", "testsuite"]
    assert {child.tag for child in root.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "skipped",
    }
