"""HTML as markup and text with their places in the file: as browsers split it, in linear time.

The usual parsers keep a line and column at best, and none for attributes or references. Whatever
is not markup here is text; nothing is decoded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.reading import REFERENCE

# Each repetition is possessive and each alternative that fails has run to the end of the text,
# where the next one takes all: no input makes the scan go over a stretch more than a few times.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+ (?: \s*+ = \s*+ (?: "[^"]*+" | '[^']*+' | [^\s>]*+ ) )?+"""
_MARKUP = re.compile(
    rf"""<!-- (?: -?> | .*?--!?> | .* )
      | <!\[CDATA\[ (?: .*?\]\]> | .* )
      | <[!?] (?: [^>]*+> | .* )
      | <(?P<close>/?+)(?P<name>[a-zA-Z][^\s/>]*+)
        (?P<attributes>(?: [\s/]*+ {_ATTRIBUTE} )*+) (?P<ended>[\s/]*+) >
      | <(?=/?[a-zA-Z]).*
      | (?P<reference>{REFERENCE})
    """,
    re.VERBOSE | re.DOTALL,
)
_PAIR = re.compile(
    r"""([^\s/>"'=]++) (?: \s*+ = \s*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s>]*+) ) )?+""",
    re.VERBOSE,
)
_MAX_ATTRIBUTES = 4000
RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements whose content is no markup: it ends at their own end tag only."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A stretch that is no text: a tag (its `name` in lower case), a reference, or neither."""

    start: int
    end: int
    name: str = ""
    closing: bool = False
    self_closing: bool = False
    reference: bool = False
    written: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of a tag, names in lower case, the first of a name as in browsers."""
        found: dict[str, str] = {}
        for match in _PAIR.finditer(self.written[:_MAX_ATTRIBUTES]):
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), html.unescape(value))
        return found


def scan(text: str, start: int, end: int) -> Iterator[Markup]:
    """The markup of text[start:end] in order; the content of raw elements counts as markup."""
    at = start
    while match := _MARKUP.search(text, at, end):
        at = match.end()
        name = (match["name"] or "").lower()
        closing = bool(match["close"])
        closed = "/" in (match["ended"] or "")
        yield Markup(
            match.start(),
            at,
            name,
            closing,
            closed,
            match["reference"] is not None,
            match["attributes"] or "",
        )
        if name in RAW and not closing and not closed:
            found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at, end)
            raw_end = found.start() if found else end
            yield Markup(at, raw_end)
            at = raw_end
