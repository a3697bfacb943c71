"""HTML pages read in place: the article's own words, without what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.datatypes import Article
from claimcheck.readers.comments import page_comments
from claimcheck.readers.html_block import Passage, passages
from claimcheck.readers.html_regions import Region
from claimcheck.readers.limits import MAX_MARKUP, check_length

_HINT_TRUSTED = 0.25
_MAIN_SHARE, _MAIN_LETTERS = 0.2, 100
_LINK_SHARE, _LINK_LETTERS = 0.6, 150


def read_html(source: str, text: str, *, whole_page: bool = False) -> Article:
    """The article of a page; `whole_page` keeps navigation, headers, footers and the like."""
    check_length(text, MAX_MARKUP)
    found = [part for part in passages(text, 0, len(text)) if part.region < Region.NEVER]
    kept = found if whole_page else main_passages(found)
    blocks = tuple(part.block for part in kept)
    return Article(source, text, blocks, comments=page_comments(text))


def main_passages(found: Sequence[Passage]) -> list[Passage]:
    """The passages that make the article of a page, in order.

    What its elements call navigation, header, footer, aside and so on is left out; what only their
    class or id calls so as well, unless little would be left; so are lines of links. Where the page
    marks its main part and that holds a good share of the words, the rest goes too.
    """
    kept = [part for part in found if part.region == Region.KEPT]
    hinted = [part for part in found if part.region <= Region.NAMED_AROUND]
    if _letters(kept) < _HINT_TRUSTED * _letters(hinted):
        kept = hinted
    inside = [part for part in kept if part.in_main]
    if _letters(inside) >= max(_MAIN_LETTERS, _MAIN_SHARE * _letters(kept)):
        kept = inside
    return [part for part in kept if not _is_link_line(part)]


def _letters(parts: Iterable[Passage]) -> int:
    return sum(part.letters for part in parts)


def _is_link_line(part: Passage) -> bool:
    """A short passage that is mostly links: a menu, a list of other articles."""
    return (
        part.block.kind != "heading"
        and part.letters <= _LINK_LETTERS
        and part.linked > _LINK_SHARE * part.letters
    )
