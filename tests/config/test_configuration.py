"""Defaults, file, per-path tables, environment and flags: who wins, and what is said of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claimcheck.config.configuration import Configuration, Flags, configure
from claimcheck.config.files import read_file
from claimcheck.config.settings import ENTRIES, Settings
from claimcheck.config.shown import report_options
from claimcheck.config.text import annotated_file, described, settings_in_use, toml_value
from claimcheck.errors import ConfigError
from claimcheck.labels import Label

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"
FILE = """
model = "file"
fail-on = "anecdotal"
min-confidence = {unsafe = 0.3}
[per-path."blog/**"]
ignore = ["anecdotal"]
fail-on = "never"
[per-path."blog/old/*"]
fail-on = "overstated"
[per-path."!*.md"]
select = ["unsafe"]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claimcheck.toml").write_text(FILE)
    return tmp_path


def configured(flags: Flags | None = None, **environment: str) -> Configuration:
    return configure(flags, environment=environment)


def test_without_anything_the_defaults_hold() -> None:
    assert configure(isolated=True, environment={}).settings == Settings()


def test_flags_stand_over_environment_over_file_over_defaults() -> None:
    assert configured().settings.model == "file"
    assert configured(CLAIMCHECK_MODEL="env").settings.model == "env"
    both = configured({"model": ("flag",), "jobs": None, "why": None}, CLAIMCHECK_MODEL="env")
    assert (both.settings.model, both.settings.jobs) == ("flag", 1)
    assert configured(CLAIMCHECK_MODEL="").settings.model == "file"


def test_one_key_leaves_the_others_as_they_are() -> None:
    settings = configured({"ignore": ("unsafe",)}).settings
    assert settings.ignore == (Label.UNSAFE,)
    assert settings.fail_on == "anecdotal" and settings.min_confidence[Label.UNSAFE] == 0.3
    assert settings.exclude == Settings().exclude


def test_per_path_tables_stand_over_the_file_and_under_the_flags() -> None:
    configuration = configured()
    assert configuration.settings_for("a.md").fail_on == "anecdotal"
    assert configuration.settings_for("blog/a.md").fail_on == "never"
    old = configuration.settings_for("blog/old/a.md")
    assert (old.fail_on, old.ignore, old.select) == ("overstated", (Label.ANECDOTAL,), ())
    assert configuration.settings_for("a.txt").select == (Label.UNSAFE,)
    flagged = configured({"fail_on": ("unsafe",)})
    assert flagged.settings_for("blog/a.md").fail_on == "unsafe"
    assert flagged.settings_for("blog/a.md").ignore == (Label.ANECDOTAL,)


def test_paths_are_relative_to_the_file_wherever_the_command_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "blog").mkdir()
    monkeypatch.chdir(folder / "blog")
    configuration = configured()
    assert configuration.settings_for("a.md").fail_on == "never"
    assert configuration.settings_for(str(folder / "a.md")).fail_on == "anecdotal"


def test_a_named_file_and_no_file(folder: Path) -> None:
    (folder / "x").mkdir()
    (folder / "x" / "own.toml").write_text("jobs = 5")
    named = configure(config=Path("x/own.toml"), environment={})
    assert (named.settings.jobs, named.settings.model, named.root) == (5, None, folder)
    assert configured(CLAIMCHECK_CONFIG="x/own.toml").settings.jobs == 5
    isolated = configure(isolated=True, environment={"CLAIMCHECK_CONFIG": "x/own.toml"})
    assert isolated.settings.jobs == 1
    with pytest.raises(ConfigError, match="do not go together"):
        configure(config=Path("x/own.toml"), isolated=True, environment={})
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        configured(CLAIMCHECK_CONFIG="none.toml")


def test_a_report_shows_what_each_path_is_set_to() -> None:
    options = report_options(configured())
    assert options.for_path is not None
    assert Label.ANECDOTAL in options.for_path("a.md").labels
    assert Label.ANECDOTAL not in options.for_path("blog/a.md").labels
    assert options.for_path("a.txt").labels == {Label.UNSAFE}
    with pytest.raises(ConfigError, match="leave no label to show"):
        report_options(configured({"select": ("unsafe",), "ignore": ("unsafe",)}))


def test_the_settings_in_use_are_toml_with_origins() -> None:
    lines = list(settings_in_use(configured({"jobs": ("2",)}, CLAIMCHECK_MODEL="env")))
    assert lines[0] == "# settings file: claimcheck.toml"
    assert 'model = "env"  # environment CLAIMCHECK_MODEL' in lines
    assert "jobs = 2  # --jobs" in lines
    assert 'fail-on = "anecdotal"  # claimcheck.toml:3' in lines
    assert "why = false  # default" in lines
    assert "# min-severity =  # default" in lines
    read = tomllib.loads("\n".join(lines))
    assert read["per-path"]["blog/old/*"] == {"fail-on": "overstated"}
    assert next(settings_in_use(configure(isolated=True, environment={}))).endswith("none")


def test_the_annotated_file_sets_every_key_to_its_default(folder: Path) -> None:
    path = folder / "all.toml"
    path.write_text(annotated_file())
    layer = read_file(path, folder).layer
    for key, entry in ENTRIES.items():
        assert (f"\n{key} = " in annotated_file()) is (key in layer)
        assert (f"{key} =" in annotated_file()) is entry.about.in_file
        if key in layer:
            assert layer[key].value == entry.default
    commented = annotated_file().split("# [per-path")[1].splitlines()[1:]
    assert tomllib.loads("\n".join(line.removeprefix("# ") for line in commented))["ignore"] == []


def test_the_list_for_programs_holds_every_setting() -> None:
    by_key = {item["key"]: item for item in described()}
    assert list(by_key) == list(ENTRIES)
    assert by_key["fail-on"]["choices"][-1] == "never"
    assert by_key["model"]["environment"] == "CLAIMCHECK_MODEL"


@pytest.mark.parametrize("key", ENTRIES)
def test_the_page_lists_every_setting(key: str) -> None:
    entry = ENTRIES[key]
    about, default = entry.about, entry.plain(entry.default)
    shown = "not set" if default is None else f"`{toml_value(default)}`"
    flag = f"`--{key}`" + (f", `{about.short}`" if about.short else "")
    flag = flag if about.flag else "file only"
    flag += f"; `{about.variable}`" if about.variable else ""
    by_path = "yes, also by path" if about.per_path else "yes"
    where = by_path if about.in_file else "flag only"
    row = f"| `{key}` | {shown} | {flag} | {where} | {about.help} |"
    assert row in DOCS.read_text(encoding="utf-8").splitlines()


def test_the_page_lists_no_other() -> None:
    table = DOCS.read_text(encoding="utf-8").split("## All settings")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert len(rows) == len(ENTRIES)
