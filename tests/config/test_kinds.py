"""Kinds of settings: read from files and words, refused with what was expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.config.kinds import (
    Choice,
    Count,
    Kind,
    LabelList,
    ModelName,
    PathName,
    Switch,
    Text,
    Thresholds,
    Words,
)
from claimcheck.labels import LABELS, Label

FULL = Choice(("full", "json"))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Text(), "x", "x"),
        (FULL, "json", "json"),
        (Switch(), False, False),
        (Count(), 3, 3),
        (PathName(), "a/b", Path("a/b")),
        (Words(), ["a", "b,c"], ("a", "b,c")),
        (LabelList(), ["unsafe", "unsafe"], (Label.UNSAFE,)),
        (Thresholds(), 0.5, dict.fromkeys(LABELS, 0.5)),
        (Thresholds(), {"unsafe": 0.3}, {**dict.fromkeys(LABELS, 0.0), Label.UNSAFE: 0.3}),
    ],
)
def test_values_of_a_file(kind: Kind, value: object, expected: object) -> None:
    parsed = kind.parse(value)
    assert parsed == expected
    assert kind.parse(kind.plain(parsed)) == expected


@pytest.mark.parametrize(
    ("kind", "texts", "expected"),
    [
        (Text(), ["x", "y"], "y"),
        (Switch(), ["Yes"], True),
        (Switch(), ["0"], False),
        (Count(), ["3"], 3),
        (Words(), ["a,b", "c"], ("a,b", "c")),
        (LabelList(), ["unsafe, overstated", "supported"], ("unsafe", "overstated", "supported")),
        (Thresholds(), ["0.5", "unsafe=0.3"], dict(zip(LABELS, (0.5, 0.5, 0.5, 0.3), strict=True))),
        (Thresholds(), ["unsafe=1,supported=.2"], dict(zip(LABELS, (0.2, 0, 0, 1), strict=True))),
    ],
)
def test_values_of_words(kind: Kind, texts: list[str], expected: object) -> None:
    assert kind.from_texts(texts) == expected


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Text(), 1, "must be a string, not 1"),
        (FULL, "ful", "'ful' is not one of full, json; did you mean 'full'?"),
        (FULL, [], "must be one of full, json"),
        (Switch(), "yes", 'must be true or false, not "yes"'),
        (Count(), 0, "must be a whole number of at least 1, not 0"),
        (Count(), True, "not true"),
        (PathName(), "", "must be a path"),
        (Words(), "a", "must be a list of strings"),
        (LabelList(), ["unsave"], "did you mean 'unsafe'?"),
        (LabelList(), "unsafe", "must be a list of labels"),
        (Thresholds(), 1.5, "must be a number from 0 to 1"),
        (Thresholds(), float("nan"), "must be a number from 0 to 1"),
        (Thresholds(), {"unsafee": 0.1}, "did you mean 'unsafe'?"),
    ],
)
def test_bad_values_are_refused(kind: Kind, value: Any, message: str) -> None:
    with pytest.raises(ValueError) as error:
        kind.parse(value)
    assert message in str(error.value)


@pytest.mark.parametrize("kind", [Switch(), Count(), Thresholds()])
def test_bad_words_are_refused(kind: Kind) -> None:
    with pytest.raises(ValueError, match=r"must be .*, not"):
        kind.from_texts(["many"])


def test_paths_of_a_file_are_relative_to_its_folder(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    assert PathName().rooted(Path("x"), tmp_path) == tmp_path / "x"
    assert ModelName().rooted("ours", tmp_path) == str(tmp_path / "ours")
    assert ModelName().rooted("en_claimcheck_sm", tmp_path) == "en_claimcheck_sm"
