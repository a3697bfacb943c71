"""Every format: nothing is lost on the way there and back, and the table knows them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus.formats import NAMES, format_named, format_of
from claimcheck.corpus.formats.common import Exchange
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import ConfigError, CorpusError
from claimcheck.labels import LABELS, Label

from ..strategies import TEXTS, documents

SPAN_FORMATS = ("jsonl", "markup", "prodigy", "doccano", "label-studio", "docbin")
ROW_FORMATS = ("csv", "prodigy-choice")


def there_and_back(path: Path, name: str, docs: list[LabelledDocument]) -> list[LabelledDocument]:
    written, read = Exchange(), Exchange()
    format_named(name).write(path, docs, written)
    back = list(format_named(name).read(path, read))
    assert list(written.notices) == []
    return back


def folder(factory: pytest.TempPathFactory) -> Path:
    return factory.getbasetemp()


@pytest.mark.parametrize("name", SPAN_FORMATS)
@given(docs=st.lists(documents(), max_size=3))
@settings(max_examples=40, deadline=None)
def test_documents_come_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, docs: list[LabelledDocument]
) -> None:
    docs = [
        LabelledDocument(d.id, d.text, d.spans, {k: v for k, v in d.meta.items() if k != "id"})
        for d in docs
    ]
    assert there_and_back(folder(tmp_path_factory) / f"{name}.file", name, docs) == docs


@pytest.mark.parametrize("name", ROW_FORMATS)
@given(text=TEXTS, label=st.sampled_from([None, *LABELS]))
@settings(max_examples=60, deadline=None)
def test_single_claims_come_back_from_rows(
    tmp_path_factory: pytest.TempPathFactory, name: str, text: str, label: Label | None
) -> None:
    start = len(text) - len(text.lstrip())
    spans = (LabelledSpan(start, start + len(text.strip()), label),) if label else ()
    document = LabelledDocument("a", text, spans, {"annotator": "ana"})
    back = there_and_back(folder(tmp_path_factory) / f"{name}.file", name, [document])
    assert back == [document]


@pytest.mark.parametrize("name", ["prodigy", "doccano", "label-studio", "docbin"])
def test_nested_spans_come_back(tmp_path: Path, name: str) -> None:
    spans = (LabelledSpan(0, 11, Label.UNSAFE), LabelledSpan(2, 5, Label.ANECDOTAL))
    document = LabelledDocument("a", "😀 tea helps us", spans)
    assert there_and_back(tmp_path / "file", name, [document]) == [document]


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_a_corpus_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        list(format_named(name).read(tmp_path / "none", Exchange()))


@pytest.mark.parametrize("name", NAMES)
def test_given_meta_is_added(tmp_path: Path, name: str) -> None:
    spans = (LabelledSpan(0, 3, Label.UNSAFE),)
    format_named(name).write(tmp_path / "f", [LabelledDocument("a", "tea", spans)], Exchange())
    (back,) = format_named(name).read(tmp_path / "f", Exchange(meta={"licence": "CC0"}))
    assert back.meta["licence"] == "CC0"
    assert back.spans == spans


def test_suffixes_and_names() -> None:
    assert format_of("a/b.JSONL") == "jsonl"
    assert format_of("x.spacy") == "docbin"
    with pytest.raises(ConfigError, match="no format has this suffix"):
        format_of("x.docx")
    with pytest.raises(ConfigError, match="'brat' is not one of jsonl, markup"):
        format_named("brat")


def test_a_label_no_one_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"text": "tea", "label": [[0, 3, "UNSAVE"]]}')
    with pytest.raises(CorpusError, match=r"a:1: label 'unsave' .* did you mean 'unsafe'"):
        list(format_named("doccano").read(tmp_path / "a", Exchange()))
