"""Curves as SVG by hand: shares from 0 to 1 over a number that doubles from step to step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import log2

_LEFT, _TOP, _WIDE, _HIGH, _KEY = 50, 20, 430, 260, 190
_COLOURS = ("#1b6e9e", "#c2571a", "#2a7d4f", "#8c3f8f", "#6b6b6b", "#a3353b")


@dataclass(frozen=True, slots=True)
class Line:
    """A named curve, one value from 0 to 1 for each place on the axis below."""

    name: str
    values: Sequence[float]


def curve_svg(places: Sequence[int], lines: Sequence[Line], below: str) -> str:
    """One curve a line over `places` (rising, above 0) on a logarithmic axis called `below`."""
    width, height = _LEFT + _WIDE + _KEY, _TOP + _HIGH + 50
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="12" role="img" '
        f'aria-label="{escape(_spoken(places, lines, below))}">\n'
        '<rect width="100%" height="100%" fill="white"/>\n'
        f"{''.join(_scale())}{''.join(_places(places, below))}"
        f"{''.join(_curves(places, lines))}</svg>\n"
    )


def _spoken(places: Sequence[int], lines: Sequence[Line], below: str) -> str:
    ends = (f"{line.name} from {line.values[0]:.2f} to {line.values[-1]:.2f}" for line in lines)
    return f"{places[0]:,} to {places[-1]:,} {below}: {', '.join(ends)}"


def _across(place: int, places: Sequence[int]) -> float:
    reach = log2(places[-1] / places[0]) or 1.0
    return _LEFT + log2(place / places[0]) / reach * _WIDE


def _up(value: float) -> float:
    return _TOP + (1 - value) * _HIGH


def _scale() -> Iterator[str]:
    for step in range(6):
        y = _up(step / 5)
        yield (
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _WIDE}" y2="{y:.1f}" stroke="#d5d5d5"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{step / 5:.1f}</text>\n'
        )


def _places(places: Sequence[int], below: str) -> Iterator[str]:
    base = _TOP + _HIGH
    for place in places:
        x = _across(place, places)
        yield f'<text x="{x:.1f}" y="{base + 18}" text-anchor="middle">{place:,}</text>\n'
    middle = _LEFT + _WIDE / 2
    yield f'<text x="{middle}" y="{base + 38}" text-anchor="middle">{escape(below)}</text>\n'


def _curves(places: Sequence[int], lines: Sequence[Line]) -> Iterator[str]:
    key = _key_heights(lines)
    for number, line in enumerate(lines):
        colour = _COLOURS[number % len(_COLOURS)]
        dots = [
            (_across(place, places), _up(value), value)
            for place, value in zip(places, line.values, strict=True)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in dots)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>\n'
        for x, y, value in dots:
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}">'
                f"<title>{escape(line.name)}: {value:.2f}</title></circle>\n"
            )
        yield (
            f'<text x="{_LEFT + _WIDE + 12}" y="{key[number]:.1f}" fill="{colour}">'
            f"{escape(line.name)} {line.values[-1]:.2f}</text>\n"
        )


def _key_heights(lines: Sequence[Line]) -> list[float]:
    """Where each curve's name stands: at its end, moved down where two would overlap."""
    order = sorted(range(len(lines)), key=lambda number: -lines[number].values[-1])
    heights = [0.0] * len(lines)
    lowest = 0.0
    for number in order:
        lowest = max(_up(lines[number].values[-1]) + 4, lowest + 15)
        heights[number] = lowest
    return heights
