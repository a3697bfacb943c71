"""`claimcheck review`: exit codes, order, streams and filters, with a review made by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimcheck.classifier.info import find_model, read_info
from claimcheck.cli import main
from tests import fakes


@pytest.fixture(autouse=True)
def review_by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "claimcheck.review", fakes.module())
    monkeypatch.setenv("CLAIMCHECK_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    for name in ("NO_COLOR", "FORCE_COLOR", "CLAIMCHECK_MODEL", "CLAIMCHECK_CONFIG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["review", *args], input=text)


def put(name: str, text: str | bytes) -> None:
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    ("found", "fail_on", "code"),
    [
        ("nothing", "supported", 0),
        ("supported", "supported", 1),
        ("supported", "unsafe", 0),
        ("overstated", "unsafe", 0),
        ("overstated", "overstated", 1),
        ("overstated", "anecdotal", 1),
        ("unsafe", "unsafe", 1),
        ("unsafe", "never", 0),
    ],
)
def test_fail_on_decides_the_exit_code(found: str, fail_on: str, code: int) -> None:
    put("a.txt", f"This is {found} to say.")
    assert run("--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize(
    "hiding",
    [("--ignore", "unsafe"), ("--select", "supported"), ("--min-confidence", "0.99")],
)
def test_hiding_never_changes_the_code(hiding: tuple[str, ...]) -> None:
    put("a.txt", "This is unsafe.")
    result = run(*hiding)
    assert (result.stdout, result.exit_code) == ("", 1)
    assert run("--output", "out.json", *hiding).exit_code == 1


def test_exit_zero_forgives_findings_but_not_what_was_not_read() -> None:
    put("a.txt", "This is unsafe.")
    assert run("--exit-zero").exit_code == 0
    assert run("--exit-zero", "a.txt", "none.txt").exit_code == 2


def test_one_bad_file_among_fifty() -> None:
    for number in range(50):
        put(f"{number:02}.md", b"\xff\xff" if number == 7 else "It is overstated.")
    result = run("--format", "jsonl")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["path"] for line in lines] == [f"{number:02}.md" for number in range(50)]
    assert [line["path"] for line in lines if "error" in line] == ["07.md"]
    assert result.exit_code == 2
    assert result.stderr.startswith("error: 07.md: is not UTF-8 at byte 0 (0xFF)")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["none.md"], "none.md: does not exist"),
        (["*.md"], "*.md: matches no article"),
        (["."], ".: holds no articles"),
        ([], ".: holds no articles"),
    ],
)
def test_nothing_read_is_no_clean_exit(args: list[str], told: str) -> None:
    result = run(*args)
    assert result.exit_code == 2 and told in result.stderr and result.stdout == ""


def test_an_empty_article_is_clean_but_not_silent() -> None:
    put("a.md", " \n")
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "warning: a.md: holds no text to review\n"
    assert run("--quiet").stderr == ""


def test_stdin_has_a_name_and_the_reader_that_goes_with_it() -> None:
    result = run("-", "-f", "concise", text="This is unsafe.")
    assert result.stdout == "-:1:9: CC-unsafe unsafe (why unsafe)\n"
    result = run(
        "--stdin-filename", "x.md", "-f", "jsonl", text="\ufeffé🙂 is unsafe.\r\n".encode()
    )
    record = json.loads(result.stdout)
    claim = record["claims"][0]
    assert (record["path"], claim["start"], claim["column"]) == ("x.md", 6, 7)


def test_results_go_to_stdout_and_nothing_else_when_piped() -> None:
    put("a.txt", "This is unsafe.")
    result = run("-f", "concise")
    assert (result.stdout, result.stderr) == ("a.txt:1:9: CC-unsafe unsafe (why unsafe)\n", "")


def shipped() -> tuple[str, str]:
    info = read_info(find_model())
    return info.name, info.version


def test_verbose_names_model_articles_and_sums_up() -> None:
    put("a.txt", "This is unsafe. This is supported.")
    assert run("-v", "-f", "jsonl").stderr.splitlines() == [
        "model: " + " ".join(shipped()),
        "reviewed a.txt: 2 claims",
        "1 article, 6 words: 1 unsafe, 0 overstated, 0 anecdotal, 1 supported",
    ]


def test_min_severity_hides_and_selects() -> None:
    put("a.txt", "It is unsafe. It is overstated. It is anecdotal. It is supported.")

    def shown(*args: str) -> list[str]:
        lines = run("-f", "concise", *args).stdout.splitlines()
        return [line.split()[1].removeprefix("CC-") for line in lines]

    assert shown() == ["unsafe", "overstated", "anecdotal"]
    assert shown("--min-severity", "overstated") == ["unsafe", "overstated"]
    assert shown("--min-severity", "supported") == shown("--show-supported")
    assert len(shown("--show-supported")) == 4
    assert shown("--select", "supported", "--select", "unsafe") == ["unsafe", "supported"]
    assert shown("--ignore", "unsafe") == ["overstated", "anecdotal"]
    assert run("--select", "unsafe", "--ignore", "unsafe").exit_code == 2


def test_output_is_the_same_in_a_file(folder: Path) -> None:
    put("a.txt", "This is unsafe é🙂.")
    expected = run("-f", "jsonl").stdout
    result = run("-f", "jsonl", "-o", "out/none.jsonl")
    assert result.exit_code == 2 and "there is no directory out" in result.stderr
    result = run("-f", "jsonl", "-o", "out.jsonl")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("format_", ["csv", "github", "gitlab", "junit", "markdown", "sarif"])
def test_formats_for_programs_are_utf8_whatever_the_terminal(
    format_: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    put("a.txt", "This is unsafe é🙂.")
    run("-f", format_, "-o", "report")
    result = CliRunner(charset="ascii").invoke(main, ["review", "-f", format_, "a.txt"])
    assert result.stdout_bytes == (folder / "report").read_bytes()
    assert result.exit_code == 1 and "é🙂".encode() in result.stdout_bytes


@pytest.mark.parametrize("format_", ["csv", "github", "gitlab", "junit", "markdown", "sarif"])
def test_what_could_not_be_read_is_in_the_report_and_the_code(format_: str) -> None:
    put("a.md", b"\xff\xff")
    result = run("-f", format_)
    assert result.exit_code == 2 and "is not UTF-8" in result.stdout


def test_a_report_is_never_written_over_an_article() -> None:
    put("a.txt", "This is unsafe.")
    result = run("-o", "a.txt")
    assert result.exit_code == 2 and "one of the articles" in result.stderr
    assert Path("a.txt").read_text() == "This is unsafe."


def test_colour_obeys_flag_and_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", "This is unsafe.")
    assert "\x1b" not in run().stdout

    def coloured(*args: str) -> bool:
        return "\x1b" in CliRunner().invoke(main, ["review", *args], color=True).stdout

    assert not coloured()
    assert coloured("--color", "always")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert coloured() and not coloured("--color", "never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured()


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
def test_a_file_name_that_is_no_utf8_is_still_reported() -> None:
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("This is unsafe.")
    result = run("-f", "jsonl")
    assert json.loads(result.stdout)["path"] == "caf\\xe9.txt"


def test_explain_a_label_and_a_sentence() -> None:
    result = CliRunner().invoke(main, ["explain", "unsafe"])
    assert result.exit_code == 0 and "could come to harm" in result.stdout
    result = CliRunner().invoke(main, ["explain", "This is unsafe."])
    assert "why unsafe" in result.stdout and "unsafe 0.91" in result.stdout
    assert "No health claim" in CliRunner().invoke(main, ["explain", "Hello."]).stdout


PIPED = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from tests import fakes
sys.modules["claimcheck.review"] = fakes.module()
from claimcheck.cli import main
main()
"""


