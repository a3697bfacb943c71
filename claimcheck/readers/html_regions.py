"""Which elements of a page hold its article, and which only stand around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum

NEVER = frozenset("script style template svg math textarea select option datalist object".split())
"""Never text to review, not even with the whole page."""
_AROUND = frozenset("nav footer aside dialog menu noscript button pre".split())
_MAYBE_AROUND = frozenset(("form", "fieldset"))
"""Some sites put all of a page into one form."""
_MAIN = frozenset(("main", "article"))
_WHOLE = frozenset(("html", "body", "main"))
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar "
    "form doc-toc doc-bibliography doc-endnotes doc-index doc-pagelist".split()
)
_PARTS = (
    "cookies? consent gdpr ccpa newsletter subscribe subscription signup breadcrumbs? share "
    "sharing sharedaddy social related recommended sidebar comments? respond nav navbar "
    "navigation menu "
    "footer masthead popup modal overlay promo sponsored advert advertisement ads? pagination "
    "pager toc skip-link login search reflist references footnotes endnotes bibliography citations "
    "tagcloud disqus jp-relatedposts yarpp"
)
_BEFORE = (
    "site page main entry post article wp widget block header top bottom primary secondary left "
    "right mobile desktop global js the"
)
_AFTER = (
    "container wrapper wrap area box bar banner list links? icons? buttons? section form notice "
    "message popup modal overlay menu inner content block widget nav posts? articles? items? law "
    "info this widgets thread policy main top bottom primary secondary [0-9]+"
)


def _any(words: str) -> str:
    return "|".join(words.split())


_CLASS = re.compile(
    rf"(?:(?:{_any(_BEFORE)})[-_]+)*(?:{_any(_PARTS)})(?:[-_]+(?:{_any(_AFTER)}))*", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Region(IntEnum):
    """What an element says of the text in it: the surer it is no article, the higher."""

    KEPT = 0
    NAMED_AROUND = 1
    """A class or id says that it stands around the article: a hint, no more."""
    AROUND = 2
    NEVER = 3


def region_of(name: str, attributes: Mapping[str, str], in_main: bool) -> Region:
    """The region that an element opens by itself."""
    if name in NEVER:
        return Region.NEVER
    if name in _AROUND or (name == "header" and not in_main) or _is_hidden(attributes):
        return Region.AROUND
    if not _ROLES.isdisjoint(attributes.get("role", "").lower().split()):
        return Region.AROUND
    if name in _MAYBE_AROUND:
        return Region.NAMED_AROUND
    named = " ".join(attributes.get(key, "") for key in ("class", "id", "epub:type"))
    if name not in _WHOLE and any(_CLASS.fullmatch(_hyphened(word)) for word in named.split()):
        return Region.NAMED_AROUND
    return Region.KEPT


def opens_main(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is where pages put their article."""
    return (
        name in _MAIN
        or attributes.get("role", "").lower() in _MAIN
        or attributes.get("itemprop", "").lower() == "articlebody"
    )


def _hyphened(word: str) -> str:
    return _CAMEL.sub("-", word[:100])


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or bool(_HIDDEN.search(attributes.get("style", "")))
    )
