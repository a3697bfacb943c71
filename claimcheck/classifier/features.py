"""What the estimators see of a sentence, a stretch of it, its neighbours and its article.

A row is a list of groups; the terms of a group are weighted by rarity and brought to length one
(`normal`) or taken as they are. Namespaces: w words, c cues (qc in a question), s shape of the
stretch; o and oc words and cues of the sentence outside it; g reckless cues with the standing of
the things they are said of; p, n, h, d words of the sentence before, after, the heading and the
article, with pc, nc, dc their cues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimcheck.classifier.known import known_terms
from claimcheck.protocols import Sentence, Token

_DIGITS = re.compile(r"\d")
_FIRST_PERSON = frozenset(["i", "my", "me", "i'm", "i've", "mine", "myself", "we", "our", "us"])
_SECOND_PERSON = frozenset(["you", "your", "you'll", "you're", "yourself"])
_LENGTHS = (4, 8, 14, 22, 34)
_REACH = 9
"""Words on each side that a border is judged by."""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms of one namespace with their counts."""

    terms: dict[str, float]
    weight: float = 1.0
    normal: bool = True


Row = list[Group]


def word(token: Token) -> str:
    """The token as a term: lower case, straight apostrophes, digits as 0."""
    return _as_term(token.text)


@lru_cache(maxsize=2**15)
def _as_term(text: str) -> str:
    return _DIGITS.sub("0", text.lower().replace("’", "'"))


def ngrams(tokens: Sequence[Token], prefix: str = "w:") -> dict[str, float]:
    """Words and pairs of words with their counts."""
    words = [word(token) for token in tokens]
    terms = [prefix + item for item in words if item[0].isalnum() or item in "!?%$£€"]
    terms += [f"{prefix}{left} {right}" for left, right in zip(words, words[1:], strict=False)]
    return dict(Counter(terms))


