"""Where sentences end, and where they do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Block
from claimcheck.pipeline.extensions import get_blocks, set_blocks
from claimcheck.pipeline.segmenter import BLOCKS_KEY, MARKUP_KEY, make_doc
from claimcheck.pipeline.views import sentences_of
from tests.pipeline.fakes import segmenting


def sentences(text: str, blocks: list[Block] | None = None) -> list[str]:
    nlp = segmenting()
    doc = nlp(text if blocks is None else make_doc(nlp, text, blocks))
    return [text[sentence.start : sentence.end] for sentence in sentences_of(doc)[0]]


# A bar stands where a sentence ends.
ONE_BLOCK = [
    # Plain ends.
    "Nettle tea is green.| It grows by the wall.",
    "Is it safe?| Yes!| Brew it.",
    "Really?!| Yes, really.",
    "The tea is good.|It is hot.",
    "It helped her sleep.| 20 minutes later she woke.",
    "It helped. and then it did not.",
    "Heat eases pain! try it now.",
    # Titles and names.
    "Dr. Amari drinks it.| So does Mrs. Ode.",
    "Prof. Lind asked St. Mary's hospital.| Nobody replied.",
    "J. R. Okafor wrote it.| Nobody read it.",
    "Ms. Ode (b. 1950) drinks it.| So does her cat.",
    "H. pylori causes ulcers.| E. coli does not.",
    "St. John's wort may help.| Ask first.",
    # Abbreviations that never end a sentence.
    "It works, e.g. for colds.| It fails for flu.",
    "One leaf, i.e. the big one, is enough.| Keep the rest.",
    "Lind et al. found nothing.| See Fig. 2 for more.",
    "Leaf vs. root was the question.| Neither won.",
    "It costs approx. $5.50 a bag.| Order two.",
    "Use it for min. 3 days.| Stop then.",
    "It is the No. 1 remedy.| Buy it.",
    "Is it good?| No.| It is not.",
    "It fell by half (p. 14).| We checked.",
    # Abbreviations that end one when a new one plainly starts.
    "The U.S. Food and Drug Administration warned of it.| Sit down.",
    "It is sold in the U.S.| The bags are red.",
    "Use oils, teas, etc.| They are nice.",
    "Nausea, pain, etc. can follow.",
    "Meet at 9 a.m. on Monday.| Bring water.",
    "She woke at 6 a.m.| He slept on.",
    "The trial ended in Jan. 2019.| It began in Dec.| It was small.",
    "She is a Ph.D. student.| He is not.",
    "So does Mr. Ode Jr.| They live well.",
    # Doses and decimals.
    "She took 2.5 mg. of it and slept.",
    "She took 2.5 mg.| She slept well.",
    "Take 5 ml (approx. 1 tsp.) after meals.| Rest.",
    "The dose was 0.5 g vs. 1.5 g a day.| Both failed.",
    "Her pressure fell to 120/80.| That is good.",
    "Vitamin D3 at 1,000 IU.| Once a day.",
    "She took vitamin C.| Her cold went.",
    "He has hepatitis B.| It is chronic.",
    # Quotes and brackets.
    '"It healed me."| She smiled.',
    '"It healed me," she said.| She smiled.',
    "“It healed me!” he said.| “I sleep now.”",
    "‘It works.’| That is what he said.",
    "He drank it (it was hot).| Then he left.",
    "He drank it.| (It was hot.)| Then he left.",
    # Footnote marks.
    "Ginger helps.[1]| Mint may not.[2,3]",
    "Ginger helps [4].| Mint may not.",
    "Ginger helps.¹| Mint may not.²",
    "Ginger helps.1| Mint may not.2,3| Rest.",
    # Ellipses.
    "Wait...| It gets better.",
    "Wait… and then it went.",
    "Wait…| Then it went.",
    # Addresses.
    "See www.example.org for more.| It is long.",
    "She wrote to tea@example.org.| Nobody replied.",
]


@pytest.mark.parametrize("marked", ONE_BLOCK)
def test_sentences_of_one_line(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert sentences(marked.replace("|", "")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Tea for Pain\n\nIt may help", ["A Tea for Pain", "It may help"]),
        ("# A Tea for Pain\nIt may help.", ["A Tea for Pain", "It may help."]),
        ("- eases pain\n- lifts the mood", ["eases pain", "lifts the mood"]),
        ("1. Brew the tea\n2. Drink it", ["Brew the tea", "Drink it"]),
        ("1) Brew the tea.\n2) Drink it.", ["Brew the tea.", "Drink it."]),
        ("* Soothes. Truly.\n* Warms.", ["Soothes.", "Truly.", "Warms."]),
        ("It may help\n\nand so may rest", ["It may help", "and so may rest"]),
        ("Tea\tCoffee\nwarm\thot", ["Tea", "Coffee", "warm", "hot"]),
        ("It may help\r\n\r\nIt may not", ["It may help", "It may not"]),
    ],
)
def test_no_sentence_crosses_a_block(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    text = (
        "This leaf has been chewed in the south for so long that nobody can say who was the\n"
        "first to chew it, and farmers in the hills of the north have chewed it for as long\n"
        "as those in the valleys of the south. Nobody counts them."
    )
    assert [words[:4] for words in sentences(text)] == ["This", "Nobo"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "***", "\u200b"])
def test_a_text_without_words_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_the_readers_blocks_win_over_lines() -> None:
    text = "One tea\nor two"
    assert sentences(text, [Block(0, 14)]) == ["One tea\nor two"]


def test_what_a_reader_left_out_is_in_no_sentence() -> None:
    assert sentences("code: x = 1\nTea helps.", [Block(12, 22)]) == ["Tea helps."]


def test_an_article_of_no_blocks_but_a_reader_has_no_sentences() -> None:
    assert sentences("x = 1", []) == []


def test_blocks_keep_their_kind() -> None:
    doc = segmenting()("# A Tea\n\nIt helps.\n\n- warm\n- hot\n")
    assert [(span.label_, span.text) for span in doc.spans[BLOCKS_KEY]] == [
        ("heading", "A Tea"),
        ("paragraph", "It helps."),
        ("list_item", "warm"),
        ("list_item", "hot"),
    ]


def words_of(text: str, *skip: tuple[int, int]) -> list[list[str]]:
    doc = segmenting()(make_doc(segmenting(), text, [Block(0, len(text), skip=skip)]))
    return [[token.text for token in sentence.tokens] for sentence in sentences_of(doc)[0]]


def test_markup_is_stepped_over_and_left_out_of_the_words() -> None:
    text = "Tea [may help](https://example.org/a.b) a little. It is hot."
    assert words_of(text, (4, 5), (13, 39)) == [
        ["Tea", "may", "help", "a", "little", "."],
        ["It", "is", "hot", "."],
    ]


def test_a_link_that_ends_like_a_sentence_ends_none() -> None:
    assert len(words_of("See [tea](https://example.org/a.) A cup.", (4, 5), (8, 33))) == 1


def test_a_blank_after_markup_is_a_blank() -> None:
    assert len(words_of("It is *hot.* 20 cups are left.", (6, 7), (11, 12))) == 2


def test_a_footnote_in_markup_hangs_on_its_sentence() -> None:
    words = words_of("Tea helps.<sup>1</sup> Or not.", (10, 15), (16, 22))
    assert words == [["Tea", "helps", ".", "1"], ["Or", "not", "."]]


def test_a_doc_with_markup_keeps_its_text() -> None:
    text = " a\t*b*  c<br>\r\n **d** "
    blocks = [Block(0, len(text), skip=((3, 4), (5, 6), (9, 13), (16, 18), (19, 21)))]
    assert make_doc(segmenting(), text, blocks).text == text


def test_markup_is_kept_as_spans() -> None:
    doc = segmenting()(make_doc(segmenting(), "a *b*", [Block(0, 5, skip=((2, 3), (4, 5)))]))
    assert [(span.label_, span.text) for span in doc.spans[MARKUP_KEY]] == [
        ("markup", "*"),
        ("markup", "*"),
    ]


def test_blocks_survive_the_journey_through_plain_values() -> None:
    doc = segmenting().make_doc("Tea helps.")
    blocks = [Block(0, 3, "heading", 2), Block(4, 10, skip=((4, 5),))]
    set_blocks(doc, blocks)
    assert get_blocks(doc) == blocks
    assert isinstance(doc._.claimcheck_blocks[0][0], int)


def test_predict_only_reads() -> None:
    doc = segmenting().make_doc("Tea helps. It is hot.")
    starts, _, _ = segmenting().get_pipe("claimcheck_segmenter").predict(doc)
    assert [token.i for token, start in zip(doc, starts, strict=True) if start] == [0, 3]
    assert not doc.has_annotation("SENT_START")
    assert BLOCKS_KEY not in doc.spans


PIECES = st.lists(
    st.sampled_from(
        [
            *'.?!"()…🌿*|\n\t',
            "Tea",
            " helps",
            " ",
            " Dr.",
            "\n\n",
            "\r\n",
            "- ",
            "# ",
            "1. ",
            "2.5 mg",
            " e.g.",
            "e\u0301",
            "\ufeff",
            " It",
            "[1]",
        ]
    ),
    max_size=30,
)


@given(PIECES)
def test_sentences_are_ordered_disjoint_and_hold_every_word(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = segmenting()(text)
    found = [(item.start, item.end) for item in sentences_of(doc)[0]]
    edges = [edge for place in found for edge in place]
    assert edges == sorted(edges)
    assert all(start < end for start, end in found)
    for word in re.finditer(r"Tea|helps|It\b", text):
        assert any(start <= word.start() and word.end() <= end for start, end in found)


@given(PIECES)
def test_no_sentence_crosses_the_border_of_a_block(pieces: list[str]) -> None:
    doc = segmenting()("".join(pieces))
    blocks = [(span.start_char, span.end_char) for span in doc.spans[BLOCKS_KEY]]
    for sentence in sentences_of(doc)[0]:
        assert sum(start <= sentence.start and sentence.end <= end for start, end in blocks) == 1
