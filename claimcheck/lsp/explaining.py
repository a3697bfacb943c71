"""A finding in full, for a hover or a message."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.datatypes import Finding
from claimcheck.labels import Label
from claimcheck.report.markdown import code, escaped, link_target
from claimcheck.report.words import flat, notes, percent, title


def in_markdown(findings: Sequence[Finding]) -> str:
    """Label, confidence, why, advice, suggestion and notes; article text cannot become markup."""
    return "\n\n---\n\n".join("\n\n".join(_paragraphs(finding)) for finding in findings)


def in_plain_text(findings: Sequence[Finding]) -> str:
    """The same for those who show no Markdown."""
    return "\n\n".join("\n".join(_lines(finding)) for finding in findings)


def _paragraphs(finding: Finding) -> list[str]:
    head = (
        f"**{escaped(title(finding))}**, {percent(finding.claim.confidence)} ({code(finding.rule)})"
    )
    parts = [head, f"**Why:** {escaped(_why(finding))}"]
    if finding.claim.label != Label.SUPPORTED:
        parts.append(f"**Do:** {escaped(finding.advice)}")
    if finding.suggestion is not None:
        parts.append(f"**Say:** {escaped(finding.suggestion)}")
    for note in finding.notes:
        source = f"[{escaped(note.source)}](<{link_target(note.url)}>)"
        parts.append(f"**Note:** {escaped(note.text)} ({source})")
    return parts


def _lines(finding: Finding) -> list[str]:
    lines = [
        f"{title(finding)}, {percent(finding.claim.confidence)} ({finding.rule})",
        f"Why: {flat(_why(finding))}",
    ]
    if finding.claim.label != Label.SUPPORTED:
        lines.append(f"Do: {flat(finding.advice)}")
    if finding.suggestion is not None:
        lines.append(f"Say: {flat(finding.suggestion)}")
    return lines + [f"Note: {note}" for note in notes(finding)]


def _why(finding: Finding) -> str:
    return finding.why[:1].upper() + finding.why[1:]
