"""Every format with hostile words: its own consumer reads it and learns what the findings say."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from junitparser import JUnitXml
from lxml import html
from markdown_it import MarkdownIt
from playwright.sync_api import sync_playwright

from claimcheck.datatypes import Failure, Finding, Review
from claimcheck.labels import Label
from claimcheck.output import atomic_writer
from claimcheck.report import FILE_WRITERS, FORMATS, WRITERS, ReportOptions
from claimcheck.report.html.shown import shown
from claimcheck.report.style import printable
from claimcheck.report.words import by_comment, flat
from tests.report import hostile
from tests.report.made import schema_errors
from tests.report.test_github import COMMAND
from tests.report.word.made import comments

Results = Sequence[Review | Failure]
OPTIONS = ReportOptions(show_supported=True)
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
QUICK = settings(
    max_examples=settings.default.max_examples // 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


def shown_to_people(results: Results) -> list[Finding]:
    return [one for one in reported(results) if one.suppressed is None]


def reported(results: Results) -> list[Finding]:
    return [one for result in results if isinstance(result, Review) for one in result.findings]


def silenced(results: Results) -> list[Finding]:
    return [one for one in reported(results) if one.suppressed is not None]


def unread(results: Results) -> list[Failure]:
    return [result for result in results if isinstance(result, Failure)]


def paths(results: Results) -> list[str]:
    return [result.path for result in results]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def read_records(articles: Sequence[Any], results: Results) -> None:
    """Nothing is lost or changed, not even half a character."""
    assert [one["path"] for one in articles] == paths(results)
    claims = [claim for one in articles for claim in one.get("claims", ())]
    assert [
        (one["text"], one["label"], one["why"], one["advice"], one["suppressed"]) for one in claims
    ] == [
        (one.claim.text, one.claim.label, one.why, one.advice, one.suppressed)
        for one in reported(results)
    ]
    errors = [one["error"]["message"] for one in articles if "error" in one]
    assert errors == [failure.message for failure in unread(results)]


def read_json(report: str, results: Results) -> None:
    read_records(json.loads(report)["articles"], results)


def read_jsonl(report: str, results: Results) -> None:
    read_records([json.loads(line) for line in report.split("\n")[:-1]], results)


def read_csv(report: str, results: Results) -> None:
    rows = list(csv.DictReader(io.StringIO(report, newline=""), strict=True))
    found = [row for row in rows if row["label"] != "unreadable"]
    assert [letters(row["claim"]) for row in found] == [
        letters(flat(one.claim.text)) for one in reported(results)
    ]
    assert len(rows) - len(found) == len(unread(results))
    cells = [cell for row in rows for cell in row.values()]
    assert not any(re.match(r"\s*[=+\-@＝＋－＠]", cell) for cell in cells)


def read_sarif(report: str, results: Results) -> None:
    log = json.loads(report)
    assert schema_errors("sarif-2.1.0", json.loads(json.dumps(log).replace("\\ud", "x"))) == []
    claims = [
        (one["locations"][0]["physicalLocation"]["region"]["snippet"]["text"], one["level"])
        for one in log["runs"][0]["results"]
        if "partialFingerprints" in one
    ]
    levels = {"unsafe": "error", "overstated": "warning", "anecdotal": "note", "supported": "none"}
    assert claims == [(one.claim.text, levels[one.claim.label]) for one in reported(results)]
    told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert len(told) == len(unread(results))


def read_gitlab(report: str, results: Results) -> None:
    issues = json.loads(report)
    assert schema_errors("gitlab-code-quality", issues) == []
    claims = [one["description"] for one in issues if one["severity"] != "blocker"]
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    for told, one in zip(claims, shown_to_people(results), strict=True):
        assert f" “{flat(one.claim.text)}”. " in told
        assert flat(one.advice) in told


def read_rdjsonl(report: str, results: Results) -> None:
    found = [json.loads(line) for line in report.split("\n")[:-1]]
    assert [error for one in found for error in schema_errors("rdjson-diagnostic", one)] == []
    claims = [one for one in found if one["code"]["value"] != "CC-unreadable"]
    for told, one in zip(claims, shown_to_people(results), strict=True):
        assert flat(one.advice) in told["message"]
        assert told["location"]["range"]["start"]["line"] == one.line


def read_github(report: str, results: Results) -> None:
    lines = report.split("\n")[:-1]
    assert all(COMMAND.fullmatch(line) for line in lines)
    for one in shown_to_people(results):
        told = f"“{flat(one.claim.text)}”".replace("%", "%25")
        assert any(line.partition("::")[2].partition("::")[2].startswith(told) for line in lines)
    assert len(lines) == len(shown_to_people(results)) + bool(unread(results))


def read_junit(report: str, results: Results) -> None:
    suites = list(JUnitXml.fromstring(report.encode()))
    cases = [case for suite in suites for case in suite if "CC-unreadable" not in case.name]
    for case, one in zip(cases, reported(results), strict=True):
        told = case.result[0].text if one.suppressed is None else case.result[0].message
        said = one.claim.text if one.suppressed is None else one.suppressed
        assert letters(flat(said)) in letters(told or "")
    assert sum(suite.errors for suite in suites) == len(unread(results))
    assert ElementTree.fromstring(report.encode()).tag == "testsuites"


def read_markdown(report: str, results: Results) -> None:
    page = html.fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(report))
    assert not page.xpath("//img | //script | //svg | //a[not(parent::p)]")
    quotes = [quote.text_content().strip() for quote in page.xpath("//blockquote")]
    worst_first = sorted(shown_to_people(results), key=lambda one: -one.claim.label.severity)
    assert [quote.replace("\u2060", "") for quote in quotes] == [
        f"“{flat(one.claim.text)}”" for one in worst_first
    ]
    entries = page.xpath("//h2[starts-with(., 'Suppressed')]/following-sibling::ul/li")
    for entry, one in zip(entries, silenced(results), strict=True):
        told = f"“{flat(one.claim.text)}”: {flat(one.suppressed or '')}"
        assert told.strip() in entry.text_content().replace("\u2060", "")


def read_html(report: str, results: Results) -> None:
    page = html.fromstring(report)
    assert [one.tag for one in page.xpath("//script | //style | //img")] == ["style", "script"]
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    notes = page.xpath("//li[contains(@class, 'note')]")
    for note, one in zip(notes, reported(results), strict=True):
        assert note.xpath("string(.//p[@class='head']/strong)") == one.claim.label
        assert (
            letters(shown(one.why)).casefold()
            == letters(note.xpath("string(.//p[@class='why'])")).casefold()
        )
        assert page.xpath(f"//mark[@id='c{note.get('data-name')}']")
    body = page.xpath("string(//body)")
    assert all(letters(shown(one.message)) in letters(body) for one in unread(results))


def read_concise(report: str, results: Results) -> None:
    lines = report.split("\n")[:-1]
    for line, one in zip(lines, shown_to_people(results), strict=True):
        assert not CONTROLS.search(line)
        told = f":{one.line}:{one.column}: {one.rule} {printable(one.claim.text)} "
        assert told in line and line.endswith(f"({printable(one.why)})")


def read_full(report: str, results: Results) -> None:
    assert not CONTROLS.search(report)
    told = letters(report)
    for one in shown_to_people(results):
        assert letters(printable(one.claim.text)) in told
        assert letters(printable(one.why)) in told
    commented = [one for one in silenced(results) if by_comment(one)]
    assert all(letters(printable(one.suppressed or "")) in told for one in commented)
    heads = re.findall(rf"^  \d+:\d+ +(?:{'|'.join(Label)})(  |, .*)", report, re.MULTILINE)
    assert heads.count("  ") == len(shown_to_people(results))
    assert heads.count(", suppressed") == len(commented)


READ: dict[str, Callable[[str, Results], None]] = {
    "full": read_full,
    "concise": read_concise,
    "html": read_html,
    "json": read_json,
    "jsonl": read_jsonl,
    "markdown": read_markdown,
    "csv": read_csv,
    "github": read_github,
    "gitlab": read_gitlab,
    "junit": read_junit,
    "rdjsonl": read_rdjsonl,
    "sarif": read_sarif,
}


def test_every_format_is_tried() -> None:
    assert {*READ, "docx"} == set(FORMATS)


def as_written(format_: str, results: Results, folder: Path) -> str:
    """The report as it stands in the file that --output names."""
    path = folder / "report"
    with atomic_writer(path) as file:
        file.writelines(WRITERS[format_](OPTIONS).write(iter(results)))
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("format_", READ)
@QUICK
@given(results=hostile.results)
def test_a_consumer_learns_what_the_findings_say(
    format_: str, tmp_path: Path, results: Results
) -> None:
    READ[format_](as_written(format_, results, tmp_path), results)


@QUICK
@given(review=hostile.reviews())
def test_word_learns_what_the_findings_say(review: Review) -> None:
    (file,) = FILE_WRITERS["docx"](OPTIONS).files(iter([review]))
    told = list(comments(file.data).values())
    for comment, one in zip(told, shown_to_people([review]), strict=True):
        assert comment.startswith(one.claim.label.capitalize())
        assert letters(shown(flat(one.why))).casefold() in letters(comment).casefold()


def test_no_words_run_in_a_browser(tmp_path: Path) -> None:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))

        @settings(max_examples=settings.default.max_examples // 10, deadline=None)
        @given(hostile.results)
        def look(results: Results) -> None:
            report = as_written("html", results, tmp_path)
            page.goto((tmp_path / "report").as_uri())
            page.set_content(report)
            assert page.evaluate("typeof pwned") == "undefined"
            assert page.locator("mark, .note").count() >= 2 * len(reported(results))

        look()
        browser.close()
    assert set(asked) <= {(tmp_path / "report").as_uri()}
