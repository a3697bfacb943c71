"""What a kept review is found by: all that decided its outcome, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.abc import Traversable
from importlib.resources import files
from pathlib import Path

from claimcheck import __version__
from claimcheck.datatypes import Article
from claimcheck.errors import ModelError
from claimcheck.manifest import MANIFEST
from claimcheck.plain import to_plain
from claimcheck.readers import ReadOptions, Source

_CODE = (".py", ".jsonl")
_NOT_CODE = ("corpora", "models", "__pycache__")
_FOR_TESTS = re.compile(r"extra == ['\"]test['\"]")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class Keys:
    """Keys of 32 bytes for one model and one way of reading.

    An article's name takes no part but for its suffix, which chooses the reader: a renamed article
    keeps its key. What merely hides claims takes no part either.
    """

    def __init__(self, model: Path, read: ReadOptions) -> None:
        parts = [__version__, _code_digest(), _libraries(), model_digest(model), to_plain(read)]
        self._run = sha256(json.dumps(parts).encode()).digest()

    def of_source(self, source: Source) -> bytes:
        """The key of a file that is one article."""
        return self._key(b"source", source.suffix.encode(), source.data or b"")

    def of_article(self, article: Article) -> bytes:
        """The key of an article that stands in a file with others."""
        plain = json.dumps(to_plain(replace(article, source="")))
        return self._key(b"article", plain.encode())

    def _key(self, *parts: bytes) -> bytes:
        digests = b"".join(sha256(part).digest() for part in parts)
        return sha256(self._run + digests).digest()


def model_digest(folder: Path) -> str:
    """The digest of a model's manifest, which holds the digest of each of its files."""
    try:
        return sha256((folder / MANIFEST).read_bytes()).hexdigest()
    except OSError as error:
        told = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise ModelError(f"{folder / MANIFEST}: {told}; copy the model again") from error


@cache
def _code_digest() -> str:
    """Tells the states of a development version apart, which all have one version number."""
    digest = sha256()
    for name, file in _code(files("claimcheck"), ""):
        digest.update(f"{name}\0".encode() + sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _code(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = f"{prefix}/{item.name}"
        if item.name.endswith(_CODE):
            yield name, item
        elif item.name not in _NOT_CODE and item.is_dir():
            yield from _code(item, name)


@cache
def _libraries() -> dict[str, str]:
    """The versions of what claimcheck stands on: readers and pipeline are no better than they."""
    return {name: _version(name) for name in sorted(_required())}


def _required() -> set[str]:
    try:
        lines = metadata.requires("claimcheck") or ()
    except metadata.PackageNotFoundError:
        return set()
    used = [line for line in lines if not _FOR_TESTS.search(line)]
    return {found[0] for line in used if (found := _NAME.match(line))}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
