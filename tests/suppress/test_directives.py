"""What a comment to claimcheck says."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.labels import LABELS, Label
from claimcheck.suppress.directives import (
    Directive,
    Verb,
    parse_day,
    parse_directive,
    speaks_to_us,
)

ALL = frozenset(LABELS)
DAY = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (" claimcheck ignore ", Directive(Verb.IGNORE)),
        (
            " claimcheck ignore[overstated]: cited in ref 4 ",
            Directive(Verb.IGNORE, frozenset({Label.OVERSTATED}), "cited in ref 4"),
        ),
        (
            "claimcheck ignore [unsafe, anecdotal]",
            Directive(Verb.IGNORE, frozenset({Label.UNSAFE, Label.ANECDOTAL})),
        ),
        (
            "claimcheck ignore (by=M. Kay, until=2027-01-31): see: ref\n 4",
            Directive(Verb.IGNORE, ALL, "see: ref 4", "M. Kay", DAY),
        ),
        (
            "claimcheck off[unsafe] : quoted (until=2027-01-31 by=Bo)",
            Directive(Verb.OFF, frozenset({Label.UNSAFE}), "quoted", "Bo", DAY),
        ),
        ("claimcheck off-file(by=Bo)", Directive(Verb.OFF_FILE, author="Bo")),
        ("claimcheck on", Directive(Verb.ON)),
        (
            "Claimcheck: Ignore[Unsafe]: why",
            Directive(Verb.IGNORE, frozenset({Label.UNSAFE}), "why"),
        ),
        ("claimcheck ignore: p < 0.05 (n = 12)", Directive(Verb.IGNORE, ALL, "p < 0.05 (n = 12)")),
    ],
)
def test_what_is_said(comment: str, said: Directive) -> None:
    assert speaks_to_us(comment)
    assert parse_directive(comment) == said


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        (
            "claimcheck ignore[overstate]",
            "label 'overstate' is not one of supported, anecdotal, overstated, unsafe; "
            "did you mean 'overstated'?",
        ),
        ("claimcheck ignore[]", "label '' is not one of"),
        ("claimcheck ignroe", "'ignroe' is not one of ignore, off, on, off-file; did you mean"),
        ("claimcheck", "'' is not one of ignore"),
        (
            "claimcheck ignore because",
            "'because' is not understood; a reason stands behind a colon",
        ),
        ("claimcheck ignore (till=2027-01-31)", "'(till=2027-01-31)' is not understood"),
        ("claimcheck ignore (by=Bo untl=2027-01-31)", "'untl' is not one of by, until; did you"),
        ("claimcheck ignore (until=soon): x", "until 'soon' is no day; write it as 2027-01-31"),
        ("claimcheck ignore (until=2027-02-30)", "until '2027-02-30' is no day"),
        ("claimcheck ignore: x until=2027-01-31", "'until=' stands in brackets of its own"),
        ("claimcheck ignore (by=A): x (by=B)", "is given twice"),
        ("claimcheck on: x", "'on' stands alone"),
        ("claimcheck on[unsafe]", "'on' stands alone"),
        ("claimcheck ignore: " + "x" * 2000, "more than 2000 characters"),
    ],
)
def test_what_is_wrong_is_told(comment: str, fault: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_directive(comment)
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    "comment",
    ["claimchecker ignore", "a claimcheck ignore", "", "claimcheck-ignore", "claim check"],
)
def test_other_comments_are_not_for_us(comment: str) -> None:
    assert not speaks_to_us(comment)


@pytest.mark.parametrize("text", ["", "31.1.2027", "2027-13-01", "20270131"])
def test_a_day_has_one_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"written '.*' is no day"):
        parse_day(text, "written")


@settings(deadline=None)
@given(
    st.sampled_from([Verb.IGNORE, Verb.OFF, Verb.OFF_FILE]),
    st.sets(st.sampled_from(LABELS), min_size=1),
    st.text(st.sampled_from("ab 4:([é"), max_size=20),
    st.dates(date(1000, 1, 1)),
)
def test_what_is_written_is_what_is_read(
    verb: Verb, labels: set[Label], reason: str, until: date
) -> None:
    comment = f"claimcheck {verb}[{','.join(labels)}] (by=A B until={until}): {reason}"
    plain = " ".join(reason.split())
    assert parse_directive(comment) == Directive(verb, frozenset(labels), plain, "A B", until)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text: str) -> None:
    comment = f"claimcheck {text}"
    try:
        assert parse_directive(comment).verb in Verb
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize("sign", ["(", "(by=", "[", " ", "by=", ",", ";a="])
def test_no_comment_takes_long(sign: str) -> None:
    start = time.process_time()
    with contextlib.suppress(ValueError):
        parse_directive("claimcheck ignore (by=a " + (sign * 2000)[:1900] + ")")
    assert time.process_time() - start < 1
