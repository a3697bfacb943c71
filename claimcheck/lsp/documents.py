"""The texts that a client has open, and how each is read."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass

from pygls.uris import to_fs_path

from claimcheck.datatypes import Article
from claimcheck.readers import READERS
from claimcheck.readers.formats import suffix_of
from claimcheck.readers.options import ReadOptions

LANGUAGES = {"plaintext": ".txt", "text": ".txt", "markdown": ".md", "html": ".html"}
"""The suffix whose reader is the one for a language, by the names that editors give languages."""
COMMENTED = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml"})
"""The formats that can hold a comment of HTML."""
READABLE = COMMENTED | {".txt", ".text"}
"""The formats that an editor holds as text."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the client last sent it."""

    uri: str
    language: str
    version: int
    text: str

    @property
    def path(self) -> str | None:
        """The path of its file; None for one that is not saved anywhere."""
        return to_fs_path(self.uri) or None

    @property
    def source(self) -> str:
        """What reports call it."""
        return self.path or self.uri

    @property
    def suffix(self) -> str:
        """The suffix whose reader is the one for it: by its language, else by its name."""
        return LANGUAGES.get(self.language) or suffix_of(os.path.basename(self.source))

    @property
    def is_readable(self) -> bool:
        """Whether there is a reader for it."""
        return self.suffix in READABLE

    @property
    def takes_comments(self) -> bool:
        """Whether it can hold a comment of HTML."""
        return self.suffix in COMMENTED

    def article(self, text: str | None = None, *, whole_page: bool = False) -> Article:
        """It as an article, or another text in its place; `whole_page` as readers have it."""
        text = self.text if text is None else text
        # The mark says that the text has been decoded already, whatever a page declares.
        data = codecs.BOM_UTF8 + text.encode("utf-8", "replace")
        return READERS[self.suffix](self.source, data, ReadOptions(whole_page=whole_page))
