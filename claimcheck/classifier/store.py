"""How the estimators lie in a model folder: JSON and plain arrays, checked before they are used.

Layout of a part's folder, format 3: `settings.json` (format, settings), `terms.npz` (the terms of
each head as UTF-8, a NUL between two, compressed), `weights.npz` (arrays without pickle),
`vectors.npz` and `words.json` (word vectors). In format 2 the terms of a head are a JSON list, in
format 1 they lie in `terms.json`. A change of layout raises FORMAT and keeps reading the older
ones.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np

from claimcheck.classifier.encoded import SIZES
from claimcheck.classifier.linear import LinearLayer
from claimcheck.classifier.space import FeatureSpace
from claimcheck.classifier.vectors import WordVectors
from claimcheck.errors import ModelError
from claimcheck.labels import N_CLASSES
from claimcheck.manifest import MOST_BYTES as MOST_BYTES

FORMAT = 3
SETTINGS = "settings.json"
_MOST_MEMBERS = 200
_MOST_SETTINGS_BYTES = 2**16
_MOST_SETTING = 1e6
_BETWEEN = "\0"
UNREADABLE = (OSError, EOFError, ValueError, MemoryError, RuntimeError, BadZipFile, zlib.error)
"""What reading a damaged or hostile file may raise."""

Heads = dict[str, tuple[FeatureSpace, LinearLayer]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a part's folder holds."""

    heads: Heads
    vectors: WordVectors
    settings: dict[str, Any]


def save_parts(path: Path, heads: Heads, vectors: WordVectors, settings: dict[str, Any]) -> None:
    """Write one part's folder."""
    path.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, np.ndarray] = {}
    for name, (space, layer) in heads.items():
        scale = float(np.abs(layer.terms).max(initial=0.0)) or 1.0
        arrays[f"{name}.terms"] = (layer.terms / scale).astype(np.float16)
        arrays[f"{name}.scale"] = np.array([scale], dtype=np.float32)
        arrays[f"{name}.dense"] = layer.dense.astype(np.float32)
        arrays[f"{name}.bias"] = layer.bias.astype(np.float32)
        arrays[f"{name}.rarity"] = space.rarity.astype(np.float32)
    np.savez(path / "weights.npz", allow_pickle=False, **arrays)
    write_vectors(path, vectors)
    terms = {name: _as_bytes(space.terms) for name, (space, _) in heads.items()}
    np.savez_compressed(path / "terms.npz", allow_pickle=False, **terms)
    _write_json(path / SETTINGS, {"format": FORMAT, "heads": sorted(heads), **settings})


def load_parts(path: Path) -> Parts:
    """Read and check one part's folder; ModelError says what is wrong with it."""
    settings = _read_json(path / SETTINGS, _MOST_SETTINGS_BYTES)
    form = settings.get("format") if isinstance(settings, dict) else None
    if not isinstance(form, int) or not 1 <= form <= FORMAT:
        raise ModelError(
            f"{path / SETTINGS}: format {form} is none of 1 to {FORMAT}, which this claimcheck "
            "reads; update claimcheck or train the model again"
        )
    if not _are_sane(settings):
        raise ModelError(f"{path / SETTINGS}: holds numbers beyond {_MOST_SETTING:g}")
    terms = _read_json(path / "terms.json") if form == 1 else _read_terms(path / "terms.npz", form)
    weights = read_arrays(path / "weights.npz")
    vectors = read_vectors(path)
    try:
        heads = {name: _head(name, terms, weights) for name in settings["heads"]}
    except KeyError as error:
        raise ModelError(f"{path}: the part {error} is missing; copy the model again") from None
    except (TypeError, IndexError, ValueError) as error:
        raise ModelError(f"{path}: a head is damaged ({error}); copy the model again") from None
    _check(path, heads, vectors)
    return Parts(heads, vectors, settings)


def _as_bytes(terms: list[str]) -> np.ndarray:
    """The terms, none of which is empty or holds a NUL, as bytes."""
    text = _BETWEEN.join(terms)
    if not all(terms) or text.count(_BETWEEN) != max(len(terms) - 1, 0):
        raise ValueError("a term is empty or holds a NUL")
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)


def _read_terms(path: Path, form: int) -> dict[str, Any]:
    """The terms of every head; read often, and far quicker than JSON."""
    try:
        texts = {name: str(array.tobytes(), "utf-8") for name, array in read_arrays(path).items()}
        if form == 2:
            return {name: json.loads(text) for name, text in texts.items()}
        return {name: text.split(_BETWEEN) if text else [] for name, text in texts.items()}
    except UNREADABLE as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None


