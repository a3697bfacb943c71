"""Folders of DocBins: what spaCy's own reader makes of them, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.training import Corpus

from claimcheck.corpus.convert import convert, read_any
from claimcheck.corpus.documents import write_documents
from claimcheck.corpus.formats import docbin_format, format_named
from claimcheck.corpus.formats.common import Exchange
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label

DOCS = [
    LabelledDocument(
        f"d{number}", f"Tea cures flu, {number}.", (LabelledSpan(0, 13, Label.UNSAFE),)
    )
    for number in range(5)
]


@pytest.fixture(autouse=True)
def two_in_a_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbin_format, "SHARD", 30)
    monkeypatch.setattr(docbin_format, "MOST_IN_FILE", 60)


def write(path: Path, docs: list[LabelledDocument] = DOCS) -> Path:
    format_named("docbin").write(path, docs, Exchange())
    return path


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_a_folder_is_written_in_shards_and_read_back(tmp_path: Path) -> None:
    folder = write(tmp_path / "train")
    assert names(folder) == ["00001.spacy", "00002.spacy", "00003.spacy"]
    assert list(read_any(folder)) == DOCS


def test_spacy_trains_on_the_folder(tmp_path: Path) -> None:
    examples = list(Corpus(write(tmp_path / "train"))(spacy.blank("en")))
    assert [example.reference.text for example in examples] == [one.text for one in DOCS]
    spans = [list(example.reference.spans["claims"]) for example in examples]
    assert {(span.text, span.label_) for (span,) in spans} == {("Tea cures flu", "unsafe")}


def test_convert_takes_a_folder_from_one_place_to_another(tmp_path: Path) -> None:
    write_documents(tmp_path / "a.jsonl", DOCS)
    assert convert([tmp_path / "a.jsonl"], tmp_path / "train", to_format="docbin").documents == 5
    assert convert([tmp_path / "train"], tmp_path / "b.jsonl").documents == 5
    assert (tmp_path / "b.jsonl").read_text() == (tmp_path / "a.jsonl").read_text()


def test_old_shards_do_not_stay(tmp_path: Path) -> None:
    write(tmp_path / "train")
    assert names(write(tmp_path / "train", DOCS[:1])) == ["00001.spacy"]
    assert names(tmp_path) == ["train"]


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CorpusError, match=r"holds 'notes\.txt', which is no \.spacy file"):
        write(tmp_path)
    assert names(tmp_path) == ["notes.txt"]


def test_a_fault_half_way_leaves_nothing(tmp_path: Path) -> None:
    blank = LabelledDocument("blank", "Tea ", (LabelledSpan(3, 4, Label.UNSAFE),))
    with pytest.raises(CorpusError, match="'blank': spaCy cannot hold"):
        write(tmp_path / "train", [*DOCS, blank])
    assert names(tmp_path) == []


def test_a_single_file_has_its_limit(tmp_path: Path) -> None:
    assert list(read_any(write(tmp_path / "a.spacy", DOCS[:3]))) == DOCS[:3]
    with pytest.raises(CorpusError) as caught:
        write(tmp_path / "b.spacy")
    assert "more than 60 characters are too many for one DocBin" in str(caught.value)
    assert f"--output {tmp_path / 'b'} --to docbin" in str(caught.value)
    assert names(tmp_path) == ["a.spacy"]


def test_a_folder_without_docbins_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"holds no \.spacy files"):
        list(read_any(tmp_path))


def test_a_fault_in_a_shard_is_told_with_its_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "train")
    (folder / "00002.spacy").write_bytes(b"no")
    with pytest.raises(CorpusError, match=r"00002\.spacy: not a spaCy DocBin"):
        list(read_any(folder))
