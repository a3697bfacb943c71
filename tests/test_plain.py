"""Records to JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Block, Note, Place, Review
from claimcheck.labels import Label
from claimcheck.plain import from_plain, to_plain
from tests import fakes

TEXTS = st.text(max_size=60)
PLACES = st.builds(
    Place,
    st.integers(0, 9),
    st.lists(st.tuples(TEXTS, st.integers() | TEXTS), max_size=2).map(tuple),
)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    text = draw(st.text(min_size=4, max_size=40))
    found = [
        fakes.finding(
            text,
            0,
            draw(st.integers(1, len(text))),
            draw(st.sampled_from(Label)),
            confidence=draw(st.floats(0, 1)),
            suppressed=draw(st.none() | TEXTS),
            notes=tuple(draw(st.lists(st.builds(Note, TEXTS, TEXTS, TEXTS), max_size=2))),
            place=draw(st.none() | PLACES),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    blocks = draw(st.none() | st.just((Block(0, 2, "heading", 1, ((0, 1), (1, 2))),)))
    article = Article(draw(TEXTS), text, blocks, warnings=tuple(draw(st.lists(TEXTS, max_size=2))))
    return Review(article, "m 1", draw(st.integers(0, 99)), tuple(found))


@given(reviews())
def test_a_review_comes_back_as_it_was(review: Review) -> None:
    assert from_plain(Review, json.loads(json.dumps(to_plain(review)))) == review


def test_a_record_is_a_list_of_its_fields() -> None:
    block = Block(3, 9, skip=((4, 5),))
    assert to_plain(block) == [3, 9, "paragraph", 0, [[4, 5]]]
    assert to_plain({Label.UNSAFE: 0.5}) == {"unsafe": 0.5}


@pytest.mark.parametrize(
    "plain",
    [
        [3, 9, "paragraph", 0],
        [3, "9", "paragraph", 0, []],
        [3, 9, None, 0, []],
        [3, 9, "paragraph", 0, [[1, 2, 3]]],
        {"start": 3},
        7,
    ],
)
def test_what_is_no_such_record_is_refused(plain: object) -> None:
    with pytest.raises(ValueError):
        from_plain(Block, plain)


def test_a_label_that_is_none_is_refused() -> None:
    plain = to_plain(fakes.review_text("This is unsafe.").findings[0].claim)
    plain[3] = "dangerous"
    with pytest.raises(ValueError, match="dangerous"):
        from_plain(type(fakes.review_text("It is unsafe.").findings[0].claim), plain)
