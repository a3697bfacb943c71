"""The comments of an article set against its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Article, Comment, Fault, Finding, Remark, Review, Suppression
from claimcheck.labels import LABELS
from claimcheck.positions import LineIndex
from claimcheck.suppress.directives import Directive, Verb, parse_directive
from claimcheck.suppress.scopes import spoken_for


@dataclass(frozen=True, slots=True)
class Mark:
    """An understood comment and the stretch of the article that it speaks for."""

    comment: Comment
    directive: Directive
    start: int
    end: int
    ended: bool = True

    def reaches(self, finding: Finding) -> bool:
        """Whether a finding stands, in part at least, where this mark speaks."""
        return self.start < finding.claim.end and finding.claim.start < self.end

    def silences(self, finding: Finding) -> bool:
        """Whether it speaks of the finding's label there."""
        return finding.claim.label in self.directive.labels and self.reaches(finding)


def suppress_in_source(review: Review, today: date, *, need_reason: bool = False) -> Review:
    """The review with its findings suppressed as the article's comments say.

    What is expired on `today`, gives no reason where one is needed, or cannot be understood
    suppresses nothing; remarks tell of these, and of comments that have nothing to silence.
    """
    if not review.article.comments:
        return review
    places = _Places(review.article)
    marks, remarks = _marks(review.article, places)
    kept = []
    for mark in marks:
        fault = _fault(mark, today, need_reason)
        kept += [] if fault else [mark]
        remarks += [places.remark(mark.comment, *fault)] if fault else []
    remarks += _idle(kept, review.findings, places)
    return replace(
        review,
        findings=tuple(_judged(finding, kept, places) for finding in review.findings),
        remarks=(*review.remarks, *sorted(remarks, key=lambda one: (one.line, one.column))),
    )


class _Places:
    """Where comments stand in their article."""

    def __init__(self, article: Article) -> None:
        self._article, self._lines = article, LineIndex(article.text)

    def line(self, comment: Comment) -> int:
        return self._lines.place(comment.start)[0]

    def remark(self, comment: Comment, fault: Fault, message: str) -> Remark:
        line, column = self._lines.place(comment.start)
        end_line, end_column = self._lines.place(comment.end)
        place = self._article.place(comment.start)
        return Remark(fault, message, line, column, end_line, end_column, place)


def _marks(article: Article, places: _Places) -> tuple[list[Mark], list[Remark]]:
    """The comments that are understood, with what they speak for, and what is wrong with others."""
    blocks = article.blocks if article.blocks is not None else plain_blocks(article.text)
    marks: list[Mark] = []
    remarks: list[Remark] = []
    for comment in article.comments:
        try:
            directive = parse_directive(comment.text)
        except ValueError as error:
            remarks.append(places.remark(comment, Fault.MALFORMED, f"suppression: {error}"))
            continue
        if directive.verb is Verb.ON:
            if not _end_open(marks, comment):
                message = "'on' ends nothing; remove it, or say 'off' before it"
                remarks.append(places.remark(comment, Fault.UNUSED, message))
            continue
        start, end = spoken_for(comment, directive.verb, article.text, blocks)
        marks.append(Mark(comment, directive, start, end, directive.verb is not Verb.OFF))
    return marks, remarks


def _end_open(marks: list[Mark], on: Comment) -> bool:
    """End what is off; whether anything was."""
    still_open = [at for at, mark in enumerate(marks) if not mark.ended]
    for at in still_open:
        marks[at] = replace(marks[at], end=on.start, ended=True)
    return bool(still_open)


def _fault(mark: Mark, today: date, need_reason: bool) -> tuple[Fault, str] | None:
    """Why a mark is not heeded."""
    said = mark.directive
    if said.until and said.until < today:
        message = f"'{said}' expired after {said.until}; look again, then renew or remove it"
        return Fault.EXPIRED, message
    if need_reason and not said.reason:
        return Fault.UNEXPLAINED, f"'{said}' gives no reason; add one behind a colon"
    return None


def _idle(marks: Iterable[Mark], findings: Sequence[Finding], places: _Places) -> Iterator[Remark]:
    """Remarks on marks that silence nothing, or that somebody forgot to end."""
    for mark in marks:
        if not any(mark.silences(finding) for finding in findings):
            there = {finding.claim.label for finding in findings if mark.reaches(finding)}
            other = ", ".join(label for label in LABELS if label in there)
            hint = f" (what stands there is {other})" if other else ""
            message = f"'{mark.directive}' silences nothing{hint}; remove it"
            yield places.remark(mark.comment, Fault.UNUSED, message)
        elif not mark.ended:
            message = f"'{mark.directive}' is never ended; add 'on' behind it, or say 'off-file'"
            yield places.remark(mark.comment, Fault.UNENDED, message)


def _judged(finding: Finding, marks: Sequence[Mark], places: _Places) -> Finding:
    """The finding, suppressed where a mark says so; of several the last speaks."""
    for mark in reversed(marks):
        if mark.silences(finding):
            said = mark.directive
            author = said.author or mark.comment.author
            line = places.line(mark.comment)
            return replace(
                finding,
                suppression=Suppression(said.reason, author=author, until=said.until, line=line),
            )
    return finding
