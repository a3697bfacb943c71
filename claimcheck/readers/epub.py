"""EPUB books: the pages of the reading order, each by the HTML reader, put into one text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

from claimcheck.datatypes import Article
from claimcheck.errors import InputError
from claimcheck.readers.archive import Archive, refuse_entities
from claimcheck.readers.built import TextBuilder
from claimcheck.readers.decode import declared_encoding, decode
from claimcheck.readers.html import read_html
from claimcheck.reading import read_off

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_BLANKS = re.compile(r"\s+")


def read_epub(source: str, data: bytes, *, whole_page: bool = False) -> Article:
    """The article of a book; each claim's place is the file inside the book and the paragraph.

    The list of contents is left out unless `whole_page`. Raises InputError where the book is
    broken, protected, or names files outside itself.
    """
    archive = Archive(data, "EPUB book")
    package = _package_name(archive)
    locked = _locked(archive)
    builder = TextBuilder()
    warnings: list[str] = []
    for name in _spine(archive, package, whole_page):
        if name in locked:
            raise InputError(f"is protected (DRM): '{name}' is encrypted; get an open copy")
        page = archive.read(name)
        decoded = decode(page, declared_encoding(page))
        warnings += [f"{name} {warning}" for warning in decoded.warnings]
        _add_page(builder, _chapter(name, decoded.text, whole_page))
    article = builder.article(source)
    return Article(source, article.text, article.blocks, article.places, tuple(warnings))


def _chapter(name: str, text: str, whole_page: bool) -> Article:
    try:
        return read_html(name, text, whole_page=whole_page)
    except InputError as error:
        raise InputError(f"its page '{name}' {error}") from error


def _add_page(builder: TextBuilder, page: Article) -> None:
    reading = read_off(page)
    for number, block in enumerate(reading.blocks, 1):
        words = _BLANKS.sub(" ", reading.text[block.start : block.end])
        builder.add(words, block.kind, block.level, (("file", page.source), ("paragraph", number)))


def _parse(archive: Archive, name: str) -> ElementTree.Element:
    data = refuse_entities(archive.read(name), name)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(
            f"is a broken EPUB book: '{name}' is no XML ({error}); get it again"
        ) from error


def _package_name(archive: Archive) -> str:
    for element in _elements(_parse(archive, _CONTAINER), "rootfile"):
        if element.get("full-path"):
            return _inside("", element.get("full-path", ""))
    raise InputError(f"is a broken EPUB book: {_CONTAINER} names no package; get it again")


def _locked(archive: Archive) -> set[str]:
    """The members that are encrypted: pages among them make the book unreadable, fonts do not."""
    if _ENCRYPTION not in archive.names:
        return set()
    found = _elements(_parse(archive, _ENCRYPTION), "CipherReference")
    return {unquote(element.get("URI", "")) for element in found}


def _spine(archive: Archive, package: str, whole: bool) -> Iterator[str]:
    """The names of the pages in reading order, each once."""
    root = _parse(archive, package)
    folder = posixpath.dirname(package)
    items = {element.get("id"): element for element in _elements(root, "item")}
    seen: set[str] = set()
    for reference in _elements(root, "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        name = _inside(folder, unquote(item.get("href", "").partition("#")[0]))
        contents = "nav" in item.get("properties", "").split()
        if name not in seen and (whole or not contents):
            seen.add(name)
            yield name
    if not seen:
        raise InputError(f"is a broken EPUB book: '{package}' lists no pages; get it again")


def _inside(folder: str, href: str) -> str:
    """The member that `href` means; InputError where it leads out of the book."""
    name = posixpath.normpath(posixpath.join(folder, href))
    if name.startswith(("/", "../")) or name == "..":
        raise InputError(f"names a file outside the book: '{href[:80]}'; refused")
    return name


def _elements(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """All elements of a local name, whatever their namespace."""
    return (element for element in root.iter() if str(element.tag).rpartition("}")[2] == name)
