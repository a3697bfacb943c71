"""Does a sentence end between two words? The rules of the segmenter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

_CLOSERS = frozenset("\"'”’»)]}*_") | {"''", "**", "__"}
_OPENERS = frozenset("\"'“‘«([{*_¿¡") | {"``", "**", "__"}
_TERMINAL = re.compile(
    r"""(?: [.!?…]+
      | (?:[a-z]{2,}|[)%"”’])[.!?]+(?:\d{1,3}(?:,\d{1,3})*|[⁰¹²³⁴-⁹]+|(?:\[\d[\d,–-]*\]?)+)
    )$""",
    re.VERBOSE,
)
"""A word that ends a sentence; the tokenizer leaves a footnote mark on it ("helps.[1")."""
_FOOTNOTE = re.compile(r"^(?:[⁰¹²³⁴-⁹]+|\[?\d{1,3}(?:[,–-]\d{1,3})*\]?)$")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+-?$")
_NUMBERING = re.compile(r"^(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]?$")

TITLES = frozenset(
    """dr mr mrs ms mx prof st sr fr rev hon gen col capt lt sgt messrs drs profs vs v cf e.g i.e
    eg ie fig figs no nos vol pp p ed eds al approx ca c incl esp viz resp dept est ref refs tab
    max min avg tel ext art sec par mt ft""".split()
)
"""Abbreviations after which a sentence goes on."""
EITHER_WAY = frozenset(
    """etc a.m p.m am pm u.s u.k u.n e.u d.c b.c a.d ph.d m.d b.sc m.sc inc ltd co corp jr bros n.d
    d.o r.n jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun oz lb
    lbs tsp tbsp hr hrs min mins wk yr yrs ariz calif conn fla mass mich minn penn tenn wash
    wis""".split()
)
"""Abbreviations that may also end a sentence: what follows decides."""
_LETTERED = frozenset(
    "vitamin vitamins hepatitis type group plan strain influenza factor phase".split()
)
_STARTERS = frozenset(
    """the a an this that these those it he she they we you i there here in on at for from as if
    when while although but and so however his her their our your my what why how who where its
    some many most no not one two after before since because by with to""".split()
)


def ends_sentence(words: Sequence[Token], first: int, index: int) -> bool:
    """Whether the sentence that began at `first` ends before `words[index]`."""
    if _is_punctuation(words[index]) and not _spaced(words, index):
        return False
    if _is_footnote(words, index):
        return False
    end = _terminal_index(words, first, index)
    if end is None:
        return False
    following = _first_word(words, index)
    if following is None:
        return False
    if index - first == 1 + (words[end].text == ".") and _NUMBERING.match(words[first].text):
        return False
    return _starts_sentence(following) and not _is_abbreviation(words, end, following)


def _is_punctuation(token: Token) -> bool:
    return token.text in _CLOSERS or not token.text.strip(".,;:!?…")


def _is_footnote(words: Sequence[Token], index: int) -> bool:
    """A reference mark that hangs on the sentence before it."""
    return bool(_FOOTNOTE.match(words[index].text)) and not _spaced(words, index)


def _spaced(words: Sequence[Token], index: int) -> bool:
    """Whether a blank stands before `words[index]`, be it next to markup."""
    last, word = words[index - 1], words[index]
    between = (last.doc[at] for at in range(last.i + 1, word.i))
    return bool(last.whitespace_) or any(item.is_space or item.whitespace_ for item in between)


def _terminal_index(words: Sequence[Token], first: int, index: int) -> int | None:
    """The full stop, question or exclamation mark just before `index`, past quotes and notes."""
    at = index - 1
    while at > first and (words[at].text in _CLOSERS or _is_footnote(words, at)):
        at -= 1
    return at if _TERMINAL.search(words[at].text) else None


def _first_word(words: Sequence[Token], index: int) -> Token | None:
    while index < len(words) and words[index].text in _OPENERS:
        index += 1
    return words[index] if index < len(words) else None


def _starts_sentence(token: Token) -> bool:
    text = token.text
    return not text[0].islower() or text in {"i", "i'm", "i've"}


def _is_abbreviation(words: Sequence[Token], end: int, following: Token) -> bool:
    token = words[end]
    if token.text in {"!", "?", "…", "..."} or (len(token.text.strip(".!?…")) == 0 and end == 0):
        return False
    word = token.text
    if word == "." and end > 0 and not words[end - 1].whitespace_:
        word = words[end - 1].text + "."
        before = words[end - 2].lower_ if end > 1 else ""
    else:
        before = words[end - 1].lower_ if end > 0 else ""
    if not word.endswith("."):
        return False
    stem = word[:-1].lower()
    if stem in EITHER_WAY:
        return following.lower_ not in _STARTERS
    if _INITIAL.match(word):
        return before not in _LETTERED and following.lower_ not in _STARTERS - {"a", "i"}
    if stem in {"no", "nos"}:
        return following.like_num
    if stem in {"p", "v", "c", "b", "art", "max", "min", "st", "ed"}:
        return word[0].isupper() or following.like_num
    return stem in TITLES
