"""The pre-commit hook and the GitHub Action, exercised in a repository of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from claimcheck.cli.review import review

ROOT = Path(__file__).parent.parent
UNSAFE = "# Kratom\n\nKratom has no side effects and cures cancer.\n"
EXPRESSION = re.compile(r"\$\{\{ ([\w.-]+) \}\}")
COMING = {"--force-exclude"} - {option for param in review.params for option in param.opts}
"""Flags that the hook names already and the command does not know yet."""
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    run(folder, "git", "init", "-q", ".")
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with the command, to be put on the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def run(
    folder: Path, *command: str, path: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT")}
    env |= {"PYTHONPATH": str(ROOT), "GIT_CONFIG_GLOBAL": os.devnull} | variables
    if path:
        env["PATH"] = f"{path}{os.pathsep}{env['PATH']}"
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def program(folder: Path, name: str, code: str) -> None:
    """A program of that name which runs some Python."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport json, os, sys\n{code}\n")
    file.chmod(0o755)


COMMAND = f"""
sys.argv = [arg for arg in sys.argv if arg not in {COMING!r}]
from claimcheck.cli import main
main(prog_name="claimcheck")
"""
RECORDER = """
with open(os.environ["RECORD"], "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
"""


@pytest.fixture
def hooked(repository: Path) -> Path:
    """A repository with the hook, its entry and file types as they are, and four files."""
    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    config = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    for name in ("a b.md", "b.txt", "c.py", "d.html"):
        (repository / name).write_text(UNSAFE)
    run(repository, "git", "add", "-A")
    return repository


def run_hook(
    repository: Path, programs: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    home = str(repository.parent / "home")
    command = (sys.executable, "-m", "pre_commit", "run", "claimcheck")
    return run(repository, *command, path=programs, PRE_COMMIT_HOME=home, **variables)


def test_the_hook_hands_over_articles_in_one_process(hooked: Path, programs: Path) -> None:
    program(programs, "claimcheck", RECORDER)
    record = hooked / "record"
    done = run_hook(hooked, programs, RECORD=str(record))
    assert done.returncode == 0 and "Passed" in done.stdout
    review, force, *names = json.loads(record.read_text())
    assert (review, force) == ("review", "--force-exclude")
    assert sorted(names) == ["a b.md", "b.txt", "d.html"]


def test_the_hook_fails_on_unsafe_claims(hooked: Path, programs: Path) -> None:
    program(programs, "claimcheck", COMMAND)
    run(hooked, "git", "rm", "--cached", "-q", "b.txt", "d.html")
    done = run_hook(hooked, programs)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "- exit code: 1" in done.stdout and "\na b.md  " in done.stdout


def step(name: str) -> dict[str, Any]:
    (found,) = [step for step in ACTION["runs"]["steps"] if step["name"] == name]
    return dict(found)


def run_step(
    name: str, folder: Path, programs: Path, inputs: Mapping[str, str], **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a step's script as the runner does, with its expressions filled in."""
    given = {key: value["default"] for key, value in ACTION["inputs"].items()} | dict(inputs)
    context = {f"inputs.{key}": value for key, value in given.items()}
    context["github.action_path"] = str(ROOT)
    env = {
        key: EXPRESSION.sub(lambda match: context[match[1]], value)
        for key, value in step(name)["env"].items()
    }
    bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"])
    return run(folder, *bash, path=programs, **(env | variables))


def test_scripts_of_the_action_hold_no_expressions() -> None:
    assert ACTION["runs"]["using"] == "composite"
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 3 and not any("${{" in script for script in scripts)


def test_every_input_of_the_action_is_used_and_described() -> None:
    text = json.dumps(ACTION["runs"])
    for name, about in ACTION["inputs"].items():
        assert f"inputs.{name}" in text and about["description"]


def test_the_action_annotates_sums_up_and_fails(repository: Path, programs: Path) -> None:
    program(programs, "claimcheck", COMMAND)
    (repository / "a b.md").write_text(UNSAFE)
    summary = repository / "summary"
    done = run_step("Review", repository, programs, {}, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=a b.md,line=3,")
    assert summary.read_text().startswith("# Health claims\n\n1 article reviewed")


def test_the_action_writes_sarif_on_request_and_leaves_failing_to_the_review(
    repository: Path, programs: Path
) -> None:
    assert "inputs.sarif != ''" in step("Write SARIF")["if"]
    program(programs, "claimcheck", RECORDER)
    record = repository / "record"
    done = run_step("Write SARIF", repository, programs, {"sarif": "a b.sarif"}, RECORD=str(record))
    assert done.returncode == 0, done.stderr
    expected = ["review", "--format", "sarif", "--output", "a b.sarif", "--exit-zero"]
    assert json.loads(record.read_text())[:6] == expected


def test_inputs_reach_the_command_as_words_and_never_as_code(
    repository: Path, programs: Path
) -> None:
    program(programs, "claimcheck", RECORDER)
    record = repository / "record"
    inputs = {"paths": "\n a b.md \n$(touch pwned)\n-x; touch pwned\n*.md\n", "model": "m n"}
    for name in ("Review", "Write SARIF"):
        done = run_step(name, repository, programs, inputs, RECORD=str(record))
        assert done.returncode == 0, done.stderr
    for line in record.read_text().splitlines():
        args = json.loads(line)
        assert args[args.index("--") + 1 :] == [
            "a b.md",
            "$(touch pwned)",
            "-x; touch pwned",
            "*.md",
        ]
        assert args[args.index("--model") + 1] == "m n"
    assert not (repository / "pwned").exists()


def test_without_paths_and_model_the_command_decides(repository: Path, programs: Path) -> None:
    program(programs, "claimcheck", RECORDER)
    record = repository / "record"
    run_step("Review", repository, programs, {"paths": ""}, RECORD=str(record))
    expected = "review --format github --fail-on unsafe --min-severity anecdotal --".split()
    assert json.loads(record.read_text()) == expected


def test_the_action_installs_itself(repository: Path, programs: Path) -> None:
    program(programs, "python", RECORDER)
    record = repository / "record"
    run_step("Install claimcheck", repository, programs, {}, RECORD=str(record))
    args = json.loads(record.read_text())
    assert args[:3] == ["-m", "pip", "install"] and args[-1] == str(ROOT)
