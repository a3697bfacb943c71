"""The baseline file: what is written is read, and what is wrong is told with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.errors import BaselineError
from claimcheck.labels import LABELS, Label
from claimcheck.suppress.baseline import Entry, read_baseline, write_baseline

ENTRY = Entry("f1", "a.txt", Label.UNSAFE, "Mint cures", date(2026, 11, 27))
HEAD = '{"version": 1, "fingerprints": 1, "claims": [\n'
GOOD = (
    '{"fingerprint": "f1", "path": "a.txt", "label": "unsafe", "text": "Mint cures", '
    '"written": "2026-11-27"}'
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
ENTRIES = st.builds(
    Entry,
    WORDS,
    st.just("a"),
    st.sampled_from(LABELS),
    WORDS,
    st.dates(date(1000, 1, 1)),
    WORDS,
    WORDS,
    st.none() | st.dates(date(1000, 1, 1)),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "b.json"


def test_an_entry_is_a_line(file: Path) -> None:
    write_baseline(file, [ENTRY])
    assert file.read_text() == HEAD + GOOD + "\n]}\n"
    write_baseline(file, [])
    assert read_baseline(file) == ()


def test_entries_are_in_the_order_of_their_articles(file: Path) -> None:
    paths = ["b", "a", "b", "a"]
    write_baseline(
        file, [Entry(str(at), p, Label.UNSAFE, "", date.max) for at, p in enumerate(paths)]
    )
    assert [entry.fingerprint for entry in read_baseline(file)] == ["1", "3", "0", "2"]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(entries=st.lists(ENTRIES, max_size=3))
def test_what_is_written_is_read(file: Path, entries: list[Entry]) -> None:
    write_baseline(file, entries)
    assert read_baseline(file) == tuple(entries)


def test_any_layout_of_the_json_will_do(file: Path) -> None:
    write_baseline(file, [ENTRY, ENTRY])
    file.write_text("\ufeff" + json.dumps(json.loads(file.read_text()), indent=3), "utf-8")
    assert read_baseline(file) == (ENTRY, ENTRY)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "b.json:1: is no JSON: Expecting value at column 1; mend it, or write it again"),
        (HEAD + GOOD + "\n" + GOOD + "]}", "b.json:3: is no JSON: Expecting ',' delimiter"),
        (HEAD + GOOD[:19], "b.json:2: is no JSON: Unterminated string"),
        ("[" * 100_000, "b.json:1: is "),
        ("[]", "b.json:1: is no baseline: it holds no list 'claims'"),
        ('{"claims": {}}', "b.json:1: is no baseline"),
        ('{"claims": []}', "b.json:1: 'version' is null and should be 1"),
        ('{"version": 1, "fingerprints": 2, "claims": []}', "b.json:1: 'fingerprints' is 2 and"),
        (HEAD + GOOD + ",\n\n7]}", "b.json:4: an entry is no object"),
        (
            HEAD + GOOD + ",\n" + GOOD.replace('"label": "unsafe", ', "") + "]}",
            "b.json:3: 'label' is",
        ),
        (
            HEAD + GOOD.replace('"unsafe"', '"unsaf"') + "]}",
            "b.json:2: label 'unsaf' is not one of",
        ),
        (
            HEAD + GOOD.replace('"f1"', "1") + "]}",
            "b.json:2: 'fingerprint' must be a string, not 1",
        ),
        (HEAD + GOOD.replace("11-27", "11-31") + "]}", "b.json:2: written '2026-11-31' is no day"),
        (
            HEAD + GOOD.replace("}", ', "untill": "2027-01-31"}') + "]}",
            "b.json:2: unknown key 'untill'; did you mean 'until'?",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file: Path, text: str, fault: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError) as caught:
        read_baseline(file)
    assert str(caught.value).startswith(f"{file.parent}/{fault}")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="there is no such baseline; write it with"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(BaselineError, match=r"cannot be read \(is a directory\)"):
        read_baseline(tmp_path)
    (tmp_path / "b").write_bytes(b"{\xff")
    with pytest.raises(BaselineError, match="is not UTF-8 at byte 1"):
        read_baseline(tmp_path / "b")
