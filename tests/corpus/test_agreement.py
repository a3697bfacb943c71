from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.corpus.agreement import Agreement, Annotation, agreement, annotations_of
from claimcheck.corpus.documents import write_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label

from .splitter import split

TEXT = "Tea cures flu. It is safe. Buy now. Rest helps."
FLU, SAFE, REST = (0, 13), (15, 25), (36, 46)


def doc(
    *spans: tuple[tuple[int, int], str], identity: str = "a", text: str = TEXT
) -> LabelledDocument:
    marked = tuple(LabelledSpan(*borders, Label(label)) for borders, label in spans)
    return LabelledDocument(identity, text, marked)


ANA = doc((FLU, "unsafe"), (SAFE, "unsafe"))
BEN = doc((SAFE, "unsafe"), (FLU, "overstated"))
EVA = doc((FLU, "unsafe"), ((3, 8), "supported"), (SAFE, "unsafe"), (REST, "supported"))


def compare(*annotations: Annotation) -> Agreement:
    return agreement(lambda: iter(annotations), split)


def test_two_annotators_by_hand() -> None:
    # unsafe/overstated, unsafe/unsafe, none/none, none/none: 3 of 4;
    # chance: unsafe 2/4 * 1/4 + none 2/4 * 2/4 = 3/8, so (6/8 - 3/8) / (5/8) = 0.6
    told = compare(("ana", ANA), ("ben", BEN)).as_json()
    (pair,) = told["pairs"]
    assert (told["documents"], told["sentences"]) == (1, 4)
    assert pair["observed_agreement"] == 0.75
    assert pair["cohen_kappa"] == pytest.approx(0.6)
    assert pair["span_f1"] == {"exact": 0.5, "overlap": 0.5, "overlap_any_label": 1.0}
    # unsafe: 1 match of 2 and 1; supported: nobody
    assert pair["span_f1_by_label"]["unsafe"] == pytest.approx(2 / 3)
    assert pair["span_f1_by_label"]["supported"] is None


def test_three_annotators_and_nested_spans() -> None:
    told = compare(("ana", ANA), ("ben", BEN), ("eva", EVA)).as_json()
    assert [pair["annotators"] for pair in told["pairs"]] == [
        ["ana", "ben"],
        ["ana", "eva"],
        ["ben", "eva"],
    ]
    assert told["observed_agreement"] == 0.5
    # P = (1/3 + 1 + 1 + 1/3) / 4 = 2/3; unsafe 5, overstated 1, none 5, supported 1 of 12
    chance = (25 + 1 + 25 + 1) / 144
    assert told["fleiss_kappa"] == pytest.approx((2 / 3 - chance) / (1 - chance))


def test_order_of_annotations_does_not_matter() -> None:
    one = compare(("ana", ANA), ("ben", BEN), ("eva", EVA)).as_json()
    two = compare(("eva", EVA), ("ben", BEN), ("ana", ANA)).as_json()
    assert one == two


def test_documents_of_one_annotator_are_counted_apart() -> None:
    alone = doc(identity="b")
    found = compare(("ana", ANA), ("ben", BEN), ("ana", alone))
    assert (found.documents, found.alone, found.sentences) == (1, 1, 4)


def test_missing_annotators_are_left_out_of_their_pairs_only() -> None:
    other = doc(identity="b")
    found = compare(("ana", ANA), ("ben", BEN), ("ana", other), ("eva", other))
    # 2 of 16 values disagree; by chance 1 - (3 * 2 + 12 * 11) / (16 * 15) would: 3 unsafe, 12 none
    assert found.as_json()["krippendorff_alpha"] == pytest.approx(1 - 0.125 / 0.425)
    assert found.as_json()["fleiss_kappa"] is None
    assert found.as_json()["pairs"][1]["observed_agreement"] == 1


@pytest.mark.parametrize(
    ("annotations", "fault"),
    [
        ([("ana", ANA)], "needs two annotators"),
        ([("ana", ANA), ("ben", doc(identity="b"))], "no document in common"),
        ([("ana", ANA), ("ben", doc(text=TEXT + "!"))], "has another text"),
        ([("ana", ANA), ("ana", ANA)], "comes twice"),
    ],
)
def test_what_cannot_be_compared(annotations: list[Annotation], fault: str) -> None:
    with pytest.raises(CorpusError, match=fault):
        compare(*annotations)


def test_annotators_by_file_and_by_meta(tmp_path: Path) -> None:
    for folder in ("ana", "ben"):
        (tmp_path / folder).mkdir()
        write_documents(tmp_path / folder / "x.jsonl", [ANA])
    write_documents(tmp_path / "ana.jsonl", [ANA])
    write_documents(tmp_path / "ben.jsonl", [BEN])

    def names(*paths: Path) -> list[str]:
        read: Iterator[Annotation] = annotations_of(paths)()
        return [name for name, _ in read]

    assert names(tmp_path / "ana.jsonl", tmp_path / "ben.jsonl") == ["ana", "ben"]
    same = [tmp_path / "ana/x.jsonl", tmp_path / "ben/x.jsonl"]
    assert names(*same) == [str(path) for path in same]
    with pytest.raises(CorpusError, match=r"has no 'meta\.annotator'"):
        names(tmp_path / "ana.jsonl")
