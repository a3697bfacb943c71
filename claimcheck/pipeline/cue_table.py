"""The wordings of a lexicon as tokens, ready to look up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc

from claimcheck.lexicon import Lexicon
from claimcheck.phrasebook import folded, lengths_by_first_word


@dataclass(frozen=True, slots=True)
class CueTable:
    """Wordings (tokens joined by blanks) with the cues they belong to, as category/id; the lengths
    in tokens of the wordings that begin with a word; what categories turn into under negation."""

    wordings: dict[str, list[str]]
    lengths: dict[str, list[int]]
    negates_to: dict[str, str]

    @classmethod
    def compile(cls, lexicon: Lexicon, tokenize: Callable[[str], Doc]) -> CueTable:
        wordings: dict[str, list[str]] = {}
        for cue in lexicon.cues:
            for wording in cue.wordings:
                words = " ".join(folded(token.text) for token in tokenize(wording))
                wordings.setdefault(words, []).append(f"{cue.category}/{cue.id}")
        turns = {name: found.negates_to for name, found in lexicon.categories.items()}
        return cls.of(wordings, {name: turned for name, turned in turns.items() if turned})

    @classmethod
    def of(cls, wordings: dict[str, list[str]], negates_to: dict[str, str]) -> CueTable:
        return cls(wordings, lengths_by_first_word(wordings), negates_to)


def check_table(wordings: object, negates_to: object) -> None:
    """ValueError unless these are texts with lists of cues, and texts with texts."""
    if not isinstance(wordings, dict) or not all(map(_are_texts, wordings.values())):
        raise ValueError("the wordings do not name lists of cues")
    if not isinstance(negates_to, dict) or not _are_texts(list(negates_to.values())):
        raise ValueError("the categories do not turn into categories")


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and set(map(type, value)) <= {str}
