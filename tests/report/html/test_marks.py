"""Claims marked in the words of a block."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.datatypes import Block, Cue
from claimcheck.labels import LABELS, Label
from claimcheck.report.html.marks import marked
from claimcheck.report.html.shown import shown
from tests.fakes import finding
from tests.report.html.made import HOSTILE, found, numbered, only_block

TAG = re.compile(r'<a class="tag.*?</a>')


def test_a_claim_is_a_mark_with_label_filters_name_and_link_to_its_note() -> None:
    text = "So mint cures all."
    html = marked(
        text, Block(0, len(text)), numbered(found(text, "mint cures all", confidence=0.6))
    )
    assert html == (
        'So <mark class="claim unsafe sure under-70 under-90" id="c1-1">mint cures all'
        '<a class="tag unsafe sure under-70 under-90" href="#n1-1" data-name="1-1" '
        'aria-label="unsafe 1, to its note">unsafe 1</a></mark>.'
    )


def test_emphasis_across_the_edge_of_a_claim_is_cut_there() -> None:
    text = "So **mint cures** all."
    html = TAG.sub("", marked(text, only_block(text), numbered(found(text, "cures** all"))))
    assert html == (
        "So <strong>mint </strong>"
        '<mark class="claim unsafe sure" id="c1-1"><strong>cures</strong> all</mark>.'
    )


def test_only_cues_that_speak_for_the_label_are_underlined() -> None:
    text = "Mint has no side effects."
    cues = (Cue(9, 24, "no side effects", "risk_denial"), Cue(0, 4, "Mint", "herb"))
    html = marked(text, Block(0, 25), numbered(found(text, "Mint has no side effects", cues=cues)))
    assert re.findall(r'<span class="cue">(.*?)</span>', html) == ["no side effects"]


def test_the_worse_of_two_overlapping_claims_has_the_words_and_both_have_links() -> None:
    text = "one two three"
    claims = numbered(finding(text, 0, 7, Label.SUPPORTED), finding(text, 4, 13, Label.UNSAFE))
    html = marked(text, Block(0, 13), claims)
    assert TAG.sub("", html) == (
        '<mark class="claim supported sure" id="c1-1">one </mark>'
        '<mark class="claim unsafe sure" id="c1-2">two three</mark>'
    )
    assert re.findall('href="#n(.*?)"', html) == ["1-1", "1-2"]


def test_entities_are_read_and_other_markup_is_not_shown() -> None:
    text = "Tom &amp; <b>Jo</b> <i>said</i> one &lt; two &#x3c;script> ten."
    assert marked(text, only_block(text), []) == (
        "Tom &amp; <strong>Jo</strong> <em>said</em> one &lt; two &lt;script&gt; ten."
    )


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from(LABELS)))


@settings(deadline=None)
@given(st.text(st.characters(), max_size=60).map(lambda end: HOSTILE[:60] + end), spans)
def test_the_words_are_those_of_the_text_whatever_is_marked(
    text: str, places: list[tuple[int, int, Label]]
) -> None:
    claims = numbered(
        *(finding(text, start, start + length, label) for start, length, label in places)
    )
    html = marked(text, Block(0, len(text)), claims)
    bare = re.sub(
        r"<(?:/?mark|span|/span|/?strong|/?em|/?s|/?code)\b[^<>]*>", "", TAG.sub("", html)
    )
    assert "<" not in bare and '"' not in bare
    assert unescape(bare) == shown(text)
    assert len(TAG.findall(html)) == len(places)
