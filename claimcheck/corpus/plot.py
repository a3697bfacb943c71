"""A small picture of a corpus, as SVG by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from claimcheck.corpus.stats import Stats
from claimcheck.labels import DISPLACY_COLORS, LABELS

_LEFT, _BAR, _STEP, _WIDTH = 190, 430, 22, 720
_GREY = "#d5d5d5"
Row = tuple[str, Mapping[str, int]]


def stats_svg(stats: Stats, most_styles: int = 30) -> str:
    """Sentences by label, and the claims of each style by label."""
    sentences = [(name, {name: stats.by_sentence[name]}) for name in ("none", *map(str, LABELS))]
    ranked = sorted(stats.styles.items(), key=lambda item: (-item[1].claims.total(), item[0]))
    styles = [(name, group.claims) for name, group in ranked[:most_styles]]
    upper = _chart("Sentences by label (the most severe on each)", sentences, 30)
    below = 30 + (len(sentences) + 2) * _STEP
    lower = _chart("Claims by style", styles, below)
    height = below + (len(styles) + 2) * _STEP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height + _STEP}" '
        'font-family="sans-serif" font-size="12" role="img" '
        f'aria-label="{stats.documents} documents, {stats.sentences} sentences">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n'
        f"{upper}{lower}{_key(height)}</svg>\n"
    )


def _chart(title: str, rows: Sequence[Row], top: int) -> str:
    longest = max((sum(counts.values()) for _, counts in rows), default=0) or 1
    bars = "".join(
        _bar(name, counts, longest, top + 8 + number * _STEP)
        for number, (name, counts) in enumerate(rows)
    )
    return f'<text x="10" y="{top}" font-weight="bold">{escape(title)}</text>\n{bars}'


def _bar(name: str, counts: Mapping[str, int], longest: int, top: int) -> str:
    total, at, parts = sum(counts.values()), float(_LEFT), []
    for label in ("none", *map(str, LABELS)):
        width = counts.get(label, 0) / longest * _BAR
        if width:
            parts.append(
                f'<rect x="{at:.1f}" y="{top}" width="{width:.1f}" height="16" '
                f'fill="{DISPLACY_COLORS.get(label, _GREY)}">'
                f"<title>{label}: {counts[label]}</title></rect>"
            )
        at += width
    return (
        f'<text x="{_LEFT - 8}" y="{top + 12}" text-anchor="end">{escape(name[:28])}</text>'
        f'{"".join(parts)}<text x="{at + 6:.1f}" y="{top + 12}">{total}</text>\n'
    )


def _key(top: int) -> str:
    parts = []
    for number, label in enumerate(LABELS):
        x = _LEFT + number * 110
        parts.append(
            f'<rect x="{x}" y="{top}" width="12" height="12" fill="{DISPLACY_COLORS[label]}"/>'
            f'<text x="{x + 17}" y="{top + 11}">{label}</text>'
        )
    return "".join(parts) + "\n"
