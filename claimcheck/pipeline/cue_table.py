"""The wordings of a lexicon as tokens, ready to look up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from spacy.tokens import Doc

from claimcheck.lexicon import Lexicon
from claimcheck.phrasebook import folded, lengths_by_first_word


@dataclass(frozen=True, slots=True)
class CueTable:
    """Cues, as category/id, with their wordings (tokens joined by blanks), and wordings with their
    cues; the lengths in tokens of the wordings that begin with a word; what categories turn into
    under negation; the categories that speak for a label."""

    cues: dict[str, list[str]]
    wordings: dict[str, list[str]]
    lengths: dict[str, list[int]]
    negates_to: dict[str, str]
    leaning: frozenset[str] = frozenset()

    @classmethod
    def compile(cls, lexicon: Lexicon, tokenize: Callable[[str], Doc]) -> CueTable:
        cues: dict[str, list[str]] = {}
        for cue in lexicon.cues:
            own = cues.setdefault(f"{cue.category}/{cue.id}", [])
            own += (" ".join(folded(t.text) for t in tokenize(one)) for one in cue.wordings)
        turns = {name: found.negates_to for name, found in lexicon.categories.items()}
        leaning = [name for name, found in lexicon.categories.items() if found.leans]
        return cls.of(cues, {name: turned for name, turned in turns.items() if turned}, leaning)

    @classmethod
    def of(
        cls, cues: dict[str, list[str]], negates_to: dict[str, str], leaning: Iterable[str]
    ) -> CueTable:
        found = inverted(cues)
        return cls(cues, found, lengths_by_first_word(found), negates_to, frozenset(leaning))


def inverted(lists: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """What each item of the lists is listed under, in the order of the lists."""
    found: dict[str, list[str]] = {}
    for key, items in lists.items():
        for item in items:
            found.setdefault(item, []).append(key)
    return found


def check_table(cues: object, negates_to: object, leaning: object) -> None:
    """ValueError unless these are texts with lists of texts, texts with texts, and texts."""
    if not isinstance(cues, dict) or not _are_lists_of_texts(cues.values()):
        raise ValueError("cues and wordings are no texts with lists of texts")
    if not isinstance(negates_to, dict) or not _are_texts(list(negates_to.values())):
        raise ValueError("the categories do not turn into categories")
    if not _are_texts(leaning):
        raise ValueError("the leaning categories are no list of names")


def _are_lists_of_texts(values: Collection[object]) -> bool:
    lists = [value for value in values if isinstance(value, list)]
    return len(lists) == len(values) and set(map(type, chain.from_iterable(lists))) <= {str}


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and set(map(type, value)) <= {str}
