"""What each output format writes, to the letter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import (
    EXTERNAL,
    Article,
    Block,
    Cue,
    Fault,
    Note,
    Place,
    Remark,
    Review,
    Suppression,
)
from claimcheck.labels import Label
from claimcheck.report import TERMINAL_FORMATS, WRITERS, ReportOptions
from claimcheck.report.style import printable
from tests.fakes import MODEL, finding, review_article, review_text
from tests.report.made import FAILURE, one_claim, written

TEXT = "Mint tea is unsafe here. It is supported by trials.\r\nIt is overstated \N{PILE OF POO}."


def test_jsonl_has_the_schema_of_the_design_in_its_order() -> None:
    text = "Mint é🙂 has\nno side effects."
    claim = finding(
        text,
        0,
        len(text) - 1,
        Label.UNSAFE,
        confidence=0.7,
        cues=(Cue(12, 27, "no side effects", "risk_denial"),),
        notes=(Note("n", "s", "http://u"),),
    )
    line = written("jsonl", Review(Article("a.md", text), MODEL, 6, (claim,)))
    assert line.endswith("\n") and line.count("\n") == 1
    assert json.loads(line) == {
        "schema": 1,
        "path": "a.md",
        "model": MODEL,
        "words": 6,
        "claims": [
            {
                "start": 0,
                "end": 27,
                "line": 1,
                "column": 1,
                "end_line": 2,
                "end_column": 16,
                "text": "Mint é🙂 has\nno side effects",
                "label": "unsafe",
                "confidence": 0.7,
                "scores": {"supported": 0.1, "anecdotal": 0.1, "overstated": 0.1, "unsafe": 0.7},
                "needs_review": False,
                "cues": [
                    {"start": 12, "end": 27, "text": "no side effects", "category": "risk_denial"}
                ],
                "why": "why unsafe",
                "advice": "advice unsafe",
                "notes": [{"text": "n", "source": "s", "url": "http://u"}],
                "suppressed": None,
                "suggestion": None,
            }
        ],
        "counts": {"supported": 0, "anecdotal": 0, "overstated": 0, "unsafe": 1},
    }
    keys = list(json.loads(line))
    assert keys == ["schema", "path", "model", "words", "claims", "counts"]
    assert (
        list(json.loads(line)["claims"][0])
        == (
            "start end line column end_line end_column text label confidence scores needs_review "
            "cues why advice notes suppressed suggestion"
        ).split()
    )


def test_a_failure_is_an_error_line() -> None:
    assert json.loads(written("jsonl", FAILURE)) == {
        "schema": 1,
        "path": "b.bin",
        "error": {"kind": "InputError", "message": "is binary"},
    }


def test_json_holds_the_lines_of_jsonl() -> None:
    results = (review_text(TEXT), FAILURE, review_text("", "c.txt"))
    whole = json.loads(written("json", *results))
    lines = [json.loads(line) for line in written("jsonl", *results).splitlines()]
    assert whole == {"schema": 1, "articles": lines}
    assert json.loads(written("json")) == {"schema": 1, "articles": []}


def test_counts_count_what_is_not_shown() -> None:
    options = ReportOptions(labels=frozenset({Label.UNSAFE}))
    record = json.loads(written("jsonl", review_text(TEXT), options=options))
    assert [claim["label"] for claim in record["claims"]] == ["unsafe"]
    assert record["counts"] == {"supported": 1, "anecdotal": 0, "overstated": 1, "unsafe": 1}


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda scores: sum(scores) > 0.01))
def test_rounded_scores_still_sum_to_one(raw: list[float]) -> None:
    from claimcheck.report.jsonl import _rounded

    rounded = _rounded([score / sum(raw) for score in raw])
    assert sum(rounded) == pytest.approx(1, abs=1e-9)
    assert all(0 <= score <= 1 for score in rounded)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_survives_json_on_one_line(text: str) -> None:
    line = written(
        "jsonl", Review(Article(text, text), MODEL, 1, (finding(text, 0, len(text), Label.UNSAFE),))
    )
    assert line.count("\n") == 1
    record = json.loads(line.encode("utf-8"))
    assert record["path"] == record["claims"][0]["text"] == text


def test_concise_is_one_line_a_finding() -> None:
    assert written("concise", review_text(TEXT), FAILURE) == (
        "a.txt:1:13: CC-unsafe unsafe here (why unsafe)\n"
        "a.txt:2:7: CC-overstated overstated \N{PILE OF POO} (why overstated)\n"
    )


def test_supported_claims_are_shown_to_people_on_request() -> None:
    options = ReportOptions(show_supported=True)
    assert "CC-supported" in written("concise", review_text(TEXT), options=options)
    assert "supported by trials" not in written("full", review_text("It is supported by trials."))
    assert "supported by trials" in written("jsonl", review_text("It is supported by trials."))


def test_who_suppressed_a_claim_is_told_to_programs() -> None:
    review = review_text("This is unsafe.")
    said = Suppression("old", EXTERNAL, "M. Kay", date(2027, 1, 31), 3)
    review = replace(review, findings=(replace(review.findings[0], suppression=said),))
    (claim,) = json.loads(written("jsonl", review))["claims"]
    assert claim["suppressed"] == "old"
    assert claim["suppression"] == {
        "kind": "external",
        "reason": "old",
        "author": "M. Kay",
        "until": "2027-01-31",
        "line": 3,
    }
    bare = replace(review, findings=(replace(review.findings[0], suppression=Suppression()),))
    (claim,) = json.loads(written("jsonl", bare))["claims"]
    assert (claim["suppressed"], set(claim["suppression"].values())) == ("", {"inSource", None})


def test_what_is_wrong_with_suppressions_is_told_to_programs() -> None:
    place = Place(0, (("paragraph", 4),))
    remark = Remark(Fault.UNUSED, "look", 2, 3, 2, 9, place)
    record = json.loads(written("jsonl", replace(review_text("Fine."), remarks=(remark,))))
    assert record["suppression_problems"] == [
        {
            "fault": "unused",
            "message": "look",
            "line": 2,
            "column": 3,
            "end_line": 2,
            "end_column": 9,
            "place": {"paragraph": 4},
        }
    ]


def test_full_counts_what_stands_and_what_is_suppressed() -> None:
    review = review_text("This is unsafe. This is unsafe too.")
    first = replace(review.findings[0], suppression=Suppression())
    report = written("full", replace(review, findings=(first, review.findings[1])))
    assert "1 unsafe, 1 suppressed" in report


def test_full_tells_why_a_comment_suppresses_and_counts_what_a_baseline_does() -> None:
    review = review_text("This is unsafe. This is unsafe too. It is supported.")
    said = Suppression("ref 4", until=date(2027, 1, 31)), Suppression("old", EXTERNAL)
    findings = [
        replace(found, suppression=one)
        for found, one in zip(review.findings, [*said, Suppression()], strict=True)
    ]
    assert written("full", replace(review, findings=tuple(findings))) == (
        "a.txt  10 words; 3 suppressed\n"
        "\n"
        "  1:9     unsafe, suppressed\n"
        "    This is [unsafe]. This is unsafe too. It is supported.\n"
        "    kept: ref 4 (until 2027-01-31)\n"
        "\n"
        "1 claim stands by the baseline\n"
        "\n"
    )
    only = replace(review, findings=(findings[1],))
    assert written("full", only, only) == "2 claims stand by the baseline\n\n"


def test_suppressed_claims_stay_for_machines() -> None:
    review = Review(
        Article("a", "unsafe"), MODEL, 1, (finding("unsafe", 0, 6, Label.UNSAFE, suppressed="ok"),)
    )
    assert written("concise", review) == ""
    assert json.loads(written("jsonl", review))["claims"][0]["suppressed"] == "ok"


def test_full_shows_place_label_claim_in_context_why_and_advice() -> None:
    assert written("full", review_text("Some say unsafe mint. Bye.")) == (
        "a.txt  5 words; 1 unsafe\n"
        "\n"
        "  1:10    unsafe  91%\n"
        "    Some say [unsafe mint]. Bye.\n"
        "    why:  why unsafe\n"
        "    do:   advice unsafe\n"
        "\n"
    )


def suggestion_review() -> Review:
    text = "Mint cures colds. Mint helps."
    notes = (Note("It does not", "S", "http://u"),)
    first = finding(text, 0, 16, Label.OVERSTATED, notes=notes, suggestion="Mint may ease colds")
    second = finding(text, 18, 28, Label.OVERSTATED, notes=notes)
    return Review(Article("a", text), MODEL, 5, (first, second))


def test_full_shows_a_suggestion_as_a_difference_and_a_note_once() -> None:
    first, second = written("full", suggestion_review()).split("\n\n")[1:3]
    assert first.splitlines()[-2:] == [
        "    say:  Mint [-cures-] {+may ease+} colds",
        "    note: It does not (S, http://u)",
    ]
    assert "say:" not in second
    assert second.splitlines()[-1] == "    note: as at 1:1"


def test_full_strikes_the_old_words_out_in_colour() -> None:
    shown = written("full", suggestion_review(), options=ReportOptions(color=True))
    assert "Mint \x1b[9;31mcures\x1b[0m \x1b[1;32mmay ease\x1b[0m colds\n" in shown


def test_a_long_suggestion_keeps_to_the_width() -> None:
    text = "Mint " + "really " * 40 + "helps"
    claim = finding(text, 0, len(text), Label.OVERSTATED, suggestion=f"some {text}")
    review = Review(Article("a", text), MODEL, 5, (claim,))
    shown = written("full", review, options=ReportOptions(width=60))
    lines = shown[shown.index("    say:") :].splitlines()
    assert len(lines) > 3
    assert all(len(line) <= 60 for line in lines)
    assert lines[0].startswith("    say:  {+some+} Mint really")


def test_full_cuts_context_at_words_and_keeps_the_claim_whole() -> None:
    claim = "unsafe " + "word " * 60 + "end"
    text = "before " * 50 + claim + ". " + "after " * 50
    shown = written("full", review_text(text), options=ReportOptions(width=60))
    assert all(len(line) <= 64 for line in shown.splitlines())
    flat = " ".join(shown.replace("[", "").replace("]", "").split())
    assert claim in flat
    assert flat.count("before") < 12 and "…" in flat


def test_full_is_empty_for_a_clean_article() -> None:
    assert written("full", review_text("Nothing here.")) == ""


def test_colour_is_ansi_and_only_on_request() -> None:
    plain = written("full", review_text(TEXT))
    coloured = written("full", review_text(TEXT), options=ReportOptions(color=True))
    assert "\x1b" not in plain
    assert "\x1b[1;31munsafe\x1b[0m" in coloured


@pytest.mark.parametrize("format_", ["full", "concise"])
def test_an_article_cannot_steer_the_terminal(format_: str) -> None:
    text = "Mint\x1b[2J\x07 is unsafe \x1b]0;x\x07\u202ebad\x9b1m\u2028x."
    shown = written(format_, review_text(text, source="a\x1b[1m.txt"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", shown)
    assert r"\x1b]0;x\x07\u202ebad\x9b1m x" in shown
    assert r"a\x1b[1m.txt" in shown


@given(st.text())
def test_printable_text_is_one_line_without_control_characters(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable() or all(
        char.isprintable() or char.isspace() or ord(char) == 0x200D or not char.isascii()
        for char in shown
    )
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize("format_", sorted(set(WRITERS) - TERMINAL_FORMATS))
def test_what_could_not_be_read_is_in_every_report_for_programs(format_: str) -> None:
    report = written(format_, review_text("Nothing here."), FAILURE)
    assert "b.bin" in report and "is binary" in report
    assert "b.bin" not in written(format_, review_text("Nothing here."))


def test_the_choice_of_formats_imports_no_writer() -> None:
    script = (
        "import sys\nfrom claimcheck.report import WRITERS\n"
        "print(sorted(n for n in sys.modules if n.startswith('claimcheck.report.')))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['claimcheck.report.options']"


def test_concise_names_the_kind_of_cue_that_decided() -> None:
    review = one_claim("no risk", decided_by="risk_denial")
    assert written("concise", review).startswith("a.md:1:1: CC-unsafe/risk-denial no risk")


PAGES = (Place(0, (("page", 1),)), Place(20, (("file", "a.xhtml"), ("paragraph", 4))))


def paged() -> Review:
    """A review of a document that has pages and no lines, and bytes that were guessed at."""
    article = Article("a.pdf", "It is unsafe here. It is unsafe.", None, PAGES, ("is guessed",))
    return review_article(article)


def test_json_has_the_place_in_a_document_and_the_warnings() -> None:
    record = json.loads(written("jsonl", paged()))
    places = [claim["place"] for claim in record["claims"]]
    assert places == [{"page": 1}, {"file": "a.xhtml", "paragraph": 4}]
    assert record["warnings"] == ["is guessed"]


def test_people_see_the_place_in_a_document() -> None:
    assert [line.split(": CC")[0] for line in written("concise", paged()).splitlines()] == [
        "a.pdf:page 1",
        "a.pdf:file a.xhtml, paragraph 4",
    ]
    assert "\n  page 1  unsafe  91%" in written("full", paged())


def test_people_see_no_markup() -> None:
    text = "<p>This is unsafe <b>to</b> say &amp; do.</p>"
    blocks = (Block(3, 41, skip=((18, 21), (23, 27), (32, 37))),)
    review = review_article(Article("a.html", text, blocks))
    assert "CC-unsafe unsafe to say & do (why" in written("concise", review)
    assert "[unsafe to say" in written("full", review)
