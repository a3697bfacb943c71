"""A Doc as the classifier sees it."""

from __future__ import annotations

from claimcheck.datatypes import Block
from claimcheck.pipeline.segmenter import make_doc
from claimcheck.pipeline.views import sentences_of, visible_words
from claimcheck.protocols import Token
from tests.pipeline.fakes import blank, segmenting

TEXT = "# A Tea\n\nIt is hot. It is green.\n\n# Another\n\n- mild\n"


def test_tokens_keep_their_places_in_the_text() -> None:
    sentences, _ = sentences_of(segmenting()("🌿 tea.\n\nHot!"))
    assert sentences[1].tokens == (Token(8, 11, "Hot"), Token(11, 12, "!"))


def test_a_sentence_knows_its_heading_but_a_heading_not_itself() -> None:
    sentences, _ = sentences_of(segmenting()(TEXT))
    assert [item.heading for item in sentences] == ["", "A Tea", "A Tea", "A Tea", "Another"]


def test_a_sentence_knows_the_kind_of_its_block() -> None:
    sentences, _ = sentences_of(segmenting()(TEXT))
    kinds = [item.block_kind for item in sentences]
    assert kinds == ["heading", "paragraph", "paragraph", "heading", "list_item"]


def test_a_sentence_knows_whether_it_opens_its_block() -> None:
    sentences, _ = sentences_of(segmenting()(TEXT))
    assert [item.first_in_block for item in sentences] == [True, True, False, True, True]


def test_two_blocks_of_one_kind_are_two() -> None:
    sentences, _ = sentences_of(segmenting()("- mild\n- hot\n"))
    assert [item.first_in_block for item in sentences] == [True, True]


def test_places_lead_back_to_the_doc() -> None:
    doc = segmenting()("A tea.\n\nIt is hot.")
    sentences, places = sentences_of(doc)
    found = [[doc[at].text for at in words] for words in places]
    assert found == [[token.text for token in item.tokens] for item in sentences]


def test_a_doc_that_was_not_segmented_has_no_sentences() -> None:
    assert sentences_of(blank()("A tea.")) == ([], [])


def test_blanks_and_markup_are_no_words() -> None:
    text = "A  <b>tea</b>."
    doc = segmenting()(make_doc(segmenting(), text, [Block(0, 14, skip=((3, 6), (9, 13)))]))
    words = [[token.text for token in words] for _, words in visible_words(doc)]
    assert words == [["A", "tea", "."]]
