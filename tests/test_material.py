"""The documents of one training."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from claimcheck.corpus.documents import read_documents
from claimcheck.errors import CorpusError
from claimcheck.material import digests, not_among, read_material, shipped_corpus

ROOT = Path(__file__).parent.parent
TINY = ROOT / "tests" / "data" / "tiny.jsonl"


def test_a_seventh_is_set_aside_by_id_and_always_the_same() -> None:
    first, second = (read_material([TINY], [], [], 0) for _ in range(2))
    assert first == second
    assert len(first.own) + len(first.tested) == 21
    assert 0 < len(first.tested) < 8
    assert read_material([TINY], [], [], 1).tested != first.tested


def test_with_held_out_documents_nothing_is_set_aside() -> None:
    found = read_material([TINY], [TINY], [TINY], 0)
    assert list(map(len, (found.own, found.foreign, found.tested))) == [21, 21, 21]


def test_what_is_known_with_the_same_labels_is_not_learned_again(tmp_path: Path) -> None:
    known = list(read_documents(TINY))
    lines = [json.loads(line) for line in TINY.read_text().splitlines()]
    labelled = next(line for line in lines if line["spans"])
    labelled["spans"][0]["label"] = (
        "unsafe" if labelled["spans"][0]["label"] != "unsafe" else "anecdotal"
    )
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, lines)))
    found = read_material([tmp_path / "mine.jsonl"], [], [TINY], 0, known)
    assert [item.id for item in found.own] == [labelled["id"]]
    assert len(not_among(known, found.own)) == 20


def test_nothing_new_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"tiny\.jsonl: holds too few documents"):
        read_material([TINY], [], [TINY], 0, list(read_documents(TINY)))


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "tiny.jsonl").write_text("x")
    assert digests([tmp_path / "tiny.jsonl"]) == {"tiny.jsonl": hashlib.sha256(b"x").hexdigest()}
    assert set(digests([TINY, tmp_path / "tiny.jsonl"])) == {
        TINY.as_posix(),
        (tmp_path / "tiny.jsonl").as_posix(),
    }


def test_the_corpus_that_comes_along_is_the_one_in_the_repository() -> None:
    found = shipped_corpus()
    assert len(found) == len((ROOT / "corpus/train.jsonl").read_text().splitlines())
    assert found[0] == next(iter(read_documents(ROOT / "corpus/train.jsonl")))


def test_without_the_corpus_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.material.SHIPPED_CORPUS", "corpora/none.jsonl")
    with pytest.raises(CorpusError, match="install claimcheck again"):
        shipped_corpus()
