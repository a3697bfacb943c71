"""The words of a block with their claims, cues and emphasis marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from claimcheck.datatypes import Block, Finding
from claimcheck.lexicon import default_categories
from claimcheck.report.html.emphasis import emphasis, spoken
from claimcheck.report.html.layers import Layer, Piece, cut
from claimcheck.report.html.shown import shown

CONFIDENCE_BANDS = (50, 70, 90)
"""Percentages that the page can filter by."""
_ELEMENTS = {
    "strong": ("<strong>", "</strong>"),
    "em": ("<em>", "</em>"),
    "del": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "link": ('<span class="link">', "</span>"),
    "cue": ('<span class="cue">', "</span>"),
}
"""In the order in which they are nested. An article's links keep their looks alone."""


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding with its number in the article and its name on the page, such as '2-14'."""

    finding: Finding
    number: int
    name: str

    @property
    def classes(self) -> str:
        """What the page's filters go by."""
        claim = self.finding.claim
        below = [f"under-{band}" for band in CONFIDENCE_BANDS if claim.confidence < band / 100]
        check = "check" if claim.needs_review else "sure"
        suppressed = [] if self.finding.suppressed is None else ["suppressed"]
        return " ".join([claim.label.value, check, *below, *suppressed])


Mark = NumberedFinding | str
"""What lies over a stretch: a claim, the name of an element, or 'skip' for markup."""


def marked(text: str, block: Block, claims: Sequence[NumberedFinding]) -> Markup:
    """The block as HTML: each claim in a <mark> that ends in a link to its note.

    Where claims overlap, the more severe one has the stretch; every one has its link.
    """
    ends: dict[int, list[NumberedFinding]] = {}
    for one in claims:
        if one.finding.claim.start >= block.start:
            ends.setdefault(min(one.finding.claim.end, block.end), []).append(one)
    pieces = cut(block.start, block.end, _layers(text, block, claims))
    out: list[Markup] = []
    named = {one.name for one in claims if one.finding.claim.start < block.start}
    for claim, run in groupby(pieces, key=_worst):
        words = Markup("").join(_pieces(text, run, ends))
        if claim is None:
            out.append(words)
            continue
        first = claim.name not in named
        named.add(claim.name)
        name = Markup(' id="c{}"').format(claim.name) if first else ""
        out.append(Markup('<mark class="claim {}"{}>{}</mark>').format(claim.classes, name, words))
    return Markup("").join(out)


def _layers(text: str, block: Block, claims: Sequence[NumberedFinding]) -> Iterator[Layer[Mark]]:
    for start, end in block.skip:
        yield Layer(start, end, "skip")
    for layer in emphasis(text, block):
        yield Layer(layer.start, layer.end, layer.what)
    for one in claims:
        claim = one.finding.claim
        yield Layer(claim.start, claim.end, one)
        for start, end in telling_cues(one.finding):
            yield Layer(max(start, claim.start), min(end, claim.end), "cue")


def telling_cues(finding: Finding) -> Iterator[tuple[int, int]]:
    """Where the cues stand that speak for the claim's label."""
    categories = default_categories()
    for cue in finding.claim.cues:
        about = categories.get(cue.category)
        if about and about.leans == finding.claim.label:
            yield cue.start, cue.end


def _worst(piece: Piece[Mark]) -> NumberedFinding | None:
    claims = [what for what in piece.over if isinstance(what, NumberedFinding)]
    return max(claims, key=lambda one: one.finding.claim.label.severity, default=None)


def _pieces(
    text: str, pieces: Iterable[Piece[Mark]], ends: dict[int, list[NumberedFinding]]
) -> Iterator[Markup]:
    for piece in pieces:
        words = text[piece.start : piece.end]
        yield _styled(spoken(words) if "skip" in piece.over else words, piece.over)
        for one in ends.get(piece.end, ()):
            yield _tag(one)


def _styled(words: str, over: Sequence[Mark]) -> Markup:
    html = escape(shown(words))
    if html:
        for name, (opening, closing) in reversed(_ELEMENTS.items()):
            if name in over:
                html = Markup(opening) + html + Markup(closing)
    return html


def _tag(one: NumberedFinding) -> Markup:
    """The link from the words to the note: the label in words, and the number."""
    label = one.finding.claim.label.value
    return Markup(
        '<a class="tag {}" href="#n{}" data-name="{}" aria-label="{} {}, to its note">{} {}</a>'
    ).format(one.classes, one.name, one.name, label, one.number, label, one.number)
