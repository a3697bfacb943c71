"""What many reviews come to, as figures and as a page."""

from __future__ import annotations

import json
from dataclasses import replace

from claimcheck.datatypes import Failure, Review
from claimcheck.labels import Label
from claimcheck.report import WRITERS, ReportOptions
from claimcheck.report.statistics import MOST_LISTED, Statistics
from claimcheck.report.statistics_text import statistics_text
from tests import fakes


def review(path: str, text: str, words: int = 100) -> Review:
    return replace(fakes.review_text(text, path), words=words)


REVIEWS: list[Review | Failure] = [
    review("a.md", "It is unsafe. It is overstated. It is supported.", 300),
    review("b.md", "It is unsafe. It is unsafe.", 100),
    Failure("c.pdf", "InputError", "is broken; save it again"),
    review("d.md", "Nothing to see.", 100),
]


def counted(results: list[Review | Failure] = REVIEWS) -> Statistics:
    statistics = Statistics()
    assert list(statistics.watch(iter(results))) == results
    return statistics


def test_the_figures() -> None:
    record = counted().record()
    assert {key: record[key] for key in list(record)[:6]} == {
        "articles": 3,
        "unreadable": 1,
        "without_claims": 1,
        "words": 500,
        "claims": 5,
        "claims_per_1000_words": 10.0,
    }
    assert record["labels"] == {
        "supported": {"claims": 1, "share": 0.2, "articles": 1},
        "anecdotal": {"claims": 0, "share": 0.0, "articles": 0},
        "overstated": {"claims": 1, "share": 0.2, "articles": 1},
        "unsafe": {"claims": 3, "share": 0.6, "articles": 2},
    }


def test_the_worst_articles_have_most_of_the_worst_label() -> None:
    assert counted().record()["worst_articles"] == [
        {"path": "b.md", "words": 100, "unsafe": 2, "overstated": 0, "anecdotal": 0},
        {"path": "a.md", "words": 300, "unsafe": 1, "overstated": 1, "anecdotal": 0},
    ]


def test_among_equals_the_earlier_article_comes_first() -> None:
    reviews = [review(f"{number:02}", "It is unsafe.") for number in range(30)]
    worst = counted([*reviews, review("last", "It is unsafe. It is unsafe.")]).worst
    assert [one.path for one in worst] == ["last", *(f"{n:02}" for n in range(MOST_LISTED - 1))]


def test_rules_and_advice_leave_out_what_asks_nothing() -> None:
    record = counted().record()
    assert record["commonest_rules"] == [
        {"rule": "CC-unsafe", "claims": 3, "articles": 2},
        {"rule": "CC-overstated", "claims": 1, "articles": 1},
    ]
    assert record["commonest_advice"][0] == {"advice": "advice unsafe", "claims": 3}
    assert len(record["commonest_advice"]) == 2


def test_suppressed_claims_are_counted_apart() -> None:
    text = "It is unsafe."
    silenced = fakes.finding(text, 0, 12, Label.UNSAFE, suppressed="cited")
    one = replace(review("a.md", text), findings=(silenced,))
    record = counted([one]).record()
    assert (record["claims"], record["suppressed"], record["worst_articles"]) == (0, 1, [])


def test_nothing_counted_is_no_division_by_zero() -> None:
    record = Statistics().record()
    assert record["claims_per_1000_words"] == record["labels"]["unsafe"]["share"] == 0.0
    assert "0 articles, 0 words, 0 claims (0.0 per" in statistics_text(Statistics())


def test_the_page() -> None:
    assert [line.rstrip() for line in statistics_text(counted(), 72).splitlines()] == [
        "Summary: 3 articles, 500 words, 5 claims (10.0 per 1,000 words)",
        "",
        "  label             claims       share    articles",
        "  unsafe                 3       60.0%           2",
        "  overstated             1       20.0%           1",
        "  anecdotal              0        0.0%           0",
        "  supported              1       20.0%           1",
        "  1 article without a claim",
        "",
        "Worst articles                unsafe  overstated   anecdotal       words",
        "  b.md                             2           0           0         100",
        "  a.md                             1           1           0         300",
        "",
        "Commonest findings                                    claims    articles",
        "  CC-unsafe                                                3           2",
        "  CC-overstated                                            1           1",
        "",
        "Commonest advice, by the number of claims",
        "         3  advice unsafe",
        "         1  advice overstated",
        "",
        "1 article could not be read",
        "  c.pdf: is broken; save it again",
    ]


def test_a_long_or_hostile_name_breaks_no_table() -> None:
    page = statistics_text(counted([review("x/" * 80 + "\x1b[2J.md", "It is unsafe.")]), 80)
    (line,) = [line for line in page.splitlines() if ".md" in line]
    assert len(line) == 80 and "\x1b" not in line and line.startswith("  …")


def test_json_formats_end_with_the_record_and_the_full_one_with_the_page() -> None:
    def written(form: str, ask: bool) -> str:
        statistics = Statistics() if ask else None
        results = statistics.watch(iter(REVIEWS)) if statistics else iter(REVIEWS)
        writer = WRITERS[form](ReportOptions(statistics=statistics))
        return "".join(writer.write(results))

    expected = counted().record()
    *articles, last = written("jsonl", True).splitlines()
    assert articles == written("jsonl", False).splitlines()
    assert json.loads(last) == {"schema": 1, "statistics": expected}
    assert json.loads(written("json", True))["statistics"] == expected
    assert "statistics" not in json.loads(written("json", False))
    assert written("full", True) == written("full", False) + statistics_text(counted())
