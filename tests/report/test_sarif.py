"""SARIF: valid by the schema of the standard, and nothing left for a consumer to guess."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import (
    EXTERNAL,
    Article,
    Failure,
    Fault,
    Place,
    Remark,
    Review,
    Suppression,
)
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from tests.fakes import MODEL, finding, review_text
from tests.report.made import FAILURE, HOSTILE, one_claim, schema_errors, written

TEXT = "Mint é🙂 is unsafe here. It is supported by trials.\r\nSome say\nit is overstated."


def run_of(*results: Review | Failure, options: ReportOptions | None = None) -> dict[str, Any]:
    log = json.loads(written("sarif", *results, options=options))
    assert schema_errors("sarif-2.1.0", log) == []
    (run,) = log["runs"]
    return dict(run)


def test_a_finding_is_a_result_with_all_that_a_viewer_shows() -> None:
    run = run_of(review_text(TEXT, "a.md"))
    unsafe, overstated = run["results"]
    assert (unsafe["ruleId"], unsafe["level"], unsafe["kind"]) == ("CC-unsafe", "error", "fail")
    assert unsafe["message"] == {"text": "Unsafe claim: Why unsafe advice unsafe"}
    assert unsafe["rank"] == 91.0
    assert unsafe["suppressions"] == []
    assert list(unsafe["partialFingerprints"]) == ["claimFingerprint/v1"]
    place = unsafe["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a.md", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 1, "startColumn": 12, "endLine": 1, "endColumn": 23}
    assert place["region"] == region | {"snippet": {"text": "unsafe here"}}
    assert overstated["level"] == "warning"
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_document_without_lines_has_logical_places() -> None:
    place = Place(0, (("file", "a.xhtml"), ("paragraph", 4)))
    review = one_claim("mint", place=place, suggestion="some mint")
    remark = Remark(Fault.UNUSED, "look", 2, 3, 2, 9, place)
    for result in run_of(replace(review, remarks=(remark,)))["results"]:
        (found,) = result["locations"]
        assert found["logicalLocations"] == [
            {
                "name": "paragraph 4",
                "fullyQualifiedName": "file a.xhtml, paragraph 4",
                "kind": "paragraph",
            }
        ]
        assert found["physicalLocation"]["region"]["startLine"] == 1
        assert "startColumn" not in found["physicalLocation"]["region"]
    (told, _) = run_of(replace(review, remarks=(remark,)))["results"]
    assert told["message"]["text"].startswith("Unsafe claim (file a.xhtml, paragraph 4): Why")
    assert "fixes" not in told


@settings(max_examples=40)
@given(st.data(), st.text(st.sampled_from("aé🙂\u2028 \n\r"), min_size=1, max_size=30))
def test_a_fix_puts_the_suggestion_in_the_place_of_the_claim(
    data: st.DataObject, text: str
) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    assume(start < end and not any(text[at - 1 : at + 1] == "\r\n" for at in (start, end)))
    claim = finding(text, start, end, Label.UNSAFE, suggestion="{so}](they)")
    (result,) = run_of(Review(Article("a", text), MODEL, 1, (claim,)))["results"]
    (fix,) = result["fixes"]
    assert fix["description"]["text"].endswith("or leave: “{{so}}] (they)”")
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "a", "uriBaseId": "%SRCROOT%"}
    (replacement,) = change["replacements"]
    assert _replaced(text, replacement) == text[:start] + "{so}](they)" + text[end:]


def _replaced(text: str, replacement: dict[str, Any]) -> str:
    """The text after a replacement, its region read as the standard has it."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    region = replacement["deletedRegion"]
    start, end = (
        starts[region[f"{edge}Line"] - 1] + region[f"{edge}Column"] - 1 for edge in ("start", "end")
    )
    return text[:start] + str(replacement["insertedContent"]["text"]) + text[end:]


def test_rules_are_found_by_their_index_and_say_what_to_do() -> None:
    run = run_of(one_claim("no risk", decided_by="risk_denial"), FAILURE)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["ruleId"] for result in run["results"]] == [
        "CC-unsafe/risk-denial",
        "CC-unreadable",
    ]
    rule = rules[run["results"][0]["ruleIndex"]]
    assert rule["name"] == "UnsafeRiskDenial"
    assert rule["help"]["text"].endswith("State the risk, or cut the clause.")
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_rule_that_nobody_knows_has_no_index() -> None:
    (result,) = run_of(one_claim("x", decided_by="new_kind"))["results"]
    assert result["ruleId"] == "CC-unsafe/new-kind" and "ruleIndex" not in result


