"""The paragraphs and runs of a Word document's XML, in reading order.

python-docx lists only paragraphs straight in the body and runs straight in a paragraph: it passes
over text boxes, content controls, tracked insertions and footnotes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Element = Any
"""An element of lxml, which comes without types."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom"))
"""Tracked deletions: text that is to go."""
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_RULES = ("separator", "continuationSeparator", "continuationNotice")

Place = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A `w:p` element and where it stands; `in_table` says whether that is a cell."""

    element: Element
    place: Place
    in_table: bool = False


def paragraphs(body: Element) -> Iterator[Paragraph]:
    """The paragraphs of the body: tables cell by cell, a text box after its own paragraph."""
    tables = _Tables()
    count = 0
    for element in _walk(body):
        if element.tag == f"{_W}p":
            count += 1
            cell = tables.cell_of(element)
            yield Paragraph(element, cell or (("paragraph", count),), cell is not None)
        else:
            tables.note(element)


@dataclass(slots=True)
class _Tables:
    """The places of the tables, rows and cells met so far, and how many parts each has."""

    places: dict[Element, Place] = field(default_factory=dict)
    counts: Counter[Element] = field(default_factory=Counter)

    def note(self, element: Element) -> None:
        """Number an element that is a table, a row of one or a cell of a row."""
        if element.tag == f"{_W}tbl":
            self._number(element, None, "table")
        elif element.tag == f"{_W}tr":
            self._number(element, next(element.iterancestors(f"{_W}tbl"), None), "row")
        elif element.tag == f"{_W}tc":
            self._number(element, next(element.iterancestors(f"{_W}tr"), None), "column")

    def cell_of(self, paragraph: Element) -> Place | None:
        """Table, row and column of the innermost cell around a paragraph, None outside tables."""
        around = next(paragraph.iterancestors(f"{_W}tc", f"{_W}txbxContent"), None)
        return self.places.get(around)

    def _number(self, element: Element, parent: Element | None, unit: str) -> None:
        self.counts[parent] += 1
        self.places[element] = (*self.places.get(parent, ()), (unit, self.counts[parent]))


def _walk(root: Element) -> Iterator[Element]:
    """All elements below `root` that count: no deletions, one of two renderings of a text box."""
    todo = [iter(root)]
    while todo:
        element = next(todo[-1], None)
        if element is None:
            todo.pop()
        elif isinstance(element.tag, str) and element.tag not in _GONE:
            yield element
            todo.append(iter(_children(element)))


def _children(element: Element) -> Iterator[Element]:
    """The children; of alternatives the first only, for they say the same."""
    if element.tag == f"{_MC}AlternateContent":
        return iter(list(element)[:1])
    return iter(element)


def runs_of(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph, inserted and linked ones too; not deleted, hidden or boxed ones."""
    todo = [iter(paragraph)]
    while todo:
        element = next(todo[-1], None)
        if element is None:
            todo.pop()
        elif element.tag == f"{_W}r":
            if not _is_hidden(element):
                yield element
        elif isinstance(element.tag, str) and element.tag not in _GONE and element.tag != f"{_W}p":
            todo.append(iter(_children(element)))


def _is_hidden(run: Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def notes_of(part: Any) -> Iterator[Paragraph]:
    """The paragraphs of the footnotes and endnotes that belong to a document's part."""
    from docx.oxml.parser import parse_xml

    for kind, unit in _NOTES:
        for relation in part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                yield from _notes(parse_xml(relation.target_part.blob), unit)


def _notes(root: Element, unit: str) -> Iterator[Paragraph]:
    notes = [
        note for note in root.iter(f"{_W}{unit}") if note.get(f"{_W}type", "normal") not in _RULES
    ]
    for number, note in enumerate(notes, 1):
        for element in _walk(note):
            if element.tag == f"{_W}p":
                yield Paragraph(element, ((unit, number),))
