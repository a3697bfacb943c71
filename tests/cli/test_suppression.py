"""Suppressions, baselines and --diff-base through the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimcheck.cli import main
from claimcheck.report import FORMATS, WITHOUT_TRAIL
from tests.cli.test_review import folder, put, review_by_hand, run

__all__ = ["folder", "review_by_hand"]

FILE = ".claimcheck-baseline.json"


def baseline(*args: str) -> Result:
    return CliRunner().invoke(main, ["baseline", *args])


def entries(name: str = FILE) -> list[tuple[str, str]]:
    claims = json.loads(Path(name).read_text("utf-8"))["claims"]
    return [(claim["path"], claim["text"]) for claim in claims]


def test_a_suppressed_claim_does_not_fail_a_run_and_is_not_shown() -> None:
    put("a.md", "<!-- claimcheck ignore: ref 4 -->\nThis is unsafe.\n")
    result = run("-v", "-f", "concise")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 unsafe, 0 overstated, 0 anecdotal, 0 supported, 1 suppressed" in result.stderr
    (claim,) = json.loads(run("-f", "jsonl").stdout)["claims"]
    assert claim["suppressed"] == "ref 4"


@pytest.mark.parametrize("format_", FORMATS)
def test_every_output_tells_what_is_suppressed_and_why(format_: str) -> None:
    put("a.md", "<!-- claimcheck ignore (by=M. Kay): ref 4 -->\nThis is unsafe.\n\nIt is unsafe.\n")
    baseline("write", "a.md")
    printed = run("a.md", "-f", format_, "--baseline", FILE)
    line = "suppressed: a.md:2:9: CC-unsafe “unsafe”: ref 4 (M. Kay)\n"
    if format_ in WITHOUT_TRAIL:
        assert printed.stderr == line + "suppressed: 1 claim stands by the baseline\n"
        assert run("a.md", "-f", format_, "--baseline", FILE, "-q").stderr == ""
    else:
        assert printed.stderr == ""
        assert "ref 4" in printed.stdout and "M. Kay" in printed.stdout


def test_labels_that_are_left_out_are_not_in_the_trail() -> None:
    put("a.md", "<!-- claimcheck off-file -->\nThis is unsafe.\n\nThis is anecdotal.\n")
    told = run("-f", "concise", "--select", "unsafe").stderr
    assert told == "suppressed: a.md:2:9: CC-unsafe “unsafe”: no reason given\n"


def test_what_silences_nothing_is_told_and_decides_nothing() -> None:
    put("a.md", "<!-- claimcheck ignore -->\nThis is fine.\n")
    result = run()
    assert result.exit_code == 0
    assert result.stderr == ("warning: a.md:1:1: 'ignore' silences nothing; remove it\n")
    assert run("--quiet").stderr == ""


def test_what_is_malformed_is_an_error_and_suppresses_nothing() -> None:
    put("a.md", "fine\n\n<!-- claimcheck ignore: r[overstat] -->\n<!-- claimcheck of -->\nunsafe\n")
    put("b.md", "fine")
    result = run("--quiet", "--fail-on", "never")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "error: a.md:4:1: suppression: 'of' is not one of ignore, off, on, off-file; did you mean"
    )


def test_a_reason_can_be_required_by_path() -> None:
    put("claimcheck.toml", '[per-path."b.md"]\nrequire-reason = true\n')
    for name in ("a.md", "b.md"):
        put(name, "<!-- claimcheck ignore -->\nThis is unsafe.\n")
    assert run("a.md").exit_code == 0
    result = run("b.md")
    assert result.exit_code == 1
    assert "b.md:1:1: 'ignore' gives no reason; add one behind a colon" in result.stderr
    assert run("a.md", "--require-reason").exit_code == 1


def test_a_baseline_leaves_what_is_new() -> None:
    put("a.txt", "This is unsafe.")
    result = baseline("write")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{FILE}: stand: 1, new: 1\n"
    assert entries() == [("a.txt", "unsafe")]
    assert run("--baseline", FILE).exit_code == 0
    put("a.txt", "It was overstated. This is unsafe as well.\n\nThis is unsafe.")
    result = run("--baseline", FILE, "-f", "concise")
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "a.txt:1:8",
        "a.txt:1:28",
    ]
    assert result.exit_code == 1


def test_the_settings_name_the_baseline_for_all_commands() -> None:
    put("claimcheck.toml", 'baseline = "kept/b.json"\n')
    Path("kept").mkdir()
    put("a.txt", "This is unsafe.")
    assert baseline("write").exit_code == 0
    assert entries("kept/b.json") == [("../a.txt", "unsafe")]
    assert run().exit_code == 0
    put("a.txt", "fine")
    result = run()
    assert "1 entry of the baseline" in result.stderr
    assert baseline("prune").stderr == "kept/b.json: stand: 0, dropped: 1\n"
    assert run().stderr == ""


def test_a_baseline_says_why_who_and_until_when_and_is_renewed() -> None:
    put("a.txt", "This is unsafe.")
    saying = ("--reason", "old", "--by", "Bo", "--until")
    baseline("write", "a.txt", "-o", "b.json", *saying, "2998-02-03")
    (claim,) = json.loads(Path("b.json").read_text())["claims"]
    assert (claim["reason"], claim["author"], claim["until"]) == ("old", "Bo", "2998-02-03")
    assert run("--baseline", "b.json").exit_code == 0
    put("b.json", Path("b.json").read_text().replace("2998", "2001"))
    result = run("--baseline", "b.json")
    assert result.exit_code == 1
    assert result.stderr == (
        "warning: a.txt:1:9: expired: 1 entry of the baseline; look again, then renew or remove\n"
    )
    told = baseline("write", "a.txt", "-o", "b.json").stderr
    assert told == "b.json: stand: 1, new: 0, expired: 1 (--until DAY renews them)\n"
    told = baseline("write", "a.txt", "-o", "b.json", "--until", "2999-02-03").stderr
    assert told == "b.json: stand: 1, new: 0\n"
    assert run("--baseline", "b.json").exit_code == 0


def test_a_baseline_is_not_written_until_a_day_that_is_over() -> None:
    put("a.txt", "This is unsafe.")
    result = baseline("write", "--until", "2001-02-03")
    assert (result.exit_code, Path(FILE).exists()) == (2, False)
    assert result.stderr == "error: --until 2001-02-03 is over; name a day to come\n"


def test_a_required_reason_is_required_of_a_baseline() -> None:
    put("claimcheck.toml", "require-reason = true\n")
    put("a.txt", "This is unsafe.")
    result = baseline("write")
    assert (result.exit_code, Path(FILE).exists()) == (2, False)
    assert "say with --reason why" in result.stderr
    assert baseline("write", "--reason", "old").exit_code == 0
    assert run("--baseline", FILE).exit_code == 0


@pytest.mark.parametrize(
    ("shown", "labels"),
    [("", ["unsafe"]), ("show-supported = true", ["supported", "unsafe"])],
)
def test_supported_claims_are_recorded_where_they_are_shown(shown: str, labels: list[str]) -> None:
    put("claimcheck.toml", shown)
    put("a.txt", "It is supported. This is unsafe.")
    baseline("write")
    assert [text for _, text in entries()] == labels


def test_what_could_not_be_read_is_told_and_keeps_its_entries() -> None:
    put("a.txt", "This is unsafe.")
    put("b.txt", "This is unsafe.")
    baseline("write")
    put("b.txt", b"\0")
    for result in (baseline("write"), baseline("prune")):
        assert result.exit_code == 2 and "error: b.txt: is binary" in result.stderr
        assert entries() == [("a.txt", "unsafe"), ("b.txt", "unsafe")]


@pytest.mark.parametrize(
    ("text", "fault"), [("{", f"error: {FILE}:1: is no JSON"), (None, "there is no such baseline")]
)
def test_a_baseline_that_cannot_be_used_stops_the_run(text: str | None, fault: str) -> None:
    put("a.txt", "This is unsafe.")
    if text:
        put(FILE, text)
    for result in (run("--baseline", FILE, "-o", "out"), baseline("prune")):
        assert result.exit_code == 2 and fault in result.stderr
    assert not Path("out").exists()


def test_only_changed_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    put("a.txt", "This is unsafe.\n")
    for args in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        user = ["-c", "user.name=n", "-c", "user.email=n@example.org"]
        subprocess.run(["git", *user, *args], check=True)
    assert run("--diff-base", "HEAD").exit_code == 0
    put("a.txt", "This is unsafe.\n\nIt is overstated.\n")
    result = run("--diff-base", "HEAD", "-f", "concise", "--fail-on", "overstated")
    assert result.exit_code == 1
    assert result.stdout == "a.txt:3:7: CC-overstated overstated (why overstated)\n"
    result = run("--diff-base", "nowhere", "-o", "out")
    assert result.exit_code == 2 and "'nowhere' is no revision" in result.stderr
    assert not Path("out").exists()


def test_a_revision_without_a_name_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd()))
    subprocess.run(["git", "init", "-q"], check=True)
    put("a.md", "This is unsafe.\n")
    result = run("--diff-base", "")
    assert result.exit_code == 2 and "--diff-base: '' is no revision" in result.stderr


def test_changed_lines_need_a_repository() -> None:
    put("a.txt", "This is unsafe.\n")
    result = run("--diff-base", "HEAD")
    assert result.exit_code == 2 and "not a git repository" in result.stderr
