"""A file of corrections loses none, whatever happens to the process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from claimcheck.corpus.corrections import append_document, last_with_text
from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import Label

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from claimcheck.corpus.corrections import append_document
from claimcheck.datatypes import LabelledDocument
for number in range(10**9):
    append_document(Path(sys.argv[1]), LabelledDocument(f"{sys.argv[2]}-{number}", "é" * 3000))
    print(f"{sys.argv[2]}-{number}", flush=True)
"""


def document(identity: str, text: str = "Garlic cures colds.") -> LabelledDocument:
    return LabelledDocument(identity, text, (LabelledSpan(0, 18, Label.OVERSTATED),), {})


def test_documents_are_added_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    for identity in ("one", "two"):
        append_document(file, document(identity))
    assert list(read_documents(file)) == [document("one"), document("two")]


def test_a_line_cut_short_spoils_no_other(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    append_document(file, document("one"))
    with file.open("a") as stream:
        stream.write('{"id": "torn')
    append_document(file, document("two"))
    lines = file.read_text().splitlines()
    assert [line[:12] for line in lines] == ['{"id": "one"', '{"id": "torn', '{"id": "two"']
    assert last_with_text(file, "Garlic cures colds.") == document("two")


def test_the_last_with_a_text_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    assert last_with_text(file, "x") is None
    for identity, text in (("one", "Garlic cures colds."), ("two", "Ginger helps a lot.")):
        append_document(file, document(identity, text))
    found = last_with_text(file, "Garlic cures colds.")
    assert found is not None and found.id == "one"
    assert last_with_text(file, "Garlic") is None


def test_what_was_recorded_outlasts_kill(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    command = [sys.executable, "-c", WRITER, str(file)]
    writers = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for name in ("a", "b")
    ]
    told = []
    for writer in writers:
        assert writer.stdout is not None
        told += [writer.stdout.readline() for _ in range(20)]
    for writer in writers:
        writer.kill()
        assert writer.stdout is not None
        told += writer.stdout.read().splitlines()
        writer.wait()
        writer.stdout.close()
    append_document(file, document("after"))
    whole = set()
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.endswith("}"):
            whole.add(json.loads(line)["id"])
    assert {line.strip() for line in told} | {"after"} <= whole
    assert len(told) >= 40