def write_vectors(path: Path, vectors: WordVectors) -> None:
    """Write `vectors.npz` and `words.json` into a folder that is there."""
    scale = np.array([vectors.scale], dtype=np.float32)
    np.savez(path / "vectors.npz", allow_pickle=False, table=vectors.table, scale=scale)
    _write_json(path / "words.json", vectors.words)


def read_vectors(path: Path) -> WordVectors:
    """The word vectors of a folder; ModelError where they are damaged."""
    stored = read_arrays(path / "vectors.npz")
    words = _read_json(path / "words.json")
    table, scale = stored.get("table"), stored.get("scale")
    if (
        table is None
        or scale is None
        or table.dtype != np.int8
        or not _are_texts(words)
        or table.shape[:-1] != (len(words),)
        or scale.shape != (1,)
        or scale.dtype.kind != "f"
        or not np.isfinite(scale[0])
    ):
        raise ModelError(
            f"{path}: words.json and vectors.npz do not fit each other; copy the model again"
        )
    return WordVectors(words, table, float(scale[0]))


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and set(map(type, value)) <= {str}


def _head(name: str, terms: Any, arrays: dict[str, np.ndarray]) -> tuple[FeatureSpace, LinearLayer]:
    if not _are_texts(terms[name]):
        raise ValueError(f"the terms of '{name}' are no list of texts")
    scale = float(arrays[f"{name}.scale"][0])
    layer = LinearLayer(
        np.ascontiguousarray(arrays[f"{name}.terms"].astype(np.float32) * scale),
        arrays[f"{name}.dense"].astype(np.float32),
        arrays[f"{name}.bias"].astype(np.float32),
    )
    return FeatureSpace(terms[name], arrays[f"{name}.rarity"]), layer


def _check(path: Path, heads: Heads, vectors: WordVectors) -> None:
    for name, (space, layer) in heads.items():
        n_terms, n_outputs = len(space), layer.bias.size
        if (
            layer.bias.shape != (n_outputs,)
            or layer.terms.shape != (n_terms, n_outputs)
            or space.rarity.shape != (n_terms,)
        ):
            raise ModelError(f"{path}: the weights of '{name}' do not fit its {n_terms} terms")
        arrays = (layer.terms, layer.dense, layer.bias, space.rarity)
        if not all(np.isfinite(array).all() for array in arrays):
            raise ModelError(f"{path}: the weights of '{name}' are not all finite numbers")
        if layer.dense.shape not in {(n_outputs, size) for size in _sizes(name, vectors)}:
            raise ModelError(f"{path}: '{name}' expects vectors of another size than the model's")


def _sizes(name: str, vectors: WordVectors) -> set[int]:
    """Dimensions that the dense input of a head may have: static, and with an encoder's."""
    encoded = SIZES.get(name, SIZES["span"])
    static = {0, 3 * vectors.size}
    more = {encoded, encoded + N_CLASSES} if name != "border" else {encoded}
    return static | {size + added for size in static for added in more}


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """The arrays of an npz file, none of them pickled; ModelError where it cannot be read."""
    try:
        check_archive(path)
        with np.load(path, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except UNREADABLE as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None


def check_archive(path: Path) -> None:
    """ModelError where a zip file would unpack to too much; nothing is unpacked.

    Raises one of UNREADABLE where it is no zip file.
    """
    with ZipFile(path) as archive:
        members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise ModelError(f"{path}: holds more than {_MOST_MEMBERS} members")
    for member in members:
        if member.file_size > MOST_BYTES:
            raise ModelError(f"{path}: {member.filename} is larger than {MOST_BYTES} bytes")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise ModelError(f"{path}: is larger than {MOST_BYTES} bytes when unpacked")


def _are_sane(value: object) -> bool:
    """Whether every number in a setting is finite and of a size that a setting has."""
    if isinstance(value, dict):
        return all(map(_are_sane, value.values()))
    if isinstance(value, list):
        return all(map(_are_sane, value))
    return not isinstance(value, int | float) or abs(value) <= _MOST_SETTING


def _read_json(path: Path, most: int | None = None) -> Any:
    try:
        if path.stat().st_size > (most or MOST_BYTES):
            raise ModelError(f"{path}: larger than {most or MOST_BYTES} bytes")
        return json.loads(path.read_bytes().decode("utf-8"))
    except UNREADABLE as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8")
