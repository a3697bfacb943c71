"""The one table of file suffixes and their readers."""

from __future__ import annotations

import os
from collections.abc import Callable

from claimcheck.datatypes import Article
from claimcheck.errors import InputError
from claimcheck.readers.text import read_text

Reader = Callable[[str, str], Article]
"""Makes an article of a source's name and its decoded text."""


def _markdown(source: str, text: str) -> Article:
    from claimcheck.readers.markdown import read_markdown

    return read_markdown(source, text)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".mdown": _markdown,
}
KNOWN = " ".join(READERS)


def suffix_of(path: str) -> str:
    """The suffix of a file name in lower case, with its dot; '' where there is none."""
    return os.path.splitext(path)[1].lower()


def reader_for(source: str) -> Reader:
    """The reader for a file name: plain text without a suffix, an error for a foreign one."""
    suffix = suffix_of(source)
    if not suffix:
        return read_text
    if suffix in READERS:
        return READERS[suffix]
    raise InputError(
        f"there is no reader for '{suffix}' files (known: {KNOWN}); "
        "convert it, or pipe its text in with '-'"
    )