@pytest.mark.parametrize("format_", ["full", "concise", "jsonl", "json"])
def test_a_closed_pipe_is_quiet(format_: str) -> None:
    for number in range(3):
        put(f"{number}.txt", "This is unsafe. " * 800)
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", PIPED, root, "review", "-f", format_],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.parametrize(("form", "name"), [("html", "report.html"), ("markdown", "report.md")])
def test_the_report_of_the_run_before_is_no_article(form: str, name: str) -> None:
    put("a.md", "This is unsafe.")
    first = run(".", "-f", form, "-o", name)
    report = Path(name).read_text()
    assert "unsafe" in report
    for place in (".", "*"):
        again = run(place, "-f", form, "-o", name)
        assert (again.exit_code, again.stderr) == (first.exit_code, first.stderr)
        assert Path(name).read_text() == report


def test_only_the_file_that_is_written_is_passed_over_as_a_report() -> None:
    put("a.md", "This is unsafe.")
    run(".", "-f", "html", "-o", "old.html")
    run(".", "-f", "html", "-o", "new.html")
    assert "in 2 articles" in Path("new.html").read_text()
    result = run("old.html", "-f", "html", "-o", "old.html")
    assert result.exit_code == 2
    assert "--output old.html is one of the articles to review" in result.stderr


@pytest.mark.parametrize("text", ["Health claims", "# Health claims\n\nMint is unsafe.\n"])
def test_an_article_is_not_taken_for_a_report(text: str) -> None:
    put("a.md", text)
    result = run(".", "-f", "markdown", "-o", "a.md")
    assert result.exit_code == 2
    assert "--output a.md is one of the articles to review" in result.stderr
    assert Path("a.md").read_text() == text
