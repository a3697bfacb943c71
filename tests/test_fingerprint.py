"""A fingerprint stays with its claim while the article around it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.datatypes import Article, Claim
from claimcheck.fingerprint import fingerprints, normalised, review_fingerprints
from claimcheck.labels import LABELS, Label
from claimcheck.readers import READERS, ReadOptions
from tests.fakes import review_text

CLAIM = "mint cures colds"
WORDS = st.text(st.sampled_from("ab \n.é"), max_size=12)


def prints(
    text: str, claim: str = CLAIM, label: Label = Label.UNSAFE, name: str = "a.txt"
) -> tuple[str, ...]:
    """The fingerprints of every place where `claim` stands in `text`."""
    article = READERS[Path(name).suffix](name, text.encode(), ReadOptions())
    claims = [
        Claim(match.start(), match.end(), match[0], label, dict.fromkeys(LABELS, 0.25))
        for match in re.finditer(re.escape(claim), text)
    ]
    return fingerprints(article, claims)


def test_it_is_32_hexadecimal_digits_that_stay_for_ever() -> None:
    assert prints("Some say mint cures colds at once.") == ("eb978232bfb8e3ae012238f60ce547d8",)


@pytest.mark.parametrize(
    "changed",
    [
        "New opening.\n\nSome people will say mint cures colds at once, and so on.",
        "Some people will say mint cures colds at once, and so on.\n\nNew end.",
        "SOME  people will, say \u2018mint cures colds\u2019 at once and so on!",
        "There are some people will say mint cures colds at once, and so they do.",
    ],
    ids=["moved down", "followed", "case and punctuation", "words further off"],
)
def test_what_stands_elsewhere_makes_no_difference(changed: str) -> None:
    assert prints(changed) == prints("Some people will say mint cures colds at once, and so on.")


def test_a_paragraph_wrapped_anew_is_the_same() -> None:
    words = "Those who know the garden well enough to ask of it say that "
    wrapped = words.replace("garden ", "garden\n") + "mint cures\ncolds in the very end of all."
    whole = wrapped.replace("\n", " ")
    assert prints(wrapped, "mint cures\ncolds", name="a.md") == prints(whole, name="a.md")


def test_markup_makes_no_difference() -> None:
    plain = prints("They say that mint cures colds at once.", name="a.md")
    linked = prints("They say **that** mint cures colds [at](http://b.c/d) once.", name="a.md")
    inside = prints(
        "They say that mint [cures](http://x.y) colds at once.",
        "mint [cures](http://x.y) colds",
        name="a.md",
    )
    assert plain == linked == inside


@pytest.mark.parametrize(
    "changed",
    ["They say mint cures colds at once.", "Some say mint cures colds at last."],
    ids=["word before", "word after"],
)
def test_neighbouring_words_count(changed: str) -> None:
    assert prints(changed) != prints("Some say mint cures colds at once.")


def test_words_of_another_block_do_not_count() -> None:
    assert prints("Before this\n\nmint cures colds\n\nafter") == prints("mint cures colds")


def test_claim_and_label_count() -> None:
    text = "Some say mint cures colds at once."
    assert prints(text, "mint cures") != prints(text)
    assert prints(text, label=Label.OVERSTATED) != prints(text)


def test_the_name_of_the_article_does_not() -> None:
    assert review_fingerprints(review_text("It is unsafe.", "a.txt")) == review_fingerprints(
        review_text("It is unsafe.", "b.txt")
    )


def test_a_claim_repeated_word_for_word_has_one_for_each_place() -> None:
    once = prints("mint cures colds\n\n")
    twice = prints("mint cures colds\n\nmint cures colds\n\n")
    assert twice[0] == once[0] and len(set(twice)) == 2


def test_a_claim_without_words_has_one_too() -> None:
    assert prints("🌿🌿", "🌿") != prints("🍄🍄", "🍄")


def test_a_claim_outside_all_blocks_stands_for_itself() -> None:
    claim = Claim(0, 3, "any", Label.UNSAFE, dict.fromkeys(LABELS, 0.25))
    assert fingerprints(Article("a", "any more", ()), [claim]) == prints("any", "any")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Don\u2019t  STOP", "don t stop"),
        ("100\u00a0% *safe*", "100 safe"),
        ("\ufb01nd e\u0301", "find é"),
        (" ?! ", "?!"),
    ],
)
def test_normalised_text_is_words_in_lower_case(text: str, plain: str) -> None:
    assert normalised(text) == plain


@given(WORDS, WORDS, WORDS, WORDS)
def test_no_two_in_an_article_are_alike_and_other_paragraphs_do_not_matter(
    before: str, left: str, right: str, after: str
) -> None:
    own = f"{left} unsafe. {right}".replace("\n", " ").strip()
    review = review_text(f"{before}\n\n{own}\n\n{after}\n\nunsafe.\n\nunsafe.")
    found = review_fingerprints(review)
    assert len(set(found)) == len(found) == 3
