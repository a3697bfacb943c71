"""What a Word paragraph is - heading, list item, quotation - by its properties and its style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.readers.docx_walk import Paragraph

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)")
_BODY_LEVEL = 9
_MOST_DIGITS = 4
_MAX_CHAIN = 20


class Styles:
    """The styles of a document by id, each read with those it is based on."""

    def __init__(self, document: Document) -> None:
        self._styles: dict[str, Any] = {
            style.get(f"{_W}styleId", ""): style
            for style in document.styles.element.iter(f"{_W}style")
        }

    def kind_of(self, paragraph: Paragraph) -> tuple[str, int]:
        """Kind and level of a paragraph; kind 'contents' is a line of the list of contents."""
        properties = paragraph.element.find(f"{_W}pPr")
        chain = self._chain(properties)
        names = [_value(style, "name").lower() for style in chain]
        found = self._heading(names, [properties, *(style.find(f"{_W}pPr") for style in chain)])
        if found:
            return "heading", found
        if any(name.startswith("toc ") for name in names):
            return "contents", 0
        if paragraph.in_table:
            return "table_cell", 0
        if any(name.startswith("list") for name in names) or _is_numbered(properties):
            return "list_item", 1 + _list_level(properties)
        return ("quote", 1) if any("quote" in name for name in names) else ("paragraph", 0)

    def _chain(self, properties: Any) -> list[Any]:
        """The paragraph's style and those it is based on, itself first."""
        chain: list[Any] = []
        name = _value(properties, "pStyle")
        while name in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[name])
            name = _value(chain[-1], "basedOn")
        return chain

    def _heading(self, names: list[str], properties: list[Any]) -> int:
        """The level of a heading, 0 where it is none."""
        for name in names:
            if match := _HEADING.match(name):
                return int(match[1])
            if name == "title":
                return 1
        levels = (_level(_value(found, "outlineLvl")) for found in properties)
        level = next((level for level in levels if level is not None), _BODY_LEVEL)
        return level + 1 if level < _BODY_LEVEL else 0


def _value(element: Any, name: str) -> str:
    """The value of a child element, '' where there is none."""
    child = None if element is None else element.find(f"{_W}{name}")
    return "" if child is None else str(child.get(f"{_W}val", ""))


def _is_numbered(properties: Any) -> bool:
    numbering = None if properties is None else properties.find(f"{_W}numPr")
    return numbering is not None and _value(numbering, "numId") != "0"


def _list_level(properties: Any) -> int:
    numbering = None if properties is None else properties.find(f"{_W}numPr")
    return _level(_value(numbering, "ilvl")) or 0


def _level(written: str) -> int | None:
    """A level as a number; None for none, and for one of more digits than any level has."""
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else None
