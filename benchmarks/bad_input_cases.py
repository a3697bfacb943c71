"""The bad inputs: what each is called, what puts it into the current folder, how it is named."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.readers import made

MIB = 2**20
CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "train.jsonl"
BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTWARD = made.package(["../../../etc/passwd"])
LOCK = "<encryption><CipherReference URI='OEBPS/a.xhtml'/></encryption>"


@dataclass(frozen=True, slots=True)
class Case:
    """`make` puts the input into the current folder; `args` name it. What is large is made then,
    not before: a child's peak memory begins with that of its parent."""

    name: str
    make: Callable[[], object]
    args: tuple[str, ...]


def cases() -> Iterator[Case]:
    """All cases in the order of the table."""
    yield from _paths()
    yield from _bytes()
    yield from _lengths()
    yield from _documents()


def _paths() -> Iterator[Case]:
    yield Case("missing file", _nothing, ("gone.md",))
    yield Case("pattern without a match", _nothing, ("*.docx",))
    yield Case("directory without articles", lambda: Path("empty").mkdir(), ("empty",))
    yield Case("missing list of paths", _nothing, ("@list.txt",))
    yield Case("file that may not be read", _forbidden, ("a.md",))
    yield Case("folder that may not be read", _closed_folder, ("closed",))
    yield Case("named pipe", lambda: os.mkfifo("a.md"), ("a.md",))
    yield Case("device", _nothing, ("/dev/zero",))
    yield Case("link to itself", lambda: Path("a.md").symlink_to("a.md"), ("a.md",))


def _bytes() -> Iterator[Case]:
    yield _file("empty file", "a.md", bytes)
    yield _file("binary file called text", "a.txt", lambda: bytes(range(256)) * 4)
    yield _file("unknown format", "a.xyz", lambda: b"Mint.")
    yield _file("zip archive", "draft", lambda: made.archive({"a.txt": "Mint."}))
    cafe = "The café says that mint helps. " * 4
    yield _file("not UTF-8, encoding plain", "a.txt", lambda: cafe.encode("cp1252"))
    yield _file("UTF-16 without a mark", "a.txt", lambda: cafe.encode("utf-16-le"))
    yield _file(
        "not UTF-8, encoding unknown", "a.txt", lambda: "生姜は吐き気に効く".encode("shift_jis")
    )


def _lengths() -> Iterator[Case]:
    yield Case("file of 1 GiB", partial(_sparse, "a.txt", 2**30), ("a.txt",))
    yield _file("one line of 100 MiB", "a.txt", lambda: b"x" * 100 * MIB)
    yield _file("one line of 60 MiB", "a.md", lambda: b"x" * 60 * MIB)
    yield _file(
        "a line of 100 MiB in JSON Lines",
        "a.jsonl",
        lambda: b'{"text": "' + b"x" * 100 * MIB + b'"}',
    )
    yield _file("JSON Lines without the field", "a.jsonl", lambda: b'{"body": "Mint."}')
    yield _file("broken JSON Lines", "a.jsonl", lambda: b'{"text": "Mint.')
    yield _file(
        "HTML nested 100,000 deep", "a.html", lambda: b"<div>" * 100_000 + b"<p>Mint is green."
    )
    yield _file("HTML of 100,000 paragraphs", "a.html", lambda: b"<p>Mint.</p>" * 100_000)
    yield _file("Markdown of 100,000 brackets", "a.md", lambda: b"[" * 100_000)
    yield _file("500,000 characters full of claims", "a.txt", lambda: _prose(498_000).encode())
    yield _file("the same in one line", "a.txt", lambda: " ".join(_prose(498_000).split()).encode())
    yield _file("book of 1,000,000 characters", "a.epub", lambda: _book(1_000_000))
    yield _file("book of 6,000,000 characters", "a.epub", lambda: _book(6_000_000))


def _documents() -> Iterator[Case]:
    yield _file("broken Word document", "a.docx", lambda: made.docx_of("Mint.")[:2000])
    yield _file(
        "Word document with a password", "a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9
    )
    entities = {"word/document.xml": BOMB}
    yield _file("Word document with XML entities", "a.docx", lambda: made.archive(entities))
    yield _file("Word document of 2,000,000 empty paragraphs", "a.docx", _empty_paragraphs)
    yield _file("broken PDF", "a.pdf", lambda: made.pdf_of(["Mint."])[:300])
    yield _file("PDF with a password", "a.pdf", lambda: made.pdf_of(["Mint."], password="secret"))
    yield _file("PDF of pictures", "a.pdf", lambda: made.pdf_of([]))
    book = {"a.xhtml": "<p>Mint."}
    yield _file("broken EPUB", "a.epub", lambda: made.epub_of(book)[:500])
    yield _file("EPUB with a password", "a.epub", lambda: _encrypted(made.epub_of(book)))
    locked = {"META-INF/encryption.xml": LOCK}
    yield _file("EPUB with DRM", "a.epub", lambda: made.epub_of(book, **locked))
    package = "OEBPS/content.opf"
    yield _file("EPUB with billion laughs", "a.epub", lambda: made.epub_of({}, **{package: BOMB}))
    yield _file(
        "EPUB that names /etc/passwd", "a.epub", lambda: made.epub_of({}, **{package: OUTWARD})
    )
    yield _file(
        "zip bomb (128 MiB of zeros)", "a.epub", lambda: made.archive({"a.xhtml": bytes(2**27)})
    )


def _file(name: str, file: str, data: Callable[[], bytes]) -> Case:
    return Case(name, lambda: Path(file).write_bytes(data()), (file,))


def _nothing() -> None:
    pass


def _sparse(name: str, size: int) -> None:
    with Path(name).open("wb") as file:
        file.truncate(size)


def _forbidden() -> None:
    Path("a.md").write_text("Mint.")
    Path("a.md").chmod(0)


def _closed_folder() -> None:
    Path("closed").mkdir()
    Path("closed", "a.md").write_text("Mint.")
    Path("closed").chmod(0)


def _prose(length: int) -> str:
    """That many characters of the corpus, over and over."""
    texts = [json.loads(line)["text"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    found = "\n\n".join(texts)
    return (found * (length // len(found) + 1))[:length]


def _book(length: int) -> bytes:
    """An EPUB of chapters of 50,000 characters."""
    text = _prose(length).replace("&", "and").replace("<", "")
    pages = {}
    for number, start in enumerate(range(0, length, 50_000)):
        lines = text[start : start + 50_000].split("\n")
        pages[f"{number:03}.xhtml"] = "".join(f"<p>{line}</p>" for line in lines if line)
    return made.epub_of(pages)


def _empty_paragraphs() -> bytes:
    xml = f"<w:document {made.W}><w:body>{'<w:p/>' * 2_000_000}</w:body></w:document>"
    document = made.docx_of("Mint.")
    return made.replaced(document, {"word/document.xml": xml})


def _encrypted(archive: bytes) -> bytes:
    """An archive whose members say that a password locks them."""
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = archive.find(head)
        while at >= 0:
            archive = archive[: at + flags] + b"\x01" + archive[at + flags + 1 :]
            at = archive.find(head, at + 1)
    return archive
