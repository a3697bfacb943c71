"""For an editor at a terminal: each finding in its line of the article, with why and advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from claimcheck.datatypes import Article, Claim, Failure, Finding, Note, Review, Suppression
from claimcheck.labels import LABELS, Label
from claimcheck.reading import context, visible
from claimcheck.report.difference import Change, difference, safer_words, spaced
from claimcheck.report.options import ReportOptions
from claimcheck.report.statistics_text import statistics_text
from claimcheck.report.style import painter, printable
from claimcheck.report.words import by_comment, justification, percent, spot, standing

T = TypeVar("T")
_INDENT = "    "
_CONTEXT = 60
_MARKS = {Change.KEPT: ("", ""), Change.OLD: ("[-", "-]"), Change.NEW: ("{+", "+}")}
"""How a change is told without colour, as wdiff does it."""


class FullWriter:
    """A heading for every article with findings, then the findings, then those that a comment in it
    suppresses, with the reason. What a baseline suppresses is counted at the end."""

    def __init__(self, options: ReportOptions) -> None:
        self.options, self._paint = options, painter(options.color)

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        by_baseline = 0
        for result in results:
            if isinstance(result, Review):
                findings = list(self.options.shown(result, for_people=True))
                silenced = list(self.options.silenced(result))
                commented = [found for found in silenced if by_comment(found)]
                by_baseline += len(silenced) - len(commented)
                if findings or commented:
                    yield self._heading(result)
                    told: dict[Note, str] = {}
                    yield from (self._finding(result, finding, told) for finding in findings)
                    yield from (self._suppressed(result, finding) for finding in commented)
        if by_baseline:
            yield self._paint(standing(by_baseline), "dim") + "\n\n"
        if self.options.statistics:
            yield statistics_text(self.options.statistics, self.options.width)

    def _heading(self, review: Review) -> str:
        counted = [(count, label.value) for label, count in reversed(review.standing.items())]
        counted.append((review.n_suppressed, "suppressed"))
        counts = ", ".join(f"{count} {name}" for count, name in counted if count)
        name = self._paint(printable(review.path), "bold")
        return f"{name}  {self._paint(f'{review.words} words; {counts}', 'dim')}\n\n"

    def _finding(self, review: Review, finding: Finding, told: dict[Note, str]) -> str:
        """`told` maps the notes of the article's earlier findings to the places they stand at."""
        claim = finding.claim
        sure = percent(claim.confidence) + (", please check" if claim.needs_review else "")
        place = printable(spot(finding))
        label = self._paint(claim.label.value, claim.label)
        lines = [f"  {place:<7} {label}  {self._paint(sure, 'dim')}"]
        lines += [_INDENT + line for line in self._quote(review.article, finding)]
        lines += self._told("why", finding.why)
        if claim.label != Label.SUPPORTED:
            lines += self._told("do", finding.advice)
        if self.options.why:
            lines += self._told("odds", _odds(claim))
            lines += self._told("cues", _cues(claim)) if claim.cues else []
        safer = safer_words(review.article, finding)
        if safer is not None:
            lines += self._told("say", visible(review.article, claim.start, claim.end), safer)
        for note in finding.notes:
            again = f"as at {told[note]}" if note in told else ""
            lines += self._told("note", again or f"{note.text} ({note.source}, {note.url})")
            told.setdefault(note, place)
        return "\n".join(lines) + "\n\n"

    def _suppressed(self, review: Review, finding: Finding) -> str:
        """A finding that may stand: its words, and why."""
        place = printable(spot(finding))
        head = f"  {place:<7} {self._paint(f'{finding.claim.label.value}, suppressed', 'dim')}"
        quote = (_INDENT + line for line in self._quote(review.article, finding))
        said = justification(finding.suppression or Suppression())
        return "\n".join([head, *quote, *self._told("kept", said)]) + "\n\n"

    def _told(self, name: str, text: str, changed: str | None = None) -> list[str]:
        """Lines that tell a text, or what `changed` makes of it."""
        new = printable(text if changed is None else changed)
        changes = spaced(difference(printable(text), new))
        if not self.options.color:
            changes = iter([(Change.KEPT, "".join(_marked(*change) for change in changes))])
        pieces = list(_words(changes))
        lines = _lines(pieces, max(self.options.width - 10, 40)) or [[]]
        label = self._paint(f"{name}:".ljust(6), "dim")
        return [
            _INDENT + (" " * 6 if number else label) + self._changes(line)
            for number, line in enumerate(lines)
        ]

    def _changes(self, line: list[tuple[str, Change]]) -> str:
        """A line with what goes and what comes in their colours."""
        told = ""
        for change, group in groupby(line, key=itemgetter(1)):
            text = "".join(word for word, _ in group)
            bare = text.rstrip()
            told += bare if change == Change.KEPT else self._paint(bare, change)
            told += text[len(bare) :]
        return told.rstrip()

    def _quote(self, article: Article, finding: Finding) -> list[str]:
        """The claim between what stands before and after it in its block, cut at words."""
        claim = finding.claim
        before, words, after = context(article, claim.start, claim.end, 2 * _CONTEXT)
        left = _tail(printable(before), before[-1:].isspace())
        right = _head(printable(after), after[:1].isspace())
        middle = printable(words)
        width = max(self.options.width - len(_INDENT), 40)
        marks = [
            (word, at) for at, part in enumerate((left, middle, right)) for word in _pieces(part)
        ]
        return [self._painted(line, claim.label) for line in _lines(marks, width)]

    def _painted(self, pieces: list[tuple[str, int]], label: Label) -> str:
        texts = ["".join(word for word, part in pieces if part == at) for at in range(3)]
        if not self.options.color and texts[1]:
            inner = texts[1].rstrip()
            texts[1] = f"[{inner}]" + texts[1][len(inner) :]
        return (
            self._paint(texts[0], "dim")
            + self._paint(texts[1], label)
            + self._paint(texts[2], "dim")
        ).rstrip()


