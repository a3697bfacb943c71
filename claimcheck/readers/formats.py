"""The one table of file suffixes and their readers."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from claimcheck.datatypes import Article
from claimcheck.errors import InputError
from claimcheck.readers.decode import declared_encoding, decode
from claimcheck.readers.limits import check_length
from claimcheck.readers.options import ReadOptions
from claimcheck.readers.sniff import OLD_OR_LOCKED, sniff
from claimcheck.readers.text import read_text

Reader = Callable[[str, bytes, ReadOptions], Article]
"""Makes an article of a source's name, the bytes of the file and what is asked for."""


def _text(source: str, data: bytes, options: ReadOptions) -> Article:
    decoded = decode(data)
    check_length(decoded.text)
    return replace(read_text(source, decoded.text), warnings=decoded.warnings)


def _markdown(source: str, data: bytes, options: ReadOptions) -> Article:
    from claimcheck.readers.markdown import read_markdown

    decoded = decode(data)
    check_length(decoded.text)
    article = read_markdown(source, decoded.text, whole_page=options.whole_page)
    return replace(article, warnings=decoded.warnings)


def _html(source: str, data: bytes, options: ReadOptions) -> Article:
    from claimcheck.readers.html import read_html

    decoded = decode(data, declared_encoding(data))
    article = read_html(source, decoded.text, whole_page=options.whole_page)
    return replace(article, warnings=decoded.warnings)


def _docx(source: str, data: bytes, options: ReadOptions) -> Article:
    from claimcheck.readers.docx import read_docx

    return read_docx(source, data, whole_page=options.whole_page)


def _pdf(source: str, data: bytes, options: ReadOptions) -> Article:
    from claimcheck.readers.pdf import read_pdf

    return read_pdf(source, data, whole_page=options.whole_page)


def _epub(source: str, data: bytes, options: ReadOptions) -> Article:
    from claimcheck.readers.epub import read_epub

    return read_epub(source, data, whole_page=options.whole_page)


READERS: dict[str, Reader] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".mdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".epub": _epub,
}
"""The formats of which a file is one article; folders are searched for these."""
LINES = (".jsonl", ".ndjson")
"""The formats of which every line is an article."""
KNOWN = " ".join((*READERS, *LINES))
_FOREIGN = {
    ".doc": OLD_OR_LOCKED,
    ".zip": "is a zip archive and no document; unpack it and name the articles in it",
}


def suffix_of(path: str) -> str:
    """The suffix of a file name in lower case, with its dot; '' where there is none."""
    return os.path.splitext(path)[1].lower()


def format_of(name: str, data: bytes) -> str:
    """The suffix whose reader is the one for a file: by its name, else by its content.

    Text without either is plain text. Raises InputError for a format that nobody here reads.
    """
    suffix = suffix_of(name)
    if suffix in READERS or suffix in LINES:
        return suffix
    found = sniff(data)
    if found in _FOREIGN:
        raise InputError(_FOREIGN[found])
    if found is None and suffix:
        raise InputError(
            f"there is no reader for '{suffix}' files (known: {KNOWN}); "
            "convert it, or pipe its text in with '-'"
        )
    return found or ".txt"
