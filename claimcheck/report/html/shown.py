"""Text of others made fit for a page: nothing in it hides, turns the line round or leads astray."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_CONTROLS = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff"
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
UNSEEN = re.compile(f"[{_CONTROLS}{_BIDI}]")
"""One control or bidirectional character."""
_BLANK = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def shown(text: str) -> str:
    """The text with control and bidirectional characters spelled out, such as ⟦U+202E⟧.

    Soft hyphens and joiners stay: they are ordinary in articles and do no harm. Lone surrogates,
    which no file can hold, are spelled out too.
    """
    return UNSEEN.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", _BLANK.sub(" ", text))


def web_address(url: str) -> str | None:
    """The address if it is one of the web; None for any other scheme or what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
