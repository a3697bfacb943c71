"""Text put together from the paragraphs of a document that is no text file."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimcheck.datatypes import Article, Block, Place
from claimcheck.readers.limits import MAX_BOOK, MAX_BOOK_BLOCKS, check_blocks, check_length

_BETWEEN = "\n\n"


@dataclass(slots=True)
class TextBuilder:
    """Collects paragraphs, blank lines between them, and notes what each is and where it stands."""

    texts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    length: int = 0

    def add(
        self, text: str, kind: str, level: int, place: tuple[tuple[str, int | str], ...]
    ) -> int:
        """Add a paragraph; the offset at which it starts. Line breaks in it part its blocks."""
        start = self.length
        self.texts += [text, _BETWEEN]
        self.length += len(text) + len(_BETWEEN)
        at = start
        for line in text.split("\n"):
            stripped = line.strip()
            if any(map(str.isalnum, stripped)):
                first = at + len(line) - len(line.lstrip())
                self.blocks.append(Block(first, first + len(stripped), kind, level))
            at += len(line) + 1
        self.places.append(Place(start, place))
        check_blocks(len(self.blocks), MAX_BOOK_BLOCKS)
        return start

    def article(self, source: str) -> Article:
        """The article of all that was added."""
        text = "".join(self.texts)
        check_length(text, MAX_BOOK)
        return Article(source, text, tuple(self.blocks), tuple(self.places))
