"""The wordings of a lexicon as tokens, ready to look up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Doc

from claimcheck.lexicon import Lexicon
from claimcheck.phrasebook import folded, lengths_by_first_word


@dataclass(frozen=True, slots=True)
class CueTable:
    """Wordings (tokens joined by blanks) with the cues they belong to, as category/id; the lengths
    in tokens of the wordings that begin with a word; what categories turn into under negation; the
    categories that speak for a label."""

    wordings: dict[str, list[str]]
    lengths: dict[str, list[int]]
    negates_to: dict[str, str]
    leaning: frozenset[str] = frozenset()

    @classmethod
    def compile(cls, lexicon: Lexicon, tokenize: Callable[[str], Doc]) -> CueTable:
        wordings: dict[str, list[str]] = {}
        for cue in lexicon.cues:
            for wording in cue.wordings:
                words = " ".join(folded(token.text) for token in tokenize(wording))
                wordings.setdefault(words, []).append(f"{cue.category}/{cue.id}")
        turns = {name: found.negates_to for name, found in lexicon.categories.items()}
        leaning = [name for name, found in lexicon.categories.items() if found.leans]
        return cls.of(wordings, {name: turned for name, turned in turns.items() if turned}, leaning)

    @classmethod
    def of(
        cls, wordings: dict[str, list[str]], negates_to: dict[str, str], leaning: Iterable[str]
    ) -> CueTable:
        return cls(wordings, lengths_by_first_word(wordings), negates_to, frozenset(leaning))


def check_table(wordings: object, negates_to: object, leaning: object) -> None:
    """ValueError unless these are texts with lists of cues, texts with texts, and texts."""
    if not isinstance(wordings, dict) or not _are_lists_of_texts(wordings.values()):
        raise ValueError("the wordings do not name lists of cues")
    if not isinstance(negates_to, dict) or not _are_texts(list(negates_to.values())):
        raise ValueError("the categories do not turn into categories")
    if not _are_texts(leaning):
        raise ValueError("the leaning categories are no list of names")


def _are_lists_of_texts(values: Collection[object]) -> bool:
    lists = [value for value in values if isinstance(value, list)]
    return len(lists) == len(values) and set(map(type, chain.from_iterable(lists))) <= {str}


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and set(map(type, value)) <= {str}
