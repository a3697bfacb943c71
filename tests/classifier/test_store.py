"""Stored weights: they come back as they were, and a hostile folder is refused."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from claimcheck.classifier import store
from claimcheck.classifier.decision import Decision
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.models import Finder, Head, Labeller
from claimcheck.classifier.space import FeatureSpace
from claimcheck.classifier.store import load_parts, save_parts
from claimcheck.classifier.untrained import untrained_finder
from claimcheck.classifier.vectors import WordVectors
from claimcheck.errors import ModelError

VECTORS = WordVectors(["tea", "cure"], np.array([[1, -2], [3, 4]], dtype=np.int8), 0.5)
SPACE = FeatureSpace(["w:cure", "w:tea"], [1.5, 2.0])
LAYER = LinearLayer(
    np.array([[0.5], [-1.0]], np.float32),
    np.full((1, 6), 0.25, np.float32),
    np.array([0.125], np.float32),
)


@pytest.fixture
def part(tmp_path: Path) -> Path:
    save_parts(tmp_path / "part", {"sentence": (SPACE, LAYER)}, VECTORS, {"threshold": 0.3})
    return tmp_path / "part"


def rewrite(part: Path, file: str, change: Callable[[dict[str, np.ndarray]], None]) -> None:
    with np.load(part / file) as stored:
        arrays = dict(stored)
    change(arrays)
    np.savez(part / file, allow_pickle=True, **arrays)


def refused(part: Path) -> str:
    with pytest.raises(ModelError) as caught:
        load_parts(part)
    return str(caught.value)


def test_a_part_comes_back_as_it_was(part: Path) -> None:
    parts = load_parts(part)
    space, layer = parts.heads["sentence"]
    assert space.terms == SPACE.terms
    assert space.rarity.tolist() == SPACE.rarity.tolist()
    assert layer.terms.tolist() == LAYER.terms.tolist()
    assert layer.dense.tolist() == LAYER.dense.tolist()
    assert layer.bias.tolist() == LAYER.bias.tolist()
    assert (parts.vectors.words, parts.vectors.scale) == (["tea", "cure"], 0.5)
    assert parts.vectors.table.tolist() == [[1, -2], [3, 4]]
    assert parts.settings["threshold"] == 0.3


def test_a_layer_of_zeros_comes_back(tmp_path: Path) -> None:
    zeros = LinearLayer(
        np.zeros((2, 1), np.float32), np.zeros((1, 0), np.float32), np.zeros(1, np.float32)
    )
    save_parts(tmp_path / "p", {"sentence": (SPACE, zeros)}, WordVectors.empty(), {})
    assert load_parts(tmp_path / "p").heads["sentence"][1].terms.tolist() == [[0.0], [0.0]]


def test_the_same_part_is_written_alike(part: Path, tmp_path: Path) -> None:
    save_parts(tmp_path / "again", {"sentence": (SPACE, LAYER)}, VECTORS, {"threshold": 0.3})
    for name in ("settings.json", "terms.npz", "words.json"):
        assert (part / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.parametrize("stored", ["weights.npz", "vectors.npz"])
def test_a_pickle_in_the_arrays_is_never_opened(part: Path, tmp_path: Path, stored: str) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (tmp_path / "opened",))

    def plant(arrays: dict[str, np.ndarray]) -> None:
        bomb = np.empty(1, dtype=object)
        bomb[0] = Bomb()
        arrays[next(iter(arrays))] = bomb

    rewrite(part, stored, plant)
    assert "cannot be read" in refused(part)
    assert not (tmp_path / "opened").exists()


def test_a_bare_pickle_in_the_place_of_an_archive_is_refused(part: Path) -> None:
    (part / "weights.npz").write_bytes(pickle.dumps({"sentence.terms": [1]}))
    assert "weights.npz" in refused(part)


def test_a_member_that_unpacks_to_too_much_is_refused(
    part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 1000)
    rewrite(part, "weights.npz", lambda arrays: arrays.update(big=np.zeros(500)))
    assert "larger than 1000 bytes" in refused(part)


def test_the_json_files_have_a_limit_too(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_BYTES", 1000)
    (part / "words.json").write_text(json.dumps(["w"] * 1000))
    assert "words.json" in refused(part)


def test_a_header_that_asks_for_all_memory_is_refused(part: Path) -> None:
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000000,), }\n"
    member = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("sentence.bias.npy", member)
    (part / "weights.npz").write_bytes(buffer.getvalue())
    assert "weights.npz" in refused(part)


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("name", ["terms", "dense", "bias", "rarity", "scale"])
def test_weights_that_are_no_numbers_are_refused(part: Path, name: str, value: float) -> None:
    rewrite(part, "weights.npz", lambda arrays: arrays[f"sentence.{name}"].fill(value))
    assert "sentence" in refused(part)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("terms", (3, 1)),
        ("terms", (2,)),
        ("terms", (2, 2)),
        ("dense", (1, 5)),
        ("dense", (6,)),
        ("dense", (2, 6)),
        ("bias", ()),
        ("bias", (2,)),
        ("rarity", (3,)),
        ("rarity", (2, 2)),
        ("rarity", ()),
        ("scale", ()),
        ("scale", (0,)),
    ],
)
def test_weights_of_a_wrong_shape_are_refused(
    part: Path, name: str, shape: tuple[int, ...]
) -> None:
    rewrite(part, "weights.npz", lambda arrays: arrays.update({f"sentence.{name}": np.ones(shape)}))
    refused(part)


@pytest.mark.parametrize("name", ["terms", "dense", "bias", "rarity", "scale"])
def test_weights_of_a_wrong_type_are_refused(part: Path, name: str) -> None:
    rewrite(
        part,
        "weights.npz",
        lambda arrays: arrays.update({f"sentence.{name}": np.array([["a"], ["b"]])}),
    )
    refused(part)


@pytest.mark.parametrize("name", ["terms", "dense", "bias", "rarity", "scale"])
def test_missing_weights_are_named(part: Path, name: str) -> None:
    rewrite(part, "weights.npz", lambda arrays: arrays.pop(f"sentence.{name}"))
    assert f"sentence.{name}" in refused(part)


@pytest.mark.parametrize(
    "change",
    [
        {"table": np.ones(4, np.int8)},
        {"table": np.ones((3, 2), np.int8)},
        {"table": np.array([["a", "b"], ["c", "d"]])},
        {"scale": np.zeros(0)},
        {"scale": np.array(["a"])},
        {"scale": np.array([np.nan])},
    ],
)
def test_damaged_word_vectors_are_refused(part: Path, change: dict[str, np.ndarray]) -> None:
    rewrite(part, "vectors.npz", lambda arrays: arrays.update(change))
    refused(part)


@pytest.mark.parametrize("number", [0, 4, None, "1"])
def test_another_format_names_both_numbers_and_the_remedy(part: Path, number: object) -> None:
    settings = json.loads((part / "settings.json").read_text())
    (part / "settings.json").write_text(json.dumps({**settings, "format": number}))
    assert f"format {number} is none of 1 to {store.FORMAT}" in refused(part)
    assert "update claimcheck or train the model again" in refused(part)


def put_format(part: Path, number: int) -> None:
    settings = json.loads((part / "settings.json").read_text())
    (part / "settings.json").write_text(json.dumps({**settings, "format": number}))


FILES = ["settings.json", "terms.npz", "words.json", "weights.npz", "vectors.npz"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"PK\x03\x04 nonsense", b"[" * 200_000])
def test_a_damaged_file_is_named(part: Path, file: str, damage: bytes) -> None:
    (part / file).write_bytes(damage)
    assert file in refused(part)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(part: Path, file: str) -> None:
    (part / file).unlink()
    assert file in refused(part)


@pytest.mark.parametrize("file", ["settings.json", "words.json"])
@pytest.mark.parametrize(
    "value", [3, [], {}, None, {"sentence": 3}, {"sentence": [[], {}]}, ["tea", 3]]
)
def test_json_of_a_wrong_shape_is_refused(part: Path, file: str, value: object) -> None:
    (part / file).write_text(json.dumps(value))
    refused(part)


@pytest.mark.parametrize(
    "value", [b"3", b"[", b"\xff", b'{"w": 1}', b"[[], {}]", b'["tea", 3]', b'["tea"]', b"[" * 9**6]
)
@pytest.mark.parametrize("number", [2, 3])
def test_terms_of_a_wrong_shape_are_refused(part: Path, value: bytes, number: int) -> None:
    put_format(part, number)
    terms = np.frombuffer(value, dtype=np.uint8)
    rewrite(part, "terms.npz", lambda arrays: arrays.update(sentence=terms))
    refused(part)


def test_a_part_of_format_1_is_read_as_ever(part: Path) -> None:
    (part / "terms.npz").unlink()
    (part / "terms.json").write_text(json.dumps({"sentence": SPACE.terms}))
    put_format(part, 1)
    parts = load_parts(part)
    assert parts.heads["sentence"][0].terms == SPACE.terms
    assert parts.settings["threshold"] == 0.3
    (part / "terms.json").write_text("[]")
    refused(part)


def test_a_part_of_format_2_is_read_as_ever(part: Path) -> None:
    terms = np.frombuffer(json.dumps(SPACE.terms).encode(), dtype=np.uint8)
    rewrite(part, "terms.npz", lambda arrays: arrays.update(sentence=terms))
    put_format(part, 2)
    assert load_parts(part).heads["sentence"][0].terms == SPACE.terms


@pytest.mark.parametrize("term", ["", "tea\0cure"])
def test_a_term_that_would_not_come_back_is_not_written(tmp_path: Path, term: str) -> None:
    space = FeatureSpace([term, "x"], SPACE.rarity)
    with pytest.raises(ValueError, match="empty or holds a NUL"):
        save_parts(tmp_path, {"sentence": (space, LAYER)}, VECTORS, {})


@pytest.mark.parametrize("heads", [3, None, {"sentence": 1, "other": 2}, ["other"], [[]]])
def test_heads_of_a_wrong_shape_are_refused(part: Path, heads: object) -> None:
    (part / "settings.json").write_text(json.dumps({"format": store.FORMAT, "heads": heads}))
    refused(part)


# The models that read such parts.


def head(outputs: int = 1) -> Head:
    zeros = np.zeros((2, outputs), np.float32)
    layer = LinearLayer(zeros, np.zeros((outputs, 0), np.float32), np.zeros(outputs, np.float32))
    return Head(SPACE, layer)


def test_a_finder_comes_back(tmp_path: Path) -> None:
    thresholds = {"sentence": 0.3, "border": 0.4, "part": 0.5}
    Finder(head(), head(), head(), VECTORS, thresholds).to_disk(tmp_path / "f")
    assert untrained_finder().from_disk(tmp_path / "f").thresholds == thresholds


def test_a_labeller_comes_back(tmp_path: Path) -> None:
    decision = Decision((1.0, 1.0, 1.2, 2.0), 0.3, 0.25)
    Labeller(head(4), VECTORS, decision, 0.7).to_disk(tmp_path / "l")
    again = Labeller.from_disk(tmp_path / "l")
    assert (again.decision, again.review_below) == (decision, 0.7)


def test_a_part_without_the_head_it_needs_is_refused(part: Path) -> None:
    with pytest.raises(ModelError, match="'border' is missing"):
        Finder.from_disk(part)
    with pytest.raises(ModelError, match="'label' is missing"):
        Labeller.from_disk(part)


@pytest.mark.parametrize("thresholds", [None, 3, {}, {"sentence": "a"}])
def test_a_finder_with_damaged_thresholds_is_refused(tmp_path: Path, thresholds: object) -> None:
    heads = {name: (SPACE, head().layer) for name in ("sentence", "border", "part")}
    save_parts(tmp_path / "f", heads, VECTORS, {"thresholds": thresholds} if thresholds else {})
    with pytest.raises(ModelError, match="threshold"):
        Finder.from_disk(tmp_path / "f")


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"weights": [1, 1, 1, 1]},
        {"review_below": 0.5},
        {"weights": [1, 1], "review_below": 0.5},
        {"weights": "abcd", "review_below": 0.5},
        {"weights": [1, 1, 1, 1], "review_below": "half"},
    ],
)
def test_a_labeller_with_damaged_settings_is_refused(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    save_parts(tmp_path / "l", {"label": (SPACE, head(4).layer)}, VECTORS, settings)
    with pytest.raises(ModelError, match="settings"):
        Labeller.from_disk(tmp_path / "l")


def test_a_labeller_must_know_four_labels(tmp_path: Path) -> None:
    settings = {"weights": [1, 1, 1, 1], "review_below": 0.5}
    save_parts(tmp_path / "l", {"label": (SPACE, head(3).layer)}, VECTORS, settings)
    with pytest.raises(ModelError, match="label"):
        Labeller.from_disk(tmp_path / "l")
