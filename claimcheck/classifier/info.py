"""What a model folder says about itself, read without loading the model."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from claimcheck.errors import ModelError
from claimcheck.manifest import MANIFEST, read_record

DEFAULT_MODEL = "en_claimcheck_md"
MODEL_VARIABLE = "CLAIMCHECK_MODEL"
_RATIOS = ("macro_f1_five", "macro_f1_four", "unsafe_recall", "span_macro_f1")
_PARTS = ("detection", "revise")


def find_model(model: str | Path | None = None) -> Path:
    """The folder of a model: a folder, the name of one that comes along, or the default.

    Without `model` the variable CLAIMCHECK_MODEL is asked. ModelError where there is none.
    """
    name = str(model or os.environ.get(MODEL_VARIABLE) or DEFAULT_MODEL)
    path = Path(name)
    if not path.is_dir():
        path = Path(str(files("claimcheck") / "models" / name))
    if not (path / "meta.json").is_file():
        raise ModelError(
            f"no model '{name}': it is neither a model folder nor one that comes with claimcheck; "
            "see `claimcheck model info` or train one with `claimcheck train`"
        )
    return path.resolve()


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model by its own records: `files` with their sizes in bytes, `figures` from 0 to 1."""

    name: str
    version: str
    folder: str
    description: str
    licence: str
    spacy: str
    components: tuple[str, ...]
    files: Mapping[str, int]
    held_out: int | None
    figures: Mapping[str, float]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_info(folder: Path) -> ModelInfo:
    """What the records of a model folder state; ModelError where one cannot be read."""
    meta, manifest = read_record(folder / "meta.json"), read_record(folder / MANIFEST)
    metrics = folder / "metrics.json"
    held_out = read_record(metrics).get("held_out", {}) if metrics.is_file() else {}
    try:
        return _info(folder, meta, manifest, held_out)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            f"{folder}: its records are damaged ({error!r}); copy the model again"
        ) from None


def _info(
    folder: Path,
    meta: Mapping[str, Any],
    manifest: Mapping[str, Any],
    held_out: Mapping[str, Any],
) -> ModelInfo:
    return ModelInfo(
        name=f"{meta.get('lang')}_{meta.get('name')}",
        version=str(meta.get("version")),
        folder=str(folder),
        description=str(meta.get("description", "")),
        licence=str(meta.get("license", "")),
        spacy=str(meta.get("spacy_version", "")),
        components=tuple(map(str, meta.get("pipeline", ()))),
        files={name: int(entry["bytes"]) for name, entry in manifest.items()},
        held_out=held_out.get("articles"),
        figures=_figures(held_out),
    )


def _figures(held_out: Mapping[str, Any]) -> dict[str, float]:
    """The figures of the model card's first lines, as far as they are there."""
    parts = {f"{part}_f1": held_out[part]["f1"] for part in _PARTS if part in held_out}
    return parts | {name: held_out[name] for name in _RATIOS if name in held_out}
