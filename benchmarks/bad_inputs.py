"""Feeds the command every kind of bad input and writes what it said into docs/inputs.md.

Run from the repository's root: python benchmarks/bad_inputs.py. Each case is a real run of
`claimcheck review` over the bad input and one good article, in a folder of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.readers import made  # noqa: E402

PAGE = ROOT / "docs" / "inputs.md"
BEGIN, END = "<!-- made by benchmarks/bad_inputs.py -->", "<!-- end -->"
GOOD = "Mint tea cures all cancers.\n"
MIB = 2**20


@dataclass(frozen=True)
class Case:
    """`make` puts the input into the current folder; `args` name it."""

    name: str
    make: Callable[[], object]
    args: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    code: int
    told: str
    good: bool
    peak_mib: int


def put(name: str, data: bytes) -> Callable[[], object]:
    return lambda: Path(name).write_bytes(data)


def sparse(name: str, size: int) -> Callable[[], object]:
    def make() -> None:
        with Path(name).open("wb") as file:
            file.truncate(size)

    return make


def link_loop() -> None:
    Path("a.md").symlink_to("a.md")


def case(name: str, make: Callable[[], object], *args: str) -> Case:
    return Case(name, make, args)


def file_case(name: str, file: str, data: bytes) -> Case:
    return Case(name, put(file, data), (file,))


def nothing() -> None:
    pass


BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
CASES = [
    case("missing file", nothing, "gone.md"),
    case("pattern without a match", nothing, "*.docx"),
    case("directory without articles", lambda: Path("empty").mkdir(), "empty"),
    case("missing list of paths", nothing, "@list.txt"),
    file_case("empty file", "a.md", b""),
    file_case("binary file called text", "a.txt", bytes(range(256)) * 4),
    file_case("unknown format", "a.xyz", b"Mint."),
    file_case("zip archive", "draft", made.archive({"a.txt": "Mint."})),
    file_case("not UTF-8, encoding plain", "a.txt", "The café says mint helps.".encode("cp1252")),
    file_case("not UTF-8, encoding unknown", "a.txt", "生姜は吐き気に効く".encode("shift_jis")),
    case("named pipe", lambda: os.mkfifo("a.md"), "a.md"),
    case("device", nothing, "/dev/zero"),
    case("link to itself", link_loop, "a.md"),
    case("file of 1 GiB", sparse("a.txt", 2**30), "a.txt"),
    file_case("one line of 100 MiB", "a.txt", b"x" * 100 * MIB),
    file_case("one line of 60 MiB", "a.md", b"x" * 60 * MIB),
    file_case(
        "a line of 100 MiB in JSON Lines", "a.jsonl", b'{"text": "' + b"x" * 100 * MIB + b'"}'
    ),
    file_case("JSON Lines without the field", "a.jsonl", b'{"body": "Mint."}'),
    file_case("broken JSON Lines", "a.jsonl", b'{"text": "Mint.'),
    file_case("HTML nested 100,000 deep", "a.html", b"<div>" * 100_000 + b"<p>Mint is green."),
    file_case("HTML of 100,000 paragraphs", "a.html", b"<p>Mint.</p>" * 100_000),
    file_case("broken Word document", "a.docx", made.docx_of("Mint.")[:2000]),
    file_case("Word document with a password", "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9),
    file_case(
        "Word document with XML entities", "a.docx", made.archive({"word/document.xml": BOMB})
    ),
    file_case("broken PDF", "a.pdf", made.pdf_of(["Mint."])[:300]),
    file_case("PDF with a password", "a.pdf", made.pdf_of(["Mint."], password="secret")),
    file_case("PDF of pictures", "a.pdf", made.pdf_of([])),
    file_case("broken EPUB", "a.epub", made.epub_of({"a.xhtml": "<p>Mint."})[:500]),
    file_case(
        "EPUB with billion laughs", "a.epub", made.epub_of({}, **{"OEBPS/content.opf": BOMB})
    ),
    file_case(
        "EPUB that names /etc/passwd",
        "a.epub",
        made.epub_of({}, **{"OEBPS/content.opf": made.package(["../../../etc/passwd"])}),
    ),
    file_case("zip bomb (128 MiB of zeros)", "a.epub", made.archive({"a.xhtml": bytes(2**27)})),
    file_case(
        "the longest text there may be", "a.txt", b"Mint tea is a drink of the south.\n\n" * 14_285
    ),
]


def run(case: Case) -> Outcome:
    """What the command said in a folder with the bad input and a good article."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("good.txt").write_text(GOOD)
        case.make()
        command = [sys.executable, "-m", "claimcheck", "review", "-f", "concise", *case.args]
        process = subprocess.Popen(
            [*command, "good.txt"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout and process.stderr
        found, told = process.stdout.read().decode(), process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        os.chdir(ROOT)
    return Outcome(process.returncode, told.strip(), "good.txt:" in found, used.ru_maxrss // 1024)


def piped(script: str) -> tuple[int, str]:
    """Exit code of the command and what stands on stderr, run by a shell."""
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CC": f"{sys.executable} -m claimcheck"},
    )
    return done.returncode, done.stderr.strip()


ARTICLE = "docs/kratom-for-chronic-pain.md"
SCRIPTS = {
    "closed pipe (`| head -1`)": f"d=$(mktemp -d); for n in 1 2 3 4 5 6; do cp {ARTICLE} $d/$n.md; "
    "done; $CC review $d -f jsonl | head -1 >/dev/null; exit ${PIPESTATUS[0]}",
    "full disk (`> /dev/full`)": f"$CC review {ARTICLE} > /dev/full",
    "no room for --output": f"cd $(mktemp -d); ulimit -f 4; "
    f"$CC review {ROOT / ARTICLE} -f jsonl -o out.jsonl",
}


def interrupted(number: int) -> tuple[int, str]:
    """Exit code and stderr of a command that a signal meets while it waits for its input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "claimcheck", "review", "-v", ARTICLE, "-"],
        # a shell's background jobs ignore Ctrl-C, and so would their children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr and process.stderr.readline().startswith("model: ")
    time.sleep(3)  # it waits for standard input by then
    process.send_signal(number)
    _, told = process.communicate()
    lines = [line for line in told.splitlines() if not line.startswith("reviewed ")]
    return process.returncode, " ".join(lines)


def rows() -> list[str]:
    lines = ["| input | printed on stderr | exit code | the good one reviewed | peak memory |"]
    lines.append("|---|---|---|---|---|")
    for case in CASES:
        outcome = run(case)
        print(f"{case.name}: {outcome}", file=sys.stderr)
        reviewed = "yes" if outcome.good else "NO"
        told = f"`{outcome.told}`" if outcome.told else "nothing"
        lines.append(
            f"| {case.name} | {told} | {outcome.code} | {reviewed} | {outcome.peak_mib} MiB |"
        )
    lines += ["", "| fault while it runs | printed on stderr | exit code |", "|---|---|---|"]
    for name, script in SCRIPTS.items():
        lines.append(_fault(name, piped(script)))
    lines.append(_fault("Ctrl-C", interrupted(signal.SIGINT)))
    lines.append(_fault("SIGTERM", interrupted(signal.SIGTERM)))
    return lines


def _fault(name: str, outcome: tuple[int, str]) -> str:
    return f"| {name} | {f'`{outcome[1]}`' if outcome[1] else 'nothing'} | {outcome[0]} |"


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(
        "\n".join([before + BEGIN, *rows(), END]) + after, encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
