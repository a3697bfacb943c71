"""The plots of a model card, as SVG by hand: no plotting library is needed to train."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from claimcheck.classifier.measures import Measures
from claimcheck.classifier.trust import Bin, Calibration, Curve

_SIDE, _LEFT, _TOP, _GAP = 320, 60, 40, 90
_GREY, _INK = "#d5d5d5", "#222222"
_COLOURS = {
    "detection": "#3b6ea5",
    "revise": "#b07d00",
    "unsafe": "#b3261e",
}
_DASHES = {"detection": "", "revise": "8 3", "unsafe": "2 3"}
"""Lines are told apart by their dashes too, not by colour alone."""
_MOST_POINTS = 200


def plots(measures: Measures) -> dict[str, str]:
    """SVG text by the stem of its file name."""
    return {
        "precision-recall": precision_recall_svg(measures.curves),
        "reliability": reliability_svg(measures.detection, measures.labels),
    }


def precision_recall_svg(curves: Sequence[Curve]) -> str:
    """Precision over recall by sentence, a line for each curve."""
    lines = "".join(_line(curve) for curve in curves)
    keys = "".join(_key(number, curve) for number, curve in enumerate(curves))
    told = ", ".join(f"{curve.name} {curve.average_precision:.2f}" for curve in curves)
    panel = _panel(_LEFT, "Precision and recall by sentence", "recall", "precision", lines)
    return _document(
        _LEFT + _SIDE + 230, f"Precision over recall; average precision: {told}", panel + keys
    )


def reliability_svg(detection: Calibration, labels: Calibration) -> str:
    """The share that is right over the probability given: on the diagonal is calibrated."""
    right = _LEFT + _SIDE + _GAP
    panels = _panel(
        _LEFT,
        _titled("A sentence holds a claim", detection),
        "probability given",
        "share with a claim",
        _diagonal(_LEFT) + _dots(_LEFT, detection.bins),
    ) + _panel(
        right,
        _titled("A claim has its likeliest label", labels),
        "probability given",
        "share with that label",
        _diagonal(right) + _dots(right, labels.bins),
    )
    return _document(right + _SIDE + 30, "Reliability of the probabilities", panels)


def _document(width: int, title: str, body: str) -> str:
    height = _TOP + _SIDE + 60
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="12" fill="{_INK}" role="img" '
        f'aria-label="{escape(title)}">\n<title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}</svg>\n'
    )


def _panel(left: int, title: str, across: str, up: str, inside: str) -> str:
    """A square from 0 to 1 both ways, with grid, names of the axes and what is drawn inside."""
    middle, foot = left + _SIDE / 2, _TOP + _SIDE
    turned = f"rotate(-90 {left - 42} {_TOP + _SIDE / 2})"
    return (
        f'<text x="{left}" y="{_TOP - 16}" font-weight="bold">{escape(title)}</text>\n'
        f"{''.join(_grid(left))}{inside}"
        f'<text x="{middle}" y="{foot + 40}" text-anchor="middle">{escape(across)}</text>\n'
        f'<text x="{left - 42}" y="{_TOP + _SIDE / 2}" text-anchor="middle" '
        f'transform="{turned}">{escape(up)}</text>\n'
    )


def _grid(left: int) -> Iterator[str]:
    for step in range(0, 11, 2):
        x, y = _place(left, step / 10, step / 10)
        yield (
            f'<path d="M{left} {y}H{left + _SIDE}M{x} {_TOP}V{_TOP + _SIDE}" '
            f'stroke="{_GREY}" fill="none"/>'
            f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{step / 10}</text>'
            f'<text x="{x}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{step / 10}</text>\n'
        )


def _line(curve: Curve) -> str:
    points = list(zip(curve.recalls, curve.precisions, strict=True))
    step = max(1, len(points) // _MOST_POINTS)
    kept = [*points[::step], points[-1]]
    path = " ".join("{},{}".format(*_place(_LEFT, *point)) for point in kept)
    return (
        f'<polyline points="{path}" fill="none" stroke="{_COLOURS[curve.name]}" stroke-width="2" '
        f'stroke-dasharray="{_DASHES[curve.name]}"><title>{curve.name}</title></polyline>\n'
    )


def _key(number: int, curve: Curve) -> str:
    x, y = _LEFT + _SIDE + 24, _TOP + 16 + number * 24
    told = f"{curve.name}: average precision {curve.average_precision:.2f}"
    return (
        f'<path d="M{x} {y}h24" stroke="{_COLOURS[curve.name]}" stroke-width="2" '
        f'stroke-dasharray="{_DASHES[curve.name]}"/>'
        f'<text x="{x + 30}" y="{y + 4}" font-size="11">{escape(told)}</text>\n'
    )


def _diagonal(left: int) -> str:
    return (
        f'<path d="M{left} {_TOP + _SIDE}L{left + _SIDE} {_TOP}" stroke="{_INK}" '
        'stroke-dasharray="4 4" fill="none"/>\n'
    )


def _dots(left: int, bins: Sequence[Bin]) -> str:
    """A dot a bin, its area growing with the examples in it."""
    most = max((item.n_examples for item in bins), default=1)
    return "".join(_dot(left, item, most) for item in bins)


def _dot(left: int, item: Bin, most: int) -> str:
    x, y = _place(left, item.probability, item.share)
    radius = 3 + 9 * (item.n_examples / most) ** 0.5
    told = f"{item.n_examples} at {item.probability:.2f}: {item.share:.2f} right"
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{_COLOURS["detection"]}" '
        f'fill-opacity="0.75"><title>{told}</title></circle>\n'
    )


def _place(left: int, across: float, up: float) -> tuple[float, float]:
    return round(left + across * _SIDE, 1), round(_TOP + (1 - up) * _SIDE, 1)


def _titled(title: str, calibration: Calibration) -> str:
    if calibration.error is None:
        return f"{title} (nothing to measure)"
    return f"{title} (error {calibration.error:.3f})"
