from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from claimcheck.corpus.doubt import Documents, Doubt, DoubtRanking, document_doubts, find_doubts
from claimcheck.datatypes import Claim, Cue, LabelledDocument, LabelledSpan
from claimcheck.errors import ConfigError
from claimcheck.labels import LABELS, Label

TEXT = "Tea cures flu. It is safe."


def claim(start: int, end: int, scores: tuple[float, ...], *cues: Cue) -> Claim:
    table = dict(zip(LABELS, scores, strict=True))
    label = max(table, key=table.__getitem__)
    return Claim(start, end, TEXT[start:end], label, table, cues=cues)


def doubts(
    marked: Sequence[tuple[int, int, str]], *claims: Claim, leanings: dict[str, Label] | None = None
) -> list[Doubt]:
    spans = tuple(LabelledSpan(start, end, Label(label)) for start, end, label in marked)
    return list(document_doubts(LabelledDocument("a", TEXT, spans), claims, leanings or {}))


def test_a_label_the_model_shares_is_not_doubted() -> None:
    assert doubts([(0, 13, "unsafe")], claim(0, 13, (0.1, 0.1, 0.1, 0.7))) == []


def test_another_label_is_doubted_by_its_lead() -> None:
    (doubt,) = doubts([(0, 13, "supported")], claim(0, 13, (0.1, 0.1, 0.1, 0.7)))
    assert doubt.suggestion == Label.UNSAFE
    assert doubt.score == pytest.approx(0.4 + 0.6 * 0.6)
    assert doubt.reasons[0].message == "marked supported (0.10), but the model says unsafe (0.70)"


def test_a_thin_margin() -> None:
    (doubt,) = doubts([(0, 13, "unsafe")], claim(0, 13, (0.0, 0.1, 0.4, 0.5)))
    assert doubt.score == pytest.approx(0.3 * (1 - 0.1 / 0.15))
    assert "hardly ahead of overstated, by 0.10" in doubt.reasons[0].message


def test_marked_but_not_found_and_found_but_not_marked() -> None:
    first, second = doubts([(0, 13, "unsafe")], claim(15, 25, (0.0, 0.0, 0.2, 0.8)))
    assert (first.label, first.suggestion, first.reasons[0].kind) == ("unsafe", None, "unfound")
    assert (second.label, second.suggestion, second.reasons[0].kind) == (None, "unsafe", "unmarked")
    assert second.score == pytest.approx(0.4)


def test_a_cue_against_the_label_adds_up() -> None:
    cue = Cue(4, 9, "cures", "cure")
    found = claim(0, 13, (0.1, 0.0, 0.2, 0.7), cue)
    (doubt,) = doubts([(0, 13, "unsafe")], found, leanings={"cure": Label.OVERSTATED})
    assert doubt.score == pytest.approx(0.25)
    assert doubt.reasons[0].message == "'cures' (cure) speaks for overstated, not unsafe"
    (both,) = doubts([(0, 13, "supported")], found, leanings={"cure": Label.UNSAFE})
    assert [reason.kind for reason in both.reasons] == ["label", "cue"]
    assert both.score == pytest.approx(1 - (1 - 0.76) * (1 - 0.25))


def test_a_cue_for_the_label_silences_others() -> None:
    cues = (Cue(0, 3, "Tea", "x"), Cue(4, 9, "cures", "cure"))
    found = claim(0, 13, (0.1, 0.0, 0.2, 0.7), *cues)
    leanings = {"x": Label.SUPPORTED, "cure": Label.UNSAFE}
    assert doubts([(0, 13, "unsafe")], found, leanings=leanings) == []


def test_a_claim_that_only_touches_is_another_one() -> None:
    kinds = [d.reasons[0].kind for d in doubts([(0, 13, "unsafe")], claim(11, 25, (0, 0, 0, 1)))]
    assert kinds == ["unfound", "unmarked"]


SPANS = (LabelledSpan(0, 13, Label.SUPPORTED),)
DOCS = [LabelledDocument(name, TEXT, SPANS) for name in "abc"]


def out_of_fold(
    documents: Documents, *, folds: int, seed: int
) -> Iterator[tuple[LabelledDocument, list[Claim]]]:
    assert (folds, seed) == (2, 7)
    first, second, third = documents()
    yield third, [claim(0, 13, (0.0, 0.0, 0.0, 1.0)), claim(15, 25, (0.0, 0.0, 0.0, 1.0))]
    yield first, [claim(0, 13, (0.9, 0.0, 0.1, 0.0))]
    yield second, [claim(0, 13, (0.2, 0.0, 0.8, 0.0))]


def ranked(most: int | None = None) -> dict[str, Any]:
    found = DoubtRanking(find_doubts(lambda: DOCS, out_of_fold, folds=2, seed=7))
    return {
        key: value if key == "all" else list(value) for key, value in found.as_json(most).items()
    }


def test_ranked_over_documents() -> None:
    told = ranked()
    assert [doubt["id"] for doubt in told["doubts"]] == ["c", "b", "c"]
    assert told["documents"] == [
        {"id": "c", "score": 1.5, "doubts": 2},
        {"id": "b", "score": 0.76, "doubts": 1},
    ]


def test_the_gravest_are_told_and_all_are_counted() -> None:
    told = ranked(1)
    assert [len(told["doubts"]), len(told["documents"])] == [1, 1]
    assert told["all"] == {"doubts": 3, "documents": 2}


@pytest.mark.parametrize("folds", [1, 2])
def test_more_folds_than_documents_are_refused(folds: int) -> None:
    with pytest.raises(ConfigError, match=f"2 or more, each with a document of its own: {folds}"):
        list(find_doubts(lambda: DOCS[:1], out_of_fold, folds=folds))