def test_a_failure_makes_the_run_unsuccessful() -> None:
    run = run_of(review_text("Fine.", "a.md"), FAILURE)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["level"] == "error" and "is binary" in told["message"]["text"]
    (result,) = run["results"]
    assert (result["level"], result["ruleId"]) == ("error", "CC-unreadable")


def test_what_comes_twice_is_listed_once() -> None:
    run = run_of(FAILURE, review_text("Fine.", "a.md"), FAILURE, review_text("Fine.", "a.md"))
    assert len(run["artifacts"]) == 1
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1


def test_a_clean_article_is_listed_as_read() -> None:
    run = run_of(review_text("Fine.", "a.md"))
    assert run["results"] == [] and run["invocations"][0]["executionSuccessful"] is True
    assert [each["location"]["uri"] for each in run["artifacts"]] == ["a.md"]
    assert run_of()["artifacts"] == []


@pytest.mark.parametrize(("reason", "more"), [("ref 4", {"justification": "ref 4"}), ("", {})])
def test_suppressed_findings_stay_with_their_justification(
    reason: str, more: dict[str, str]
) -> None:
    (result,) = run_of(one_claim("mint", suppressed=reason))["results"]
    assert result["suppressions"] == [{"kind": "inSource", "status": "accepted"} | more]


def test_who_suppressed_a_finding_where_and_until_when_is_told() -> None:
    review = one_claim("mint")
    said = Suppression("old", EXTERNAL, "M. Kay", date(2027, 1, 31), 3)
    (result,) = run_of(replace(review, findings=(replace(review.findings[0], suppression=said),)))[
        "results"
    ]
    (suppression,) = result["suppressions"]
    place = suppression.pop("location")["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == ("a.md", {"startLine": 3})
    assert suppression == {
        "kind": "external",
        "status": "accepted",
        "justification": "old",
        "properties": {"author": "M. Kay", "until": "2027-01-31"},
    }


@pytest.mark.parametrize(
    ("fault", "level"), [(Fault.UNUSED, "warning"), (Fault.MALFORMED, "error")]
)
def test_what_is_wrong_with_a_suppression_is_a_result(fault: Fault, level: str) -> None:
    remark = Remark(fault, "look {here}", 2, 3, 2, 9)
    run = run_of(replace(review_text("Fine.", "a.md"), remarks=(remark,)))
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (result["level"], rule["defaultConfiguration"]["level"]) == (level, level)
    assert result["ruleId"] == rule["id"] == f"CC-suppression/{fault}"
    assert result["message"]["text"] == "look {{here}}"
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 3,
        "endLine": 2,
        "endColumn": 9,
    }


def test_supported_claims_pass_and_are_reported_on_request() -> None:
    review = one_claim("mint", Label.SUPPORTED)
    assert run_of(review)["results"] == []
    (result,) = run_of(review, options=ReportOptions(show_supported=True))["results"]
    assert (result["kind"], result["level"]) == ("pass", "none")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./a b.md", "a%20b.md"),
        ("é:#?%.md", "%C3%A9%3A%23%3F%25.md"),
        ("caf\\xe9.txt", "caf%5Cxe9.txt"),
        ("../x.md", "../x.md"),
    ],
)
def test_uris_are_relative_and_escaped(path: str, uri: str) -> None:
    (artifact,) = run_of(review_text("Fine.", path))["artifacts"]
    assert artifact["location"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_an_article_elsewhere_has_a_file_uri(tmp_path: Path) -> None:
    path = tmp_path / "a b.md"
    (artifact,) = run_of(review_text("Fine.", str(path)))["artifacts"]
    assert artifact["location"] == {"uri": path.as_uri()}


def test_article_text_makes_neither_link_nor_placeholder() -> None:
    text = run_of(one_claim(HOSTILE))["results"][0]["message"]["text"]
    assert "](" not in text and "{{0}}" in text


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(Label))
def test_any_text_makes_a_valid_log(text: str, label: Label) -> None:
    options = ReportOptions(show_supported=True)
    (result,) = run_of(one_claim(text, label, path=text, suppressed=text), options=options)[
        "results"
    ]
    assert result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == text
