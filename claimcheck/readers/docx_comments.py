"""The comments of a Word document that speak to claimcheck, and what they were put on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimcheck.datatypes import Comment
from claimcheck.readers.comments import attached_comment

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Spans = Mapping[Any, tuple[int, int]]
"""Where the text of each run (its `w:r` element) stands in the article."""


def word_comments(document: Document, runs: Spans) -> tuple[Comment, ...]:
    """The comments in the order of what they stand on; one without a range stands at a point."""
    written = {
        element.get(f"{_W}id"): element
        for element in _comment_elements(document)
        if attached_comment(_words(element), 0, 0)
    }
    if not written:
        return ()
    places = _places(document, runs)
    found = [
        attached_comment(_words(element), *places[name], element.get(f"{_W}author", ""))
        for name, element in written.items()
        if name in places
    ]
    return tuple(sorted(filter(None, found), key=lambda comment: comment.start))


def _comment_elements(document: Document) -> Iterator[Any]:
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments") and not relation.is_external:
            yield from parse_xml(relation.target_part.blob).iter(f"{_W}comment")


def _words(element: Any) -> str:
    paragraphs = element.iter(f"{_W}p")
    return "\n".join("".join(t.text or "" for t in each.iter(f"{_W}t")) for each in paragraphs)


@dataclass(slots=True)
class _Walk:
    """The comments that are open, and where the text read so far ends."""

    at: int = 0
    waiting: set[str] = field(default_factory=set)
    starts: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(self, start: int, end: int) -> None:
        """Text is read: it is the first that the waiting comments were put on."""
        self.starts.update(dict.fromkeys(self.waiting, start))
        self.waiting.clear()
        self.at = end

    def close(self, name: str) -> None:
        """A comment ends here; one that has not started stands at this point."""
        self.waiting.discard(name)
        self.places.setdefault(name, (self.starts.get(name, self.at), self.at))


def _places(document: Document, runs: Spans) -> dict[str, tuple[int, int]]:
    """What each comment stands on, by its id."""
    walk = _Walk()
    for element in document.element.body.iter():
        name = element.get(f"{_W}id", "") if isinstance(element.tag, str) else ""
        if element in runs:
            walk.read(*runs[element])
        elif element.tag == f"{_W}commentRangeStart":
            walk.waiting.add(name)
        elif element.tag in (f"{_W}commentRangeEnd", f"{_W}commentReference"):
            walk.close(name)
    return walk.places
