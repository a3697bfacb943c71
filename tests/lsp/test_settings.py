"""The settings for a document, from workspace and editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.errors import ConfigError
from claimcheck.labels import Label
from claimcheck.lsp.settings import Workshop, changed_options, corrections_file, initial_options


@pytest.fixture(autouse=True)
def nothing_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    for name in ("CLAIMCHECK_MODEL", "CLAIMCHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_file_is_that_of_the_innermost_workspace_folder(tmp_path: Path) -> None:
    put(tmp_path / "claimcheck.toml", "jobs = 2")
    put(tmp_path / "a/claimcheck.toml", "jobs = 3")
    workshop = Workshop(folders=[tmp_path, tmp_path / "a"])
    article = str(tmp_path / "a" / "b" / "c.md")
    assert workshop.configuration(article).settings.jobs == 3
    assert workshop.configuration(str(tmp_path / "c.md")).settings.jobs == 2
    assert workshop.configuration(None).settings.jobs == 2
    assert Workshop().configuration(article).settings.jobs == 3
    assert Workshop(isolated=True).configuration(article).settings.jobs == 1
    named = Workshop(config=tmp_path / "claimcheck.toml", folders=[tmp_path / "a"])
    assert named.configuration(article).settings.jobs == 2


def test_the_editor_stands_over_file_and_paths(tmp_path: Path) -> None:
    put(tmp_path / "claimcheck.toml", 'ignore = ["unsafe"]\n[per-path."*.md"]\nselect = ["unsafe"]')
    workshop = Workshop(folders=[tmp_path], options={"ignore": [], "select": ["overstated"]})
    settings = workshop.configuration(str(tmp_path / "a.md")).settings_for(str(tmp_path / "a.md"))
    assert (settings.ignore, settings.select) == ((), (Label.OVERSTATED,))


def test_corrections_go_beside_the_settings_unless_told_otherwise(tmp_path: Path) -> None:
    article = str(tmp_path / "posts" / "a.md")
    workshop = Workshop(folders=[tmp_path])
    assert corrections_file(workshop.configuration(article)) == tmp_path / "corrections.jsonl"
    workshop.options = {"corrections": "my/own.jsonl"}
    assert corrections_file(workshop.configuration(article)) == tmp_path / "my/own.jsonl"
    workshop.options = {"corrections": "/var/all.jsonl"}
    assert corrections_file(workshop.configuration(article)) == Path("/var/all.jsonl")


def test_all_faults_of_the_editor_are_told(tmp_path: Path) -> None:
    options = {"ignore": "unsafe", "output": "x", "frob": 1, "debounce": -1}
    workshop = Workshop(folders=[tmp_path], options=options)
    with pytest.raises(ConfigError) as told:
        workshop.configuration(None)
    lines = str(told.value).splitlines()
    assert len(lines) == 4 and all(line.startswith("settings of the editor: ") for line in lines)
    assert workshop.debounce == 0.3, "the default stands in"


def test_the_pause_is_given_in_milliseconds() -> None:
    assert Workshop(options={"debounce": 1500}).debounce == 1.5


@pytest.mark.parametrize(
    ("sent", "options"),
    [
        ({"claimcheck": {"jobs": 2}, "other": {}}, {"jobs": 2}),
        ({"jobs": 2}, {"jobs": 2}),
        ({"claimcheck": None}, {}),
        (None, {}),
        ([], {}),
    ],
)
def test_options_at_the_start(sent: object, options: object) -> None:
    assert initial_options(sent) == options


@pytest.mark.parametrize(
    ("sent", "options"),
    [
        ({"claimcheck": {"frob": 2}, "other": {}}, {"frob": 2}),
        ({"jobs": 2, "debounce": 5}, {"jobs": 2, "debounce": 5}),
        ({"pylsp": {}}, None),
        ({}, None),
        (None, None),
    ],
)
def test_options_that_change(sent: object, options: object) -> None:
    assert changed_options(sent) == options
