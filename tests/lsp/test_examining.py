"""What the worker makes of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.datatypes import Article, Failure, Review
from claimcheck.errors import ModelError
from claimcheck.lsp.documents import Document
from claimcheck.lsp.examining import Examined, Examiner
from claimcheck.lsp.settings import Workshop
from tests import fakes

TEXT = "It is unsafe. It is supported."


class Reviewer:
    """A reviewer by hand that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def __call__(
        self, stopped: Callable[[], bool], article: Article, model: str | None
    ) -> Review | None:
        self.asked.append((article.text, model))
        if model == "missing":
            raise ModelError("no model 'missing'")
        return None if stopped() else fakes.review_article(article)


@pytest.fixture(autouse=True)
def nothing_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    for name in ("CLAIMCHECK_MODEL", "CLAIMCHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)


def examine(
    examiner: Examiner, folder: Path, text: str = TEXT, *, stopped: bool = False
) -> Examined | None:
    uri = (folder / "a.md").as_uri()
    return examiner(Document(uri, "markdown", 1, text), lambda: stopped)


def shown(found: Examined | None) -> list[str]:
    assert found is not None
    return [one.claim.label for one in found.shown]


def test_a_text_is_reviewed_once_however_the_settings_change(tmp_path: Path) -> None:
    workshop, reviewer = Workshop(folders=[tmp_path]), Reviewer()
    examiner = Examiner(workshop, reviewer)
    assert shown(examine(examiner, tmp_path)) == ["unsafe"]
    workshop.options = {"show-supported": True}
    assert shown(examine(examiner, tmp_path)) == ["unsafe", "supported"]
    assert reviewer.asked == [(TEXT, None)]
    workshop.options = {"model": "other"}
    examine(examiner, tmp_path)
    examine(examiner, tmp_path, "New.")
    examiner.forget((tmp_path / "a.md").as_uri())
    examine(examiner, tmp_path, "New.")
    assert reviewer.asked[1:] == [(TEXT, "other"), ("New.", "other"), ("New.", "other")]


def test_nothing_comes_of_a_review_that_was_stopped(tmp_path: Path) -> None:
    examiner = Examiner(Workshop(folders=[tmp_path]), Reviewer())
    assert examine(examiner, tmp_path, stopped=True) is None
    assert shown(examine(examiner, tmp_path)) == ["unsafe"]


def test_a_missing_model_is_a_failure(tmp_path: Path) -> None:
    workshop = Workshop(folders=[tmp_path], options={"model": "missing"})
    found = examine(Examiner(workshop, Reviewer()), tmp_path)
    assert found is not None and isinstance(found.result, Failure)
    assert found.result.message == "no model 'missing'" and found.shown == ()


def test_settings_that_leave_no_label_are_a_fault(tmp_path: Path) -> None:
    options = {"select": ["supported"], "min-severity": "unsafe"}
    found = examine(Examiner(Workshop(folders=[tmp_path], options=options), Reviewer()), tmp_path)
    assert found is not None and "leave no label to show" in found.fault
    assert shown(found) == ["unsafe"], "the defaults stand in"


def test_an_excluded_document_is_left_out_only_by_force(tmp_path: Path) -> None:
    workshop, reviewer = Workshop(folders=[tmp_path]), Reviewer()
    workshop.options = {"extend-exclude": ["a.*"]}
    assert shown(examine(Examiner(workshop, reviewer), tmp_path)) == ["unsafe"]
    workshop.options = {"extend-exclude": ["a.*"], "force-exclude": True}
    assert shown(examine(Examiner(workshop, reviewer), tmp_path)) == []
    assert len(reviewer.asked) == 1


def test_suppressed_findings_are_not_shown(tmp_path: Path) -> None:
    def silenced(stopped: object, article: Article, model: str | None) -> Review:
        review = fakes.review_article(article)
        first = fakes.finding(TEXT, 6, 12, review.findings[0].claim.label, suppressed="known")
        return replace(review, findings=(first, *review.findings[1:]))

    assert shown(examine(Examiner(Workshop(folders=[tmp_path]), silenced), tmp_path)) == []
