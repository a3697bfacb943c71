"""The words of a block as runs, with its emphasis; markup and line ends are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.datatypes import Block
from claimcheck.readers.docx import RunSpan
from claimcheck.report.html.emphasis import emphasis, spoken
from claimcheck.report.html.layers import Layer, cut
from claimcheck.report.html.shown import UNSEEN
from claimcheck.report.word.wml import Element, made, run_of

_BLANKS = re.compile(r"\s+")
_OTHER = re.compile(rf"[^\S\r\n\t]*[\r\n\t\v\f\x1c-\x1f\x85\u2028\u2029]\s*|{UNSEEN.pattern}")
_PROPERTIES = {"strong": "b", "em": "i", "del": "strike"}


def spoken_runs(text: str, block: Block) -> Iterator[RunSpan]:
    """The runs of a block, each with its place in the text of the article.

    One that says less or more than stands there (a line end with its indentation, a character
    reference) says it in other characters; all others say text[start:end].
    """
    layers = [Layer(start, end, "skip") for start, end in block.skip]
    for piece in cut(block.start, block.end, [*layers, *emphasis(text, block)]):
        if "skip" in piece.over:
            said = _BLANKS.sub(" ", spoken(text[piece.start : piece.end]))
            stretches = [(piece.start, piece.end, said)] if said else []
        else:
            stretches = list(_stretches(text, piece.start, piece.end))
        for start, end, words in stretches:
            yield RunSpan(start, end, run_of(words, *_look(piece.over)))


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, words): what stands there, but for line ends and what steers a display."""
    at = start
    for match in _OTHER.finditer(text, start, end):
        if at < match.start():
            yield at, match.start(), text[at : match.start()]
        yield *match.span(), " " if match[0].isspace() else match[0]
        at = match.end()
    if at < end:
        yield at, end, text[at:end]


def _look(styles: Sequence[str]) -> Iterator[Element]:
    if "code" in styles:
        yield made("rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New")
    for style, name in _PROPERTIES.items():
        if style in styles:
            yield made(name)