class DocumentFeatures:
    """The features of all sentences of one article; what they share is computed once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._words = [
            {item: 1.0 for token in sentence.tokens if (item := word(token))[0].isalpha()}
            for sentence in sentences
        ]
        self._cues = [_cue_terms(sentence.cues) for sentence in sentences]
        counts = Counter(item for words in self._words for item in words)
        self._article = Group({f"d:{item}": float(number) for item, number in counts.items()}, 0.4)
        count = max(len(sentences), 1)
        totals = Counter(item for cues in self._cues for item in cues)
        self._article_cues = {name: number / count for name, number in totals.items()}
        self._questions = sum(sentence.tokens[-1].text == "?" for sentence in sentences) / count
        self._around: dict[int, Row] = {}

    def sentence_row(self, index: int) -> Row:
        """The row of a whole sentence."""
        sentence = self.sentences[index]
        return [
            Group(ngrams(sentence.tokens)),
            Group(_spaced(_cue_space(sentence), _counted(self._cues[index])), 0.5, normal=False),
            Group(_shape(sentence, 0, len(sentence.tokens)), 0.5, normal=False),
            Group(_spaced("g:", self._known(index)), 1.0, normal=False),
            *self._context(index),
        ]

    def span_row(self, index: int, first: int, last: int) -> Row:
        """The row of the tokens [first, last) of a sentence."""
        sentence = self.sentences[index]
        inside = sentence.tokens[first:last]
        outside = [*sentence.tokens[:first], *sentence.tokens[last:]]
        start, end = inside[0].start, inside[-1].end
        within = [cue for cue in sentence.cues if cue.start < end and start < cue.end]
        without = [cue for cue in sentence.cues if not (cue.start < end and start < cue.end)]
        return [
            Group(ngrams(inside)),
            Group(_spaced(_cue_space(sentence), _counted(_cue_terms(within))), 0.5, normal=False),
            Group(_shape(sentence, first, last), 0.5, normal=False),
            Group({"o:" + word(token): 1.0 for token in outside}, 0.4),
            Group(_spaced("oc:", _cue_terms(without)), 0.3, normal=False),
            Group(_spaced("g:", self._known(index)), 1.0, normal=False),
            *self._context(index),
        ]

    def border_row(self, index: int, at: int, strong: bool) -> Row:
        """The row of the border before token `at` of a sentence."""
        tokens = self.sentences[index].tokens
        left, right = tokens[max(0, at - _REACH) : at], tokens[at : at + _REACH]
        edge = tokens[at].start
        cues = self.sentences[index].cues
        before = _cue_terms([cue for cue in cues if left[0].start <= cue.start < edge])
        after = _cue_terms([cue for cue in cues if edge <= cue.start < right[-1].end])
        sides = _spaced("lc:", before) | _spaced("rc:", after)
        sides |= {f"x:{one}|{other}": 1.0 for one in before for other in after}
        sides |= {"x:same": float(bool(before) and before == after)}
        shape = {
            "b:word " + word(tokens[at]): 1.0,
            "b:next " + word(tokens[at + 1]): 1.0,
            "b:before " + word(tokens[at - 1]): 1.0,
            f"b:left {_bucket(at)}": 1.0,
            f"b:right {_bucket(len(tokens) - at)}": 1.0,
            f"b:strong {strong}": 1.0,
        }
        return [
            Group(ngrams(left, "l:"), 0.5),
            Group(ngrams(right, "r:"), 0.5),
            Group(sides, 0.5, normal=False),
            Group(shape, 1.0, normal=False),
        ]

    def _known(self, index: int) -> dict[str, float]:
        before = self.sentences[max(0, index - 2) : index]
        return known_terms(self.sentences[index], self._cues[index], before)

    def _context(self, index: int) -> Row:
        """The same for all rows of a sentence, and so made once."""
        if index not in self._around:
            self._around[index] = self._made_context(index)
        return self._around[index]

    def _made_context(self, index: int) -> Row:
        before = self._words[index - 1] if index else {}
        after = self._words[index + 1] if index + 1 < len(self._words) else {}
        cues: dict[str, float] = {}
        if index:
            cues |= _spaced("pc:", self._cues[index - 1])
        if index + 1 < len(self._cues):
            cues |= _spaced("nc:", self._cues[index + 1])
        cues |= {"dc:" + name: 3 * share for name, share in self._article_cues.items()}
        cues["dc:questions"] = self._questions
        heading = self.sentences[index].heading
        heading_words = {"h:" + item: 1.0 for item in re.findall(r"[a-z]{2,}", heading.lower())}
        return [
            Group(_spaced("p:", before), 0.3),
            Group(_spaced("n:", after), 0.3),
            Group(heading_words, 0.3),
            self._article,
            Group(cues, 0.3, normal=False),
        ]


def _cue_space(sentence: Sentence) -> str:
    """The cues of a question speak another language than those of an assertion."""
    return "qc:" if sentence.tokens[-1].text.endswith("?") else "c:"


def _spaced(prefix: str, terms: dict[str, float]) -> dict[str, float]:
    return {prefix + name: value for name, value in terms.items()}


def _cue_terms(cues: Iterable[object]) -> dict[str, float]:
    return {str(getattr(cue, "category", cue)): 1.0 for cue in cues}


def _counted(cues: dict[str, float]) -> dict[str, float]:
    """The categories, and how many there are."""
    return cues | {"none": float(not cues), "count": len(cues) / 4}


def _shape(sentence: Sentence, first: int, last: int) -> dict[str, float]:
    tokens = sentence.tokens
    words = {word(token) for token in tokens[first:last]}
    letters = "".join(token.text for token in tokens[first:last] if token.text.isalpha())
    return {
        f"s:block {sentence.block_kind}": 1.0,
        f"s:length {_bucket(last - first)}": 1.0,
        f"s:sentence {_bucket(len(tokens))}": 1.0,
        f"s:last {tokens[-1].text if not tokens[-1].text.isalnum() else 'word'}": 1.0,
        f"s:opens {word(tokens[0])}": 1.0,
        "s:first": float(sentence.first_in_block),
        "s:number": float(any(item[0] == "0" for item in words)),
        "s:i": float(bool(words & _FIRST_PERSON)),
        "s:you": float(bool(words & _SECOND_PERSON)),
        "s:shouts": float(len(letters) > 6 and letters.isupper()),
        "s:quoted": float(any(token.text in '"“”' for token in tokens)),
        "s:whole": float(first == 0 and last >= len(tokens) - 1),
    }


def _bucket(length: int) -> int:
    return sum(length > limit for limit in _LENGTHS)
