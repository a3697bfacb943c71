"""Every tool streams: few of a corpus's documents are in memory at any time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from claimcheck.corpus import documents, validate
from claimcheck.corpus.agreement import agreement, annotations_of
from claimcheck.corpus.convert import convert
from claimcheck.corpus.disagreements import DisagreementPage
from claimcheck.corpus.documents import read_documents, write_documents
from claimcheck.corpus.doubt import DoubtRanking, find_doubts
from claimcheck.corpus.formats import docbin_format
from claimcheck.corpus.split import split_documents
from claimcheck.corpus.stats import corpus_stats
from claimcheck.datatypes import Claim, LabelledDocument, LabelledSpan
from claimcheck.labels import Label

from .splitter import split

COUNT, EVERY, FEW = 200, 50, 60
FORMATS = ("jsonl", "markup", "prodigy", "prodigy-choice", "doccano", "label-studio", "csv")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "ana.jsonl"
    spans = (LabelledSpan(0, 9, Label.UNSAFE),)
    texts = (f"Tea {number:05} cures. So they say, {number}." for number in range(COUNT))
    write_documents(
        path, (LabelledDocument(f"d{n}", text, spans, {}) for n, text in enumerate(texts))
    )
    return path


def alive() -> int:
    """How many documents are in memory."""
    gc.collect()
    return sum(type(item) is LabelledDocument for item in gc.get_objects())


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many documents were alive at the moments when another was read."""
    found: list[int] = []
    make, made = documents.document_from, 0
    others = alive()

    def counting(record: Mapping[str, Any]) -> LabelledDocument:
        nonlocal made
        made += 1
        if made % EVERY == 0:
            found.append(alive() - others)
        return make(record)

    monkeypatch.setattr(documents, "document_from", counting)
    monkeypatch.setattr(validate, "document_from", counting)
    return found


def other(path: Path) -> Path:
    """The same documents without their claims."""
    target = path.with_name("ben.jsonl")
    unmarked = (LabelledDocument(one.id, one.text) for one in read_documents(path))
    write_documents(target, unmarked)
    return target


def measure_agreement(path: Path) -> None:
    with path.with_suffix(".html").open("w") as file, DisagreementPage(file) as page:
        agreement(annotations_of([path, other(path)]), split, page.add)


def measure_doubt(path: Path) -> None:
    def out_of_fold(
        documents: Callable[[], Iterable[LabelledDocument]], *, folds: int, seed: int
    ) -> Iterator[tuple[LabelledDocument, list[Claim]]]:
        return ((document, []) for document in documents())

    ranking = DoubtRanking(find_doubts(lambda: read_documents(path), out_of_fold))
    assert ranking.as_json()["all"] == {"doubts": COUNT, "documents": COUNT}


TOOLS: dict[str, Callable[[Path], object]] = {
    "validate": lambda path: list(validate.validate([path])),
    "stats": lambda path: corpus_stats(read_documents(path), split),
    "split": lambda path: split_documents(
        lambda: read_documents(path), path.with_name("train"), path.with_name("held")
    ),
    "agreement": measure_agreement,
    "doubt": measure_doubt,
}


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_holds_few_documents(name: str, corpus: Path, most: list[int]) -> None:
    TOOLS[name](corpus)
    assert len(most) >= COUNT // EVERY
    assert max(most) < FEW


@pytest.mark.parametrize("name", FORMATS)
def test_a_conversion_holds_few_documents(name: str, corpus: Path, most: list[int]) -> None:
    convert([corpus], corpus.with_suffix(".out"), to_format=name)
    assert len(most) == COUNT // EVERY
    assert max(most) < FEW


def test_a_folder_of_docbins_holds_a_shard_of_them(
    corpus: Path, most: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docbin_format, "SHARD", 1000)
    convert([corpus], corpus.with_suffix(""), to_format="docbin")
    assert len(most) == COUNT // EVERY
    assert max(most) < FEW
