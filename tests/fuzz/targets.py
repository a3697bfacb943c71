"""What is fuzzed: everything that reads bytes of others, and files of real programs to begin with.

A target takes bytes and lets through claimcheck's own errors only; anything else is a fault.
`python -m tests.fuzz` runs them guided by coverage, test_targets.py a few mutations of each seed.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp

from claimcheck.classifier.models import Finder
from claimcheck.config.files import read_file
from claimcheck.corpus.documents import read_documents
from claimcheck.corpus.markup import read_markup
from claimcheck.datatypes import Article
from claimcheck.errors import ClaimcheckError
from claimcheck.inspection import check_folder
from claimcheck.manifest import MANIFEST, write_manifest
from claimcheck.parts import parts_of
from claimcheck.readers import READERS, ReadOptions
from claimcheck.readers.formats import format_of
from claimcheck.readers.jsonl import read_jsonl
from claimcheck.reading import read_off
from claimcheck.suppress.baseline import read_baseline
from claimcheck.suppress.directives import parse_directive
from claimcheck.suppress.in_source import suppress_in_source
from claimcheck.suppress.patch import changed_lines
from tests.fakes import review_article

DATA = Path(__file__).parents[1] / "data"
PAGE = (
    b"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body><nav><a href=/>"
    b"Home</a></nav><main><h1>Mint</h1><p>It <b>doesn&rsquo;t</b> hurt &amp; it&#8217;s unsafe."
    b"<!-- claimcheck ignore[unsafe]: ref 4 --><table><tr><th>tea<td>mint</table><ul><li>one"
    b"<script>x</script></main></body></html>"
)
MARKDOWN = (
    b"---\ntitle: x\n---\n# Mint\n\nIt **cures** [all](http://e.org 'x')\\* `code`.\n\n"
    b"<!-- claimcheck off -->\n\n- one\n  > two\n\n| a | b |\n|---|---|\n| c | d\\|e |\n\n"
    b"```\nx\n```\n<div>It is unsafe</div>\n\n[1]: http://e.org\n<!-- claimcheck on -->\n"
)
SETTINGS = (
    b'format = "jsonl"\nselect = ["unsafe"]\ncache-size = 5\nexclude = ["a/**"]\n'
    b'[min-confidence]\nunsafe = 0.5\n[per-path."blog/**"]\nfail-on = "overstated"\n'
)
BASELINE = (
    b'{"version": 1, "fingerprints": 1, "claims": [\n{"fingerprint": "a1", "path": "a.md", '
    b'"label": "unsafe", "text": "x", "written": "2026-11-27", "until": "2027-01-31"}\n]}\n'
)
PATCH = (
    b"diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@\n-x\n+y\n"
    b'+++ "b/\\303\\251.md"\n@@ -0,0 +1 @@\n+z\n'
)
MARKUP = b'### mint | shop\n#: {"id": "mint-001"}\n\nIt {U|cures \\{all\\}} and {A|they say}.\n'
DEEP, LONG = b"[" * 5000, b"9" * 5000
"""Nesting and numbers that the parsers of Python give up at."""
DOCUMENT = (
    b'{"id": "a", "text": "Garlic cures.", "spans": [{"start": 0, "end": 6, "label": "unsafe"}]}'
)


@dataclass(frozen=True, slots=True)
class Target:
    """What is fuzzed, and the inputs to begin with."""

    run: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def check(article: Article) -> None:
    """What every article must be: blocks in order, words that can be written, comments told."""
    before = 0
    for block in article.blocks or ():
        assert before <= block.start < block.end <= len(article.text)
        at = block.start
        for start, end in block.skip:
            assert at <= start < end <= block.end
            at = end
        before = block.end
    article.text.encode()
    read_off(article).text.encode()
    assert parts_of(article)
    suppress_in_source(review_article(article), date(2026, 11, 27), need_reason=True)


def document(suffix: str, data: bytes) -> None:
    for whole in (False, True):
        check(READERS[suffix]("a", data, ReadOptions(whole_page=whole)))


def by_content(data: bytes) -> None:
    suffix = format_of("draft", data)
    assert suffix in READERS or suffix == ".jsonl"


def lines(data: bytes) -> None:
    for item in read_jsonl("a.jsonl", io.BytesIO(data)):
        if isinstance(item, Article):
            check(item)


def with_part(suffix: str, members: dict[str, bytes], data: bytes) -> None:
    """The document whose member number data[0] is the rest of the data: checksums fit."""
    names = sorted(members)
    changed = members | {names[data[0] % len(names)]: data[1:]} if data else members
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in changed.items():
            archive.writestr(name, content)
    document(suffix, buffer.getvalue())


def in_a_file(name: str, read: Callable[[Path], object], data: bytes) -> None:
    path = _folder() / name
    path.write_bytes(data)
    read(path)


def directive(data: bytes) -> None:
    try:
        parse_directive(data.decode("utf-8", "surrogateescape"))
    except ValueError:
        return


def settings(path: Path) -> None:
    read_file(path, path.parent)


def markup(path: Path) -> None:
    for one in read_markup(path):
        assert all(0 <= span.start < span.end <= len(one.text) for span in one.spans)


_PARTS = (
    *("config.cfg", "meta.json", "claimcheck_finder/settings.json", MANIFEST),
    *("claimcheck_finder/terms.json", "claimcheck_finder/words.json"),
    *("claimcheck_finder/weights.npz", "claimcheck_finder/vectors.npz"),
)


def model_folder(data: bytes) -> None:
    """The frozen model with one file changed; its manifest fits but where it is what is changed."""
    if not data:
        return
    folder, name = _model(), _PARTS[data[0] % len(_PARTS)]
    kept = (folder / name).read_bytes()
    try:
        (folder / name).write_bytes(data[1:])
        if name != MANIFEST:
            write_manifest(folder)
        check_folder(folder)
        Finder.from_disk(folder / "claimcheck_finder")
    finally:
        (folder / name).write_bytes(kept)
        write_manifest(folder)


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="claimcheck-fuzz-"))


@cache
def _model() -> Path:
    return Path(shutil.copytree(DATA / "model_v1", _folder() / "model"))


def real(name: str) -> bytes:
    return (DATA / "real" / name).read_bytes()


def members_of(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(DATA / "real" / name) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def _reader(suffix: str, *seeds: bytes) -> Target:
    return Target(partial(document, suffix), seeds)


def _parts(suffix: str, name: str) -> Target:
    members = members_of(name)
    seeds = (bytes([at]) + members[one] for at, one in enumerate(sorted(members)))
    return Target(partial(with_part, suffix, members), tuple(seeds))


def _file(name: str, read: Callable[[Path], object], *seeds: bytes) -> Target:
    return Target(partial(in_a_file, name, read), seeds)


def _numbered(contents: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(bytes([at]) + content for at, content in enumerate(contents))


TARGETS = {
    "txt": _reader(".txt", b"# Mint\n\n- It is unsafe.\r\n", "é is unsafe".encode("utf-16")),
    "md": _reader(".md", MARKDOWN),
    "html": _reader(".html", PAGE),
    "docx": _reader(".docx", real("mint.docx")),
    "docx-parts": _parts(".docx", "mint.docx"),
    "epub": _reader(".epub", real("mint.epub")),
    "epub-parts": _parts(".epub", "mint.epub"),
    "pdf": _reader(".pdf", real("mint.pdf"), real("mint-chromium.pdf")),
    "jsonl": Target(lines, (b'{"text": "It is unsafe."}\n{"body": 1}\n', b'{"a":' + DEEP, LONG)),
    "content": Target(by_content, (PAGE, real("mint.docx"), real("mint.epub"), real("mint.pdf"))),
    "settings": _file(
        "claimcheck.toml", settings, SETTINGS, b"x = " + DEEP, b"cache-size = " + LONG
    ),
    "baseline": _file(
        "baseline.json", read_baseline, BASELINE, DEEP, BASELINE.replace(b"1", LONG, 1)
    ),
    "directive": Target(
        directive, (b"claimcheck ignore[unsafe] (by=M. Kay until=2027-01-31): ref 4",)
    ),
    "patch": Target(changed_lines, (PATCH,)),
    "markup": _file("corpus.txt", markup, MARKUP, MARKUP.replace(b'"mint-001"', LONG)),
    "corpus": _file("corpus.jsonl", lambda path: list(read_documents(path)), DOCUMENT, DEEP, LONG),
    "model": Target(
        model_folder, _numbered((DATA / "model_v1" / name).read_bytes() for name in _PARTS)
    ),
}


def tried(target: Target) -> Target:
    """The target as it is to be run: claimcheck's own errors are answers."""

    def run(data: bytes) -> None:
        try:
            target.run(data)
        except ClaimcheckError as error:
            assert str(error)

    return replace(target, run=run)


FUZZED = {name: tried(target) for name, target in TARGETS.items()}
