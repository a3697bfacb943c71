"""The bar that a person sees while many articles are reviewed."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.cli.progress import progress
from claimcheck.cli.streams import tell
from claimcheck.config.configuration import Flags, configure
from claimcheck.datatypes import Review
from tests import fakes


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Screen:
    monkeypatch.chdir(tmp_path)
    for number in range(8):
        Path(f"{number}.txt").write_text("This is unsafe.")
    return Screen()


def seen(paths: list[str], screen: Screen, monkeypatch: pytest.MonkeyPatch, flags: Flags) -> str:
    """What stands on the screen after eight articles that take two seconds each."""
    now = 1000.0
    monkeypatch.setattr(sys, "stderr", screen)
    for clock in ("time", "monotonic"):
        monkeypatch.setattr(time, clock, lambda: now)

    def reviews() -> Iterator[Review]:
        nonlocal now
        for number in range(8):
            now += 2.0
            yield fakes.review_text("This is unsafe.", f"{number}.txt")

    with progress(reviews(), paths, configure(flags, isolated=True)) as passing:
        assert len(list(passing)) == 8
    return screen.getvalue()


def test_number_rate_and_time_left(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen(["."], screen, monkeypatch, {"output": ("out.jsonl",)})
    assert "4/8  00:00:08  0.5 a second" in shown
    assert "8/8" in shown


def test_no_end_is_foretold_for_json_lines(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = seen([".", "a.jsonl"], screen, monkeypatch, {"output": ("out.jsonl",)})
    assert "0.5 a second" in shown
    assert "/8" not in shown and "00:00" not in shown


@pytest.mark.parametrize("flags", [{"quiet": True}, {"verbose": True}])
def test_who_wants_no_bar_sees_none(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, flags: dict[str, bool]
) -> None:
    assert seen(["."], screen, monkeypatch, {"output": ("out.jsonl",), **flags}) == ""


def test_the_report_on_the_screen_is_progress_enough(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Screen())
    assert seen(["."], screen, monkeypatch, {}) == ""


def test_a_message_takes_the_place_of_the_bar(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    tell("warning: a.txt")
    assert screen.getvalue() == "\r\x1b[2Kwarning: a.txt\n"