def _odds(claim: Claim) -> str:
    """The probability of every label, the likeliest first."""
    ranked = sorted(LABELS, key=lambda label: claim.scores[label], reverse=True)
    return ", ".join(f"{label.value} {claim.scores[label]:.2f}" for label in ranked)


def _cues(claim: Claim) -> str:
    return "; ".join(f"'{cue.text}' ({cue.category.replace('_', ' ')})" for cue in claim.cues)


def _marked(change: Change, text: str) -> str:
    opening, closing = _MARKS[change]
    return f"{opening}{text}{closing}"


def _words(changes: Iterable[tuple[Change, str]]) -> Iterator[tuple[str, Change]]:
    """The words of spaced stretches, each with the blanks that follow it."""
    last = "", Change.KEPT
    for change, text in changes:
        for word in _pieces(text) or [text]:
            if word.isspace():
                last = last[0] + word, last[1]
            else:
                yield from [last] if last[0] else []
                last = word, change
    yield last


def _lines(pieces: Iterable[tuple[str, T]], width: int) -> list[list[tuple[str, T]]]:
    """Pieces filled into lines of at most `width` characters, longer words apart."""
    lines: list[list[tuple[str, T]]] = []
    used = width
    for word, mark in pieces:
        if not lines or (used + len(word.rstrip()) > width and lines[-1]):
            lines.append([])
            used = 0
        lines[-1].append((word, mark))
        used += len(word)
    return lines


def _pieces(text: str) -> list[str]:
    """The words of a text, each with the blanks that follow it."""
    return re.findall(r"\s*\S+\s*", text)


def _tail(text: str, spaced: bool) -> str:
    if len(text) > _CONTEXT:
        text = "… " + text[-_CONTEXT:].partition(" ")[2]
    return text + " " if spaced and text else text


def _head(text: str, spaced: bool) -> str:
    if len(text) > _CONTEXT:
        text = text[:_CONTEXT].rpartition(" ")[0] + " …"
    return " " + text if spaced and text else text
