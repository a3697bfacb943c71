"""Looks at a model folder before anything is built from it.

spaCy builds what `config.cfg` names: any registered function of any installed package. A model of
ours names a handful, so a folder that names another, or brings code, is refused unread. A manifest
is no signature: whoever made the folder made it too, and it is checked all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from spacy.language import DEFAULT_CONFIG
from spacy.util import load_config

from claimcheck.errors import ModelError
from claimcheck.manifest import check_manifest, read_record
from claimcheck.pipeline.factories import COMPONENTS

CONFIG, META = "config.cfg", "meta.json"
_MOST_CONFIG_BYTES = 2**18
_SUFFIXES = frozenset({".json", ".npz", ".onnx", ".skops", ".cfg", ".md", ".svg"})
_PLAIN_NAMES = frozenset(
    {"tokenizer", "vocab/key2row", "vocab/lookups.bin", "vocab/vectors", "LICENSE"}
)
"""Files that have no telling ending, most of them spaCy's."""
_FUNCTIONS = frozenset(
    {
        ("@tokenizers", "spacy.Tokenizer.v1"),
        ("@vectors", "spacy.Vectors.v1"),
        ("@readers", "spacy.Corpus.v1"),
        ("@loggers", "spacy.ConsoleLogger.v1"),
        ("@batchers", "spacy.batch_by_words.v1"),
        ("@schedules", "compounding.v1"),
        ("@optimizers", "Adam.v1"),
        ("@misc", "claimcheck_encoder_model"),
        ("@misc", "claimcheck_finder_model"),
        ("@misc", "claimcheck_labeller_model"),
    }
)
"""What the configuration of a model names: ours, and what spaCy 3.8 writes into every one."""


def check_folder(folder: Path, *, loading: bool = False) -> None:
    """ModelError unless files, configuration and description are those of a claimcheck model.

    Where it is `loading` next, each component looks itself whether its own files were changed,
    before it reads them: twice would cost as long again as spaCy takes to read the configuration.
    """
    check_manifest(folder, COMPONENTS if loading else ())
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix not in _SUFFIXES and name not in _PLAIN_NAMES:
            raise ModelError(f"{path}: is no file that a claimcheck model holds; remove it")
    _check_meta(folder / META)
    check_config(folder / CONFIG)


def check_config(path: Path) -> None:
    """ModelError where a configuration asks for more than our components."""
    config = _read_config(path)
    nlp, components = _section(config, "nlp", path), _section(config, "components", path)
    if nlp.get("lang") != "en":
        raise ModelError(f"{path}: [nlp] lang {nlp.get('lang')!r} is not 'en'")
    pipeline = nlp.get("pipeline")
    if not isinstance(pipeline, list) or not all(name in components for name in pipeline):
        raise ModelError(f"{path}: [nlp] pipeline is no list of the components below it")
    for name, block in components.items():
        _check_component(path, name, block)
    for place, function in _references(config, ""):
        if function not in _allowed():
            raise ModelError(
                f"{path}: [{place}] names {' '.join(map(str, function))}, which no claimcheck "
                "model needs; nothing was loaded"
            )


def _check_component(path: Path, name: str, block: object) -> None:
    factory = block.get("factory") if isinstance(block, Mapping) else None
    if name not in COMPONENTS or factory != name:
        raise ModelError(
            f"{path}: [components.{name}] asks for the factory {factory!r}; a claimcheck model "
            f"has {', '.join(COMPONENTS)}; nothing was loaded"
        )
    if isinstance(block, Mapping) and "source" in block:
        raise ModelError(f"{path}: [components.{name}] asks for another model; nothing was loaded")


def _references(value: object, place: str) -> Iterator[tuple[str, tuple[str, object]]]:
    """Where a configuration names registered functions: section, registry and name."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if str(key).startswith("@"):
                yield place, (str(key), item)
            else:
                yield from _references(item, f"{place}.{key}" if place else str(key))


def _allowed() -> frozenset[tuple[str, object]]:
    """Ours, and what the spaCy that is installed writes into every configuration."""
    return _FUNCTIONS | {function for _, function in _references(DEFAULT_CONFIG, "")}


def _check_meta(path: Path) -> None:
    meta = read_record(path)
    for key in ("lang", "name", "version"):
        if not isinstance(meta.get(key), str):
            raise ModelError(f"{path}: '{key}' is missing or no text; copy the model again")


def _read_config(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_CONFIG_BYTES:
            raise ModelError(f"{path}: larger than {_MOST_CONFIG_BYTES} bytes")
        return dict(load_config(path, interpolate=False))
    except ModelError:
        raise
    except Exception as error:  # the parser raises whatever a damaged text leads it to
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from error


def _section(config: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    section = config.get(name)
    if not isinstance(section, Mapping):
        raise ModelError(f"{path}: has no section [{name}]; copy the model again")
    return section
