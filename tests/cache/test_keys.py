"""A key changes with whatever decides a review, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimcheck.cache import keys
from claimcheck.cache.keys import Keys
from claimcheck.datatypes import Article, Block
from claimcheck.errors import ModelError
from claimcheck.readers import ReadOptions, Source

SOURCE = Source("a.md", "a.md", b"Ginger tea cures colds.")
ARTICLE = Article("a.jsonl:1", "Ginger tea.", (Block(0, 11),))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_text('{"a": 1}')
    return tmp_path


def of(model: Path, source: Source = SOURCE, **read: str) -> bytes:
    return Keys(model, ReadOptions(**read)).of_source(source)  # type: ignore[arg-type]


def test_the_name_plays_no_part_but_for_its_suffix(model: Path) -> None:
    assert len(of(model)) == 32
    assert of(model) == of(model, replace(SOURCE, name="b/c.md", path="x"))
    assert of(model) != of(model, replace(SOURCE, name="a.txt"))
    one = Keys(model, ReadOptions())
    assert one.of_article(ARTICLE) == one.of_article(replace(ARTICLE, source="b"))


def test_content_and_way_of_reading_decide(model: Path) -> None:
    assert of(model) != of(model, replace(SOURCE, data=b"Ginger tea cures colds!"))
    assert of(model) != of(model, whole_page="yes")
    one = Keys(model, ReadOptions())
    assert one.of_article(ARTICLE) != one.of_article(replace(ARTICLE, blocks=(Block(0, 6),)))


def test_the_model_decides(model: Path) -> None:
    before = of(model)
    (model / "manifest.json").write_text('{"a": 2}')
    assert of(model) != before
    (model / "manifest.json").unlink()
    with pytest.raises(ModelError, match=r"manifest\.json: is missing; copy the model again"):
        of(model)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("__version__", "9.9"),
        ("_code_digest", lambda: "other"),
        ("_libraries", lambda: {"spacy": "9"}),
    ],
)
def test_versions_decide(
    model: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    before = of(model)
    monkeypatch.setattr(keys, name, value)
    assert of(model) != before


def test_the_code_of_all_parts_and_their_data_count() -> None:
    names = [name for name, _ in keys._code(keys.files("claimcheck"), "")]
    assert {"/review.py", "/readers/markdown.py", "/lexicons/booster.jsonl"} <= set(names)
    assert not [name for name in names if name.split("/")[1] in {"corpora", "models"}]
    assert not [name for name in names if "__pycache__" in name]


def test_the_libraries_are_those_that_read_and_review() -> None:
    assert {"spacy", "numpy", "markdown-it-py"} <= keys._libraries().keys()
    assert "pytest" not in keys._libraries()
