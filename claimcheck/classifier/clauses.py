"""The places in a sentence at which one claim may end and another begin."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.protocols import Token

_BREAKS = frozenset([",", ";", ":", "–", "—", "-", "--", "(", ")", "“", "”", '"', "…", "...", "/"])
_JOINTS = frozenset(
    """and but or yet while whereas although though because since so that which who as if when
    unless without with offering making helping providing giving leading including despite
    unlike than to for by where after before until plus whilst thereby thus hence not no""".split()
)
_STRONG = frozenset("but while whereas although though yet despite whilst because which".split())
_COMPLETING = frozenset("to than for by as no not".split())
_EDGE = frozenset([*_BREAKS, *".!?'’‘*_[]•·|>#~", "''", "``", "?!", "!!", "!!!", "**"])
LEAD_INS = frozenset("and but or yet so plus while whereas although though".split())


def boundaries(tokens: Sequence[Token]) -> list[int]:
    """Indices i with a possible clause border before token i, in ascending order.

    A border stands after punctuation inside the sentence and before a joining word.
    """
    found = []
    for index in range(1, len(tokens)):
        before, word = tokens[index - 1].text.lower(), tokens[index].text.lower()
        if word in _BREAKS:
            continue
        if (before in _BREAKS or word in _JOINTS) and 2 <= index <= len(tokens) - 2:
            found.append(index)
    return [at for at in found if at - 1 not in found or tokens[at - 1].text.lower() in _BREAKS]


def completes(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows the border at `at` only completes what stands before it ("comparable to
    opioids", "has no side effects")."""
    return tokens[at].text.lower() in _COMPLETING and tokens[at - 1].text not in _BREAKS


def units(tokens: Sequence[Token], splits: Sequence[int]) -> list[tuple[int, int]]:
    """Token ranges [first, last) between the given splits."""
    edges = [0, *splits, len(tokens)]
    return [(first, last) for first, last in zip(edges, edges[1:], strict=False) if first < last]


def trim(tokens: Sequence[Token], first: int, last: int, inner: bool) -> tuple[int, int]:
    """The range without punctuation at its edges; an `inner` one loses its conjunction as well."""
    while last > first and tokens[last - 1].text in _EDGE and not _closes(tokens, first, last):
        last -= 1
    while first < last and tokens[first].text in _EDGE:
        first += 1
    if inner and last - first > 2 and tokens[first].text.lower() in LEAD_INS:
        first += 1
        while first < last and tokens[first].text in _EDGE:
            first += 1
    return first, last


def _closes(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the last token is a bracket that was opened inside the range."""
    inside = [token.text for token in tokens[first:last]]
    return inside[-1] == ")" and inside.count("(") >= inside.count(")")


def is_strong(tokens: Sequence[Token], at: int) -> bool:
    """Whether the border at `at` is one at which writers like to turn ("but", "while", ";")."""
    return tokens[at].text.lower() in _STRONG or tokens[at - 1].text in {";", "—", "–", ":"}
