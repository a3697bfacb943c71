"""Which notes go with a claim."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claimcheck.datatypes import Note
from claimcheck.knowledge import KnownFact, default_knowledge
from claimcheck.labels import Label
from claimcheck.phrasebook import Phrasebook, Word, words_of

MOST_NOTES = 2


class NoteMatcher:
    """Finds the facts that a claim's wording calls for."""

    def __init__(self, facts: Sequence[KnownFact]) -> None:
        self._names = Phrasebook((name, fact) for fact in facts for name in fact.names)
        self._labels = frozenset().union(*(fact.labels for fact in facts))
        self._guards = {
            fact.id: (_keys(fact.context), _keys(fact.unless))
            for fact in facts
            if fact.context or fact.unless
        }

    def notes(self, claim: str, sentence: str, label: Label) -> tuple[Note, ...]:
        """At most two notes on what the claim names, or else what its sentence names.

        Guards are looked for in the whole sentence; facts with a guard are the more telling ones
        and go first.
        """
        if label not in self._labels:
            return ()
        around = words_of(sentence)
        named = self._facts(words_of(claim), around, label) if claim != sentence else []
        found = named or self._facts(around, around, label)
        found.sort(key=lambda fact: not fact.context)
        return tuple(dict.fromkeys(fact.note for fact in found))[:MOST_NOTES]

    def _facts(
        self, words: Sequence[Word], around: Sequence[Word], label: Label
    ) -> list[KnownFact]:
        found: list[KnownFact] = []
        first = 0
        while first < len(words):
            last, facts = first + 1, []
            for behind, candidates in self._names.at(words, first):
                facts = [f for f in candidates if label in f.labels and self._fits(f, around)]
                if facts:
                    last = behind
                    break
            found += facts
            first = last
        return found

    def _fits(self, fact: KnownFact, around: Sequence[Word]) -> bool:
        context, unless = self._guards.get(fact.id, ((), ()))
        if not context and not unless:
            return True
        text = f" {' '.join(word.text for word in around)} "
        return (not context or any(key in text for key in context)) and not any(
            key in text for key in unless
        )


def _keys(wordings: Sequence[str]) -> tuple[str, ...]:
    """The wordings as whole words, to be looked for in words joined by blanks."""
    return tuple(f" {' '.join(word.text for word in words_of(text))} " for text in wordings)


@cache
def default_matcher() -> NoteMatcher:
    """The matcher of the notes that come with the package."""
    return NoteMatcher(default_knowledge())
