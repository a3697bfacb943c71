"""Changed claims as lines, Markdown and JSON Lines."""

from __future__ import annotations

import json

from markdown_it import MarkdownIt

from claimcheck.classifier.changes import Change, Changes, Kind
from claimcheck.labels import Label
from claimcheck.report.changes import BY_SUFFIX, as_jsonl, as_lines, as_markdown, as_table

FOUND = Changes(
    "old",
    "new",
    9,
    (
        Change(Kind.LOST, "a-1", 4, 9, "It cures\n| all", Label.UNSAFE, Label.UNSAFE, None),
        Change(Kind.RAISED, "b-2", 0, 3, "Tea\x1b", None, None, Label.ANECDOTAL),
    ),
)


def test_a_line_a_changed_claim() -> None:
    assert list(as_lines(FOUND)) == [
        "lost       a-1:4  gold unsafe, unsafe -> none: It cures | all",
        "raised     b-2:0  gold none, none -> anecdotal: Tea\\x1b",
    ]


def test_the_counts_say_how_many_of_what() -> None:
    lines = as_table(FOUND).splitlines()
    assert lines[0] == "2 claims changed from old to new on 9 documents"
    assert lines[2].split() == [kind.value for kind in Kind]
    assert lines[3].split() == ["unsafe", "1", "0", "0", "0", "0", "0", "0"]
    assert lines[5].split() == ["anecdotal", "0", "0", "1", "0", "0", "0", "0"]


def test_markdown_renders_two_tables_with_the_text_as_it_is() -> None:
    html = MarkdownIt().enable("table").render(as_markdown(FOUND))
    assert html.count("<table>") == 2
    assert "<td>It cures | all</td>" in html
    assert "<td>a-1:4</td>" in html


def test_json_lines_hold_a_change_each() -> None:
    lost, raised = map(json.loads, as_jsonl(FOUND).splitlines())
    assert lost == {
        "kind": "lost",
        "id": "a-1",
        "start": 4,
        "end": 9,
        "text": "It cures\n| all",
        "gold": "unsafe",
        "old": "unsafe",
        "new": None,
    }
    assert raised["new"] == "anecdotal"


def test_no_change_is_told_too() -> None:
    none = Changes("old", "new", 9, ())
    assert as_jsonl(none) == ""
    assert as_table(none).startswith("0 claims changed")
    assert set(BY_SUFFIX) == {".jsonl", ".md"}
