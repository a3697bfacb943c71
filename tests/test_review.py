"""Articles in, reviews out: records, order, failures and positions, with the shipped model."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import review_paths, review_text
from claimcheck.classifier.folder import write_manifest
from claimcheck.datatypes import Article, Block, Failure, Review
from claimcheck.errors import ModelError
from claimcheck.labels import LABELS, Label
from claimcheck.review import load, review_articles, review_results

CLAIM = "Kratom has no side effects and cures cancer."


def texts(review: Review) -> list[str]:
    return [finding.claim.text for finding in review.findings]


def test_a_text_becomes_a_review() -> None:
    review = review_text(CLAIM, source="a.txt")
    assert review.path == "a.txt"
    assert review.article == Article("a.txt", CLAIM)
    assert re.fullmatch(r"en_\w+ \d+\.\d+\.\d+", review.model)


def test_a_finding_tells_all_an_editor_needs() -> None:
    finding = review_text(f"A tea.\n\n{CLAIM}").findings[0]
    assert finding.claim.label is Label.UNSAFE
    assert (finding.line, finding.column, finding.end_line) == (3, 1, 3)
    assert finding.end_column == 1 + len(finding.claim.text)
    assert finding.why.endswith(".")
    assert finding.advice.endswith(".")


def test_a_finding_carries_the_note_on_what_it_names() -> None:
    (note, *_) = review_text(CLAIM).findings[0].notes
    assert "FDA" in note.text
    assert note.url.startswith("https://www.fda.gov/")


def test_a_finding_carries_a_suggestion_where_one_can_be_made() -> None:
    finding = review_text("It is known that the herbal syrup has no side effects.").findings[0]
    assert finding.claim.label is Label.UNSAFE
    assert finding.suggestion is not None
    assert finding.suggestion.endswith("can have side effects")
    assert review_text(CLAIM).findings[0].suggestion is None


def test_scores_sum_to_one_and_hold_the_confidence() -> None:
    claim = review_text(CLAIM).findings[0].claim
    assert list(claim.scores) == list(LABELS)
    assert sum(claim.scores.values()) == pytest.approx(1, abs=1e-5)
    assert claim.confidence == claim.scores[claim.label]


def test_cues_of_a_claim_overlap_it_and_stand_in_the_text() -> None:
    text = "So many teas. Ginger tea has no side effects at all, they say."
    for finding in review_text(text).findings:
        for cue in finding.claim.cues:
            assert text[cue.start : cue.end] == cue.text
            assert cue.start < finding.claim.end
            assert finding.claim.start < cue.end


def test_counts_hold_all_four_labels() -> None:
    counts = review_text(CLAIM).counts
    assert list(counts) == list(LABELS)
    assert sum(counts.values()) == len(review_text(CLAIM).findings)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "🌿", "#", "...", "\x00"])
def test_a_text_without_words_has_no_findings(text: str) -> None:
    review = review_text(text)
    assert (review.findings, review.words) == ((), 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [("Tea helps.", 2), ("Take 250 mg, twice!", 4), ("# A tea\n\n- hot\n- red", 4), ("🌿 tea", 1)],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert review_text(text).words == words


def test_the_words_of_markup_are_not_counted() -> None:
    article = Article(
        "a.md", "[tea](https://example.org/tea) helps", (Block(0, 36, skip=((0, 1), (4, 30))),)
    )
    assert next(review_articles([article], load())).words == 2


def test_a_link_inside_a_claim_does_not_hide_its_cue(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Kratom has [no *side* effects](https://example.org/a.html).\n")
    (review,) = review_paths([tmp_path / "a.md"])
    assert isinstance(review, Review)
    assert [finding.claim.label for finding in review.findings] == [Label.UNSAFE]


# Many articles.

ARTICLES = [Article(str(number), f"{CLAIM} It costs {number} euros.") for number in range(12)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_reviews_come_in_the_order_of_the_articles(jobs: int) -> None:
    reviews = list(review_articles(ARTICLES, load(), jobs=jobs))
    assert [review.path for review in reviews] == [article.source for article in ARTICLES]
    assert all(review.findings for review in reviews)


def test_jobs_change_nothing_in_a_review() -> None:
    article = Article("a", f"# Tea\n\n{CLAIM}", (Block(2, 5, "heading", 1), Block(7, 51)))
    (one,) = review_articles([article], load())
    (two,) = review_articles([article], load(), jobs=2)
    assert one == two


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("pattern", ["", "F", "A", "FFAFAAFF", "AAFF", "FFAA"])
def test_failures_keep_their_places(pattern: str, jobs: int) -> None:
    if jobs == 2 and len(pattern) < 8:
        pytest.skip("one pattern is enough for processes")
    results = [
        Article(str(at), CLAIM) if kind == "A" else Failure(str(at), "InputError", "unreadable")
        for at, kind in enumerate(pattern)
    ]
    found = list(review_results(results, load(), jobs=jobs))
    assert [item.path for item in found] == [str(at) for at in range(len(pattern))]
    assert [isinstance(item, Failure) for item in found] == [kind == "F" for kind in pattern]


def test_an_unreadable_file_among_others_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLAIM)
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00\xd8")
    (tmp_path / "c.txt").write_text("A bridge was built.")
    found = list(review_paths([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]))
    assert [Path(item.path).name for item in found] == ["a.txt", "b.txt", "c.txt"]
    assert [type(item) for item in found] == [Review, Failure, Review]


def test_a_path_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    (found,) = review_paths([tmp_path / "none.txt"])
    assert isinstance(found, Failure)


# Models.


def test_a_model_that_is_not_there_names_the_remedy() -> None:
    with pytest.raises(ModelError, match=r"no model 'en_nothing'.*claimcheck train"):
        load("en_nothing")


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model"):
        load(tmp_path)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(ModelError, match=r"manifest\.json: is missing; copy the model again"):
        load(tmp_path)
    write_manifest(tmp_path)
    with pytest.raises(ModelError, match="cannot be loaded"):
        load(tmp_path)


def test_the_variable_names_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_MODEL", "en_nothing")
    with pytest.raises(ModelError, match="en_nothing"):
        load()


def test_a_model_is_read_once_until_it_is_replaced(tmp_path: Path) -> None:
    copy = tmp_path / "en_copy"
    shutil.copytree(load().path, copy)
    first = load(copy)
    assert load(str(copy)) is first
    (copy / "meta.json").touch()
    assert load(copy) is not first


# Positions.

CLAIMS = st.sampled_from(
    [
        "Kratom has no side effects.",
        "Ginger tea cures cancer.",
        "Many users say that it helped their pain.",
        "Café\u0301 crème lowers blood pressure 🌿 in a trial.",
        "“Nettle soup healed me!” 👩‍⚕️ she said.",
    ]
)
FILLERS = st.sampled_from(
    ["A bridge was built.", "🌿🌿 Hello.", "", "- ", "# Tea", "e\u0301 \u200b", "\t"]
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(FILLERS, CLAIMS), min_size=1, max_size=4),
    st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " "]),
    st.sampled_from(["", "\ufeff"]),
)
def test_line_and_column_point_at_the_claim(
    parts: list[tuple[str, str]], end: str, bom: str
) -> None:
    text = bom + end.join(filler + " " + claim for filler, claim in parts)
    lines = re.split(r"\r\n|\n|\r", text)
    for finding in review_text(text).findings:
        claim = finding.claim
        assert text[claim.start : claim.end] == claim.text
        assert claim.text.strip() == claim.text
        assert lines[finding.line - 1][finding.column - 1 :].startswith(
            re.split(r"[\r\n]", claim.text)[0]
        )
        last = lines[finding.end_line - 1][: finding.end_column - 1]
        assert last.endswith(re.split(r"[\r\n]", claim.text)[-1])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_claim_is_found_whatever_ends_the_lines(end: str) -> None:
    review = review_text(f"A tea.{end}{end}{CLAIM}{end}")
    assert [(finding.line, finding.column) for finding in review.findings][:1] == [(3, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_with_a_mark_of_order_has_its_columns(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(CLAIM, encoding=encoding)
    (review,) = review_paths([tmp_path / "a.txt"])
    finding = review.findings[0]
    assert review.article.text[finding.claim.start : finding.claim.end] == finding.claim.text
    assert finding.claim.text.startswith("Kratom")


def test_a_finding_names_the_cue_that_decided() -> None:
    finding = review_text("Kratom has no side effects.").findings[0]
    assert (finding.decided_by, finding.rule) == ("risk_denial", "CC-unsafe/risk-denial")
