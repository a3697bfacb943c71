"""Stretches over a text, cut into pieces."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.report.html.layers import Layer, Piece, cut

layers = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers()).map(lambda t: Layer(*t))
)


def test_pieces_end_where_a_layer_starts_or_ends() -> None:
    assert list(cut(0, 9, [Layer(2, 6, "a"), Layer(4, 20, "b"), Layer(9, 12, "out")])) == [
        Piece(0, 2, ()),
        Piece(2, 4, ("a",)),
        Piece(4, 6, ("a", "b")),
        Piece(6, 9, ("b",)),
    ]


@settings(deadline=None)
@given(st.integers(0, 15), st.integers(16, 30), layers)
def test_pieces_tile_the_stretch_and_know_all_that_covers_them(
    start: int, end: int, over: list[Layer[int]]
) -> None:
    pieces = list(cut(start, end, over))
    assert [piece.start for piece in pieces] == [start, *(piece.end for piece in pieces)][:-1]
    assert pieces[-1].end == end
    for piece in pieces:
        for at in range(piece.start, piece.end):
            covering = sorted(layer.what for layer in over if layer.start <= at < layer.end)
            assert sorted(piece.over) == covering
