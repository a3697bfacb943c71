"""For an editor at a terminal: each finding in its line of the article, with why and advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from claimcheck.datatypes import Article, Claim, Failure, Finding, Review
from claimcheck.labels import LABELS, Label
from claimcheck.reading import context
from claimcheck.report.options import ReportOptions
from claimcheck.report.statistics_text import statistics_text
from claimcheck.report.style import painter, printable

_INDENT = "    "
_CONTEXT = 60


class FullWriter:
    """A heading for every article with findings, then the findings."""

    def __init__(self, options: ReportOptions) -> None:
        self.options, self._paint = options, painter(options.color)

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        for result in results:
            if isinstance(result, Review):
                findings = list(self.options.shown(result, for_people=True))
                if findings:
                    yield self._heading(result)
                    yield from (self._finding(result, finding) for finding in findings)
        if self.options.statistics:
            yield statistics_text(self.options.statistics, self.options.width)

    def _heading(self, review: Review) -> str:
        counts = ", ".join(
            f"{count} {label.value}"
            for label in reversed(LABELS)
            if (count := review.counts[label])
        )
        name = self._paint(printable(review.path), "bold")
        return f"{name}  {self._paint(f'{review.words} words; {counts}', 'dim')}\n\n"

    def _finding(self, review: Review, finding: Finding) -> str:
        claim = finding.claim
        sure = f"{claim.confidence:.0%}" + (", please check" if claim.needs_review else "")
        place = str(finding.place or f"{finding.line}:{finding.column}")
        label = self._paint(claim.label.value, claim.label)
        lines = [f"  {place:<7} {label}  {self._paint(sure, 'dim')}"]
        lines += [_INDENT + line for line in self._quote(review.article, finding)]
        lines += self._told("why", finding.why)
        if claim.label != Label.SUPPORTED:
            lines += self._told("do", finding.advice)
        if self.options.why:
            lines += self._told("odds", _odds(claim))
            lines += self._told("cues", _cues(claim)) if claim.cues else []
        for note in finding.notes:
            lines += self._told("note", f"{note.text} ({note.source}, {note.url})")
        return "\n".join(lines) + "\n\n"

    def _told(self, name: str, text: str) -> list[str]:
        width = max(self.options.width - 10, 40)
        head, *rest = wrap(printable(text), width) or [""]
        label = self._paint(f"{name}:".ljust(6), "dim")
        return [f"{_INDENT}{label}{head}", *(f"{_INDENT}{'':6}{line}" for line in rest)]

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
        return self._filled(marks, width, claim.label)

    def _filled(self, pieces: list[tuple[str, int]], width: int, label: Label) -> list[str]:
        lines: list[list[tuple[str, int]]] = [[]]
        used = 0
        for word, part in pieces:
            if used + len(word.rstrip()) > width and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append((word, part))
            used += len(word)
        return [self._painted(line, label) for line in lines]

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
