"""Imports go down only, and the quick ways in stay quick."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import claimcheck

PACKAGE = Path(claimcheck.__file__).parent
LAYERS = [
    {
        "datatypes",
        "protocols",
        "labels",
        "errors",
        "positions",
        "output",
        "folders",
        "blocks",
        "lines",
        "patterns",
        "fingerprint",
        "suggest",
        "plain",
        "reading",
        "manifest",
        "parts",
    },
    {
        "readers",
        "corpus",
        "lexicon",
        "gazetteer",
        "phrasebook",
        "reasons",
        "knowledge",
        "wording",
        "suppress",
    },
    {"pipeline", "classifier"},
    {
        "report",
        "config",
        "review",
        "cache",
        "workers",
        "batch",
        "assembly",
        "build",
        "material",
        "rebuild",
        "folds",
        "measure",
        "inspection",
    },
    {"cli", "lsp", "web", "scale", "__main__"},
]
"""Parts of the package from the lowest up: a part imports its own layer and those before it."""
HEAVY = {"spacy", "thinc", "sklearn", "scipy", "skops", "pygls", "lsprotocol"}
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "models" not in path.parts[len(PACKAGE.parts) :][:1]
}
PARTS = sorted({name.split(".")[1] for name in MODULES if "." in name})


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def layer_of(part: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


def imports(module: str) -> Iterator[str]:
    """The full names of the modules that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            for name in node.names:
                full = f"{node.module}.{name.name}"
                yield full if full in MODULES else str(node.module)


def ours(module: str) -> set[str]:
    return {name for name in imports(module) if name in MODULES and name != "claimcheck"}


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_its_layer(part: str) -> None:
    assert any(part in parts for parts in LAYERS), f"say in LAYERS where '{part}' belongs"


@pytest.mark.parametrize("module", [name for name in MODULES if "." in name])
def test_imports_go_down(module: str) -> None:
    own = layer_of(part_of(module))
    above = {name for name in ours(module) if layer_of(part_of(name)) > own}
    assert not above


@pytest.mark.parametrize(("one", "other"), [("pipeline", "classifier"), ("classifier", "pipeline")])
def test_pipeline_and_classifier_do_not_meet(one: str, other: str) -> None:
    met = {
        (module, name)
        for module in MODULES
        if part_of(module) == one
        for name in ours(module)
        if part_of(name) == other
    }
    assert not met


def test_datatypes_stand_on_labels_alone() -> None:
    assert ours("claimcheck.datatypes") == {"claimcheck.labels"}


def reached(module: str, seen: set[str]) -> set[str]:
    """All that a module imports, directly or by others of ours."""
    for name in imports(module):
        if name not in seen:
            seen.add(name)
            if name in MODULES and name != "claimcheck":
                reached(name, seen)
    return seen


@pytest.mark.parametrize("part", ["report", "readers", "reasons", "datatypes", "protocols"])
def test_what_never_sees_spacy_or_scikit_learn(part: str) -> None:
    names = {
        name
        for module in MODULES
        if part_of(module) == part
        for name in reached(module, set())
        if name.split(".")[0] in HEAVY
    }
    assert not names


def test_the_pipeline_never_sees_scikit_learn() -> None:
    names = {
        name for module in MODULES if part_of(module) == "pipeline" for name in imports(module)
    }
    assert not {name.split(".")[0] for name in names} & {"sklearn", "skops", "scipy"}


def loaded(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running `code`."""
    script = f"import sys\n{code}\nprint('\\n' + ' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stdout.splitlines()[-1].split()}


HELP = """
import runpy
sys.argv = ["claimcheck", "--help"]
try:
    runpy.run_module("claimcheck", run_name="__main__")
except SystemExit as end:
    assert not end.code
"""


@pytest.mark.parametrize("code", ["import claimcheck", HELP], ids=["import", "help"])
def test_the_quick_ways_in_load_nothing_heavy(code: str) -> None:
    found = loaded(code)
    assert "claimcheck" in found
    assert not found & (HEAVY | {"numpy"})


def test_help_does_not_read_the_gazetteer() -> None:
    script = HELP + "assert 'claimcheck.gazetteer' not in sys.modules"
    subprocess.run([sys.executable, "-c", "import sys" + script], capture_output=True, check=True)


def test_an_article_is_reviewed_without_scikit_learn_or_scipy() -> None:
    found = loaded("import claimcheck; claimcheck.review_text('Ginger tea cures colds.')")
    assert "spacy" in found
    assert not found & {"sklearn", "skops"}


def test_the_package_gives_what_its_list_names() -> None:
    assert all(getattr(claimcheck, name) is not None for name in claimcheck.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'lode'"):
        claimcheck.lode  # noqa: B018
