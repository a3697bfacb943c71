"""Findings as the diagnostics of an editor."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Position,
    Range,
)

from claimcheck.datatypes import UNREADABLE, Claim, Cue, Failure, Fault, Finding, Remark
from claimcheck.labels import Label
from claimcheck.lexicon import Category, default_categories
from claimcheck.lsp.examining import Examined
from claimcheck.lsp.places import Places
from claimcheck.lsp.rule_page import rule_address
from claimcheck.report.words import failure_message, flat, message, title

SOURCE = "claimcheck"
SEVERITIES = {
    Label.UNSAFE: DiagnosticSeverity.Error,
    Label.OVERSTATED: DiagnosticSeverity.Warning,
    Label.ANECDOTAL: DiagnosticSeverity.Information,
    Label.SUPPORTED: DiagnosticSeverity.Hint,
}


def diagnostics(
    examined: Examined, places: Places, *, related: bool = True
) -> Iterator[Diagnostic]:
    """A diagnostic for every finding shown and for every suppression that is not as it should be,
    or one that says why there is no review.

    `related` says whether the client takes the places of cues.
    """
    if isinstance(examined.result, Failure):
        start = Range(Position(0, 0), Position(0, 0))
        told = failure_message(examined.result)
        yield _diagnostic(start, told, DiagnosticSeverity.Error, UNREADABLE)
        return
    for remark in examined.result.remarks:
        yield _remark_diagnostic(remark, places)
    for finding in examined.shown:
        yield finding_diagnostic(finding, examined.document.uri, places, related=related)


def finding_diagnostic(
    finding: Finding, uri: str, places: Places, *, related: bool = True
) -> Diagnostic:
    """The diagnostic of a finding in the document `uri`."""
    claim = finding.claim
    found = _diagnostic(
        places.range(claim.start, claim.end),
        f"{title(finding)}: {message(finding)}",
        SEVERITIES[claim.label],
        finding.rule,
    )
    if related:
        found.related_information = [
            _related(cue, category, uri, places) for cue, category in _speaking(claim)
        ] or None
    return found


def _diagnostic(where: Range, told: str, severity: DiagnosticSeverity, rule: str) -> Diagnostic:
    return Diagnostic(
        range=where,
        message=told,
        severity=severity,
        code=rule,
        code_description=CodeDescription(rule_address(rule)),
        source=SOURCE,
    )


def _remark_diagnostic(remark: Remark, places: Places) -> Diagnostic:
    malformed = remark.fault is Fault.MALFORMED
    severity = DiagnosticSeverity.Error if malformed else DiagnosticSeverity.Warning
    start, end = (remark.line, remark.column), (remark.end_line, remark.end_column)
    told = flat(remark.message)
    return _diagnostic(places.lines_range(start, end), told, severity, remark.rule)


def _speaking(claim: Claim) -> Iterator[tuple[Cue, Category]]:
    """The cues that speak for the label of a claim; those that only name its matter do not."""
    categories = default_categories()
    for cue in claim.cues:
        category = categories.get(cue.category)
        if category is not None and category.leans == claim.label:
            yield cue, category


def _related(
    cue: Cue, category: Category, uri: str, places: Places
) -> DiagnosticRelatedInformation:
    where = Location(uri, places.range(cue.start, cue.end))
    return DiagnosticRelatedInformation(where, f"'{flat(cue.text)}' {category.says}")
