"""Certainty turned into possibility: 'reduces stress' into 'may reduce stress'."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claimcheck.lexicon import expect_keys, read_records
from claimcheck.phrasebook import Word, words_of
from claimcheck.wording.edits import Edit, edited

VERBS_FILE = "verbs.jsonl"
_TURNED = frozenset({"negation", "honest_limit", "debunking", "caution", "hedge"})
"""Cues with which a verb is not plainly asserted."""
_HEDGES = frozenset("may might could can suggests suggest perhaps possibly".split())
_HARMS = frozenset(
    "risk risks harm harms danger dangers toxic poison poisons damage death deaths kills".split()
)
_NOT_A_VERB_AFTER = frozenset(
    """a an the this these those its their your his her our my of in on at for with by from to no
    any some more less not never""".split()
)
_AFTER_A_NOUN = frozenset(["", ",", "for", "of", "to", "from", "in", "and", "or"])
_JOINS = frozenset(["and", "or", ",", "also", "even"])
_PLURAL_PRONOUNS = frozenset("they these those which that people both".split())
_SINGULAR_ENDINGS = ("ss", "us", "is")


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verbs of benefit: third person to base form, and the third persons that are nouns as well."""

    base_of: dict[str, str]
    nouns: frozenset[str]

    @property
    def bases(self) -> Collection[str]:
        return self.base_of.values()


@cache
def default_verbs() -> Verbs:
    """The verbs that come with the package; LexiconError names file, line, fault and remedy."""
    base_of, nouns = {}, set()
    for place, record in read_records(files("claimcheck") / "wording" / VERBS_FILE):
        expect_keys(record, {"third", "base"}, {"noun"}, place)
        third = str(record["third"])
        base_of[third] = str(record["base"])
        if record.get("noun"):
            nouns.add(third)
    return Verbs(base_of, frozenset(nouns))


def hedged(text: str, original: str, kinds: Collection[str]) -> str:
    """The text with its first verb of benefit, and those joined to it, under a 'may'.

    Nothing happens where the claim, `original`, is hedged or turned already, or where it speaks of
    a harm; `kinds` are the categories of its cues.
    """
    said = {word.text for word in words_of(original)}
    words = words_of(text)
    if _TURNED.intersection(kinds) or said & (_HEDGES | _HARMS) or "suggests" in text:
        return text
    return edited(text, list(_edits(words)))


def _edits(words: Sequence[Word]) -> Iterator[Edit]:
    verbs = default_verbs()
    under_may = False
    for at, word in enumerate(words):
        before = words[at - 1].text if at else ""
        behind = words[at + 1].text if at + 1 < len(words) else ""
        base = verbs.base_of.get(word.text)
        if base and not _may_be_noun(word.text, before, behind):
            yield from _hedge(words[max(0, at - 1)], word, base, under_may and before in _JOINS)
            under_may = True
        elif not under_may and word.text in verbs.bases and _has_plural_subject(words[:at], verbs):
            yield Edit(word.start, word.start, "may ")
            under_may = True
        under_may = under_may or word.text == "may"


def _hedge(before: Word, word: Word, base: str, joined: bool) -> Iterator[Edit]:
    """'reduces' under a 'may', which goes before an adverb; a joined verb has its 'may' already."""
    if joined:
        yield Edit(word.start, word.end, base)
    elif before.text.endswith("ly") and before != word:
        yield Edit(before.start, before.start, "may ")
        yield Edit(word.start, word.end, base)
    else:
        yield Edit(word.start, word.end, f"may {base}")


def _may_be_noun(word: str, before: str, behind: str) -> bool:
    """Whether a third person reads as a plural here: 'the benefits', 'comfort and benefits for'."""
    listed = before in _JOINS and behind in _AFTER_A_NOUN
    return before in _NOT_A_VERB_AFTER or (listed and word in default_verbs().nouns)


def _has_plural_subject(words: Sequence[Word], verbs: Verbs) -> bool:
    """Whether the words before a base form end in a plural, or in two things joined by 'and'."""
    if not words:
        return False
    last = words[-1].text
    if last in _PLURAL_PRONOUNS:
        return True
    if len(words) == 3 and words[1].text == "and":
        return last not in _NOT_A_VERB_AFTER and last not in verbs.base_of
    return len(last) > 3 and last.endswith("s") and not last.endswith(_SINGULAR_ENDINGS)
