"""Lists of an article, nested as their items' levels say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from claimcheck.datatypes import Block

_NEAR = 16
_NUMBER = re.compile(r"\(?(\d{1,9})[.)][ \t\xa0]+\Z")
_BULLET = re.compile(r"[^\w\s][ \t\xa0]+\Z")
Items = Sequence[tuple[Block, Markup]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item with the deeper ones below it, and the kind of list it is in."""

    list_name: str
    attributes: Markup
    html: Markup
    deeper: Items


def list_html(text: str, items: Items) -> Markup:
    """The lists that neighbouring items make; numbers stay those of the article.

    An item without a bullet or number of its own goes on with the one above it that has one.
    """
    out = Markup("")
    for name, entries in groupby(_entries(text, items), key=lambda entry: entry.list_name):
        inner = Markup("").join(
            Markup("<li{}>{}{}</li>\n").format(
                entry.attributes, entry.html, list_html(text, entry.deeper)
            )
            for entry in entries
        )
        out += Markup("<{0}>\n{1}</{0}>\n").format(name, inner)
    return out


def number_before(text: str, block: Block) -> str:
    """The number of a list item, which stands before its block; '' where there is none."""
    number = _NUMBER.search(text[max(0, block.start - _NEAR) : block.start])
    return number[1] if number else ""


def _entries(text: str, items: Items) -> Iterator[_Entry]:
    name, has_marks = "ul", False
    at = 0
    while at < len(items):
        block, html = items[at]
        below = at + 1
        while below < len(items) and items[below][0].level > block.level:
            below += 1
        number = number_before(text, block)
        mark = number or _BULLET.search(text[max(0, block.start - _NEAR) : block.start])
        attributes = Markup(' class="more"') if has_marks and not mark else Markup("")
        if mark:
            name, has_marks = "ol" if number else "ul", True
        if number:
            attributes = Markup(' value="{}"').format(number)
        yield _Entry(name, attributes, html, items[at + 1 : below])
        at = below
