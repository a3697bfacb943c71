"""The plots of a model card: sound SVG with the figures in them."""

from __future__ import annotations

from xml.etree import ElementTree

from claimcheck.classifier.measures import measure
from claimcheck.classifier.plots import plots, precision_recall_svg, reliability_svg
from claimcheck.classifier.trust import Bin, Calibration, Curve

SVG = "{http://www.w3.org/2000/svg}"
CURVE = Curve("unsafe", (1.0, 0.5, 0.0), (0.25, 0.5, 1.0), 0.375, 2)


def parsed(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    return root


def texts(svg: str) -> list[str]:
    return [item.text or "" for item in parsed(svg).iter(f"{SVG}text")]


def test_a_curve_runs_from_left_to_right_in_the_square() -> None:
    (line,) = parsed(precision_recall_svg([CURVE])).iter(f"{SVG}polyline")
    points = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
    # The square is 320 wide and high, its left upper corner at 60, 40.
    assert points[0] == (380.0, 280.0)
    assert points[1] == (220.0, 200.0)
    assert points[-1] == (60.0, 40.0)


def test_each_curve_is_named_with_its_area() -> None:
    assert "unsafe: average precision 0.38" in texts(precision_recall_svg([CURVE]))


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    steps = tuple(1 - number / 5000 for number in range(5001))
    (line,) = parsed(precision_recall_svg([Curve("revise", steps, steps, 0.5, 9)])).iter(
        f"{SVG}polyline"
    )
    points = line.attrib["points"].split()
    assert len(points) < 250
    assert (points[0], points[-1]) == ("380.0,40.0", "60.0,360.0")


def test_a_calibrated_bin_lies_on_the_diagonal() -> None:
    calibration = Calibration(0.0, (Bin(0.5, 0.5, 7),))
    svg = reliability_svg(calibration, Calibration(None, ()))
    (dot,) = parsed(svg).iter(f"{SVG}circle")
    assert (dot.attrib["cx"], dot.attrib["cy"]) == ("220.0", "200.0")
    assert "A sentence holds a claim (error 0.000)" in texts(svg)
    assert "A claim has its likeliest label (nothing to measure)" in texts(svg)


def test_without_articles_the_plots_are_empty_and_sound() -> None:
    drawn = plots(measure([], 0.5))
    assert sorted(drawn) == ["precision-recall", "reliability"]
    for svg in drawn.values():
        assert not list(parsed(svg).iter(f"{SVG}circle"))
