"""Settings through the command line: `review` with files and excludes, `config`, `model`."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

from click.testing import CliRunner, Result

from claimcheck.classifier.info import find_model
from claimcheck.cli import main
from tests.cli.test_review import folder, put, review_by_hand, run

__all__ = ["folder", "review_by_hand"]


def command(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_a_settings_file_decides_and_a_flag_overrules_it() -> None:
    put("a.txt", "This is overstated.")
    assert run().exit_code == 0
    put("claimcheck.toml", 'fail-on = "overstated"\nformat = "concise"')
    result = run()
    assert (result.exit_code, result.stdout[:8]) == (1, "a.txt:1:")
    assert run("--fail-on", "unsafe").exit_code == 0
    assert run("--isolated").exit_code == 0
    put("other.toml", 'fail-on = "never"')
    assert run("--config", "other.toml").exit_code == 0


def test_a_switch_of_the_file_can_be_undone() -> None:
    put("claimcheck.toml", 'show-supported = true\nformat = "concise"')
    put("a.txt", "This is supported.")
    assert "CC-supported" in run().stdout
    assert run("--no-show-supported").stdout == ""


def test_a_faulty_file_stops_the_run() -> None:
    put("a.txt", "This is unsafe.")
    put("claimcheck.toml", 'min-severty = "unsafe"\njobs = "two"')
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: claimcheck.toml:1:1: unknown key 'min-severty'; did you mean 'min-severity'?\n"
        'claimcheck.toml:2:1: jobs: must be a whole number of at least 1, not "two"\n'
    )


def test_settings_by_path_decide_what_is_shown_and_what_fails() -> None:
    for name in ("a.txt", "blog/a.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        put(name, "This is unsafe. It is anecdotal.")
    put("claimcheck.toml", '[per-path."blog/**"]\nignore = ["unsafe"]\nfail-on = "never"')
    lines = run("-f", "concise").stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        "a.txt:1:9:",
        "a.txt:1:23:",
        "blog/a.txt:1:23:",
    ]
    assert run("blog").exit_code == 0
    assert run("a.txt").exit_code == 1
    assert run("blog", "--fail-on", "unsafe").exit_code == 1


def test_thresholds_by_label() -> None:
    put("a.txt", "This is unsafe. It is overstated.")
    shown = run("-f", "concise", "--min-confidence", "unsafe=0.95").stdout
    assert "CC-overstated" in shown and "CC-unsafe" not in shown
    result = run("--min-confidence", "unsave=0.5")
    assert result.exit_code == 2 and "did you mean 'unsafe'?" in result.stderr


def test_why_shows_probabilities() -> None:
    put("a.txt", "This is unsafe.")
    assert "odds:" not in run().stdout
    assert "    odds: unsafe 0.91, " in run("--why").stdout


def test_show_settings_and_files_review_nothing() -> None:
    put("a.txt", "This is unsafe.")
    put("b.txt", b"\xff")
    put("claimcheck.toml", "jobs = 3")
    result = run("--show-settings")
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout)["jobs"] == 3
    assert "jobs = 3  # claimcheck.toml:1" in result.stdout
    files = run("--show-files", "--exclude", "b.txt")
    assert (files.exit_code, files.stdout) == (0, "a.txt\n")
    missing = run("--show-files", "a.txt", "none/*.md")
    assert (missing.exit_code, missing.stdout) == (2, "a.txt\n")
    assert "none/*.md: matches no article" in missing.stderr


def test_excluded_files_are_reviewed_only_where_they_are_named() -> None:
    put("a.txt", "This is unsafe.")
    put("b.txt", "Fine.")
    assert run("--extend-exclude", "a.*").exit_code == 0
    assert run("a.txt", "--extend-exclude", "a.*").exit_code == 1
    forced = run("a.txt", "--extend-exclude", "a.*", "--force-exclude")
    assert (forced.exit_code, forced.stdout) == (0, "")
    assert forced.stderr == "warning: nothing was reviewed: every path given is excluded\n"


def test_a_folder_with_nothing_left_is_no_clean_exit() -> None:
    put("a.txt", "This is unsafe.")
    result = run("--exclude", "*.txt")
    assert result.exit_code == 2 and "holds no articles that are not excluded" in result.stderr


def test_config_prints_a_file_that_config_finds_sound() -> None:
    printed = command("config")
    Path("all.toml").write_text(printed.stdout)
    checked = command("config", "all.toml")
    assert (printed.exit_code, checked.exit_code) == (0, 0)
    assert checked.stdout.startswith("all.toml: sound; sets format, select")
    listed = json.loads(command("config", "--format", "json").stdout)
    assert listed["settings"][0]["key"] == "format"
    put("bad.toml", "frob = 1")
    bad = command("config", "bad.toml")
    assert bad.exit_code == 2 and bad.stderr.startswith("error: bad.toml:1:1: unknown key 'frob'")


def test_model_info_tells_version_files_and_figures() -> None:
    told = json.loads(command("model", "info", "--format", "json").stdout)
    assert told["name"] == "en_claimcheck_md" and told["files"]["meta.json"] > 0
    assert 0 < told["figures"]["detection_f1"] <= 1
    text = command("model", "info", "en_claimcheck_sm").stdout
    assert text.startswith("model       en_claimcheck_sm 1.")
    assert "  detection_f1    0." in text
    result = command("model", "info", "nix")
    assert result.exit_code == 2 and "no model 'nix'" in result.stderr


def test_model_verify_tells_every_file_that_differs() -> None:
    shutil.copytree(find_model("en_claimcheck_sm"), "m")
    assert command("model", "verify", "m").exit_code == 0
    Path("m/README.md").write_text("other")
    Path("m/extra").write_text("x")
    put("claimcheck.toml", 'model = "m"')
    result = command("model", "verify")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "m/README.md: has been changed" in result.stderr
    assert "m/extra: does not belong to the model" in result.stderr
