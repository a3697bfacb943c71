"""What an editor can do about a claim where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from claimcheck.corpus.documents import record_of
from claimcheck.datatypes import Finding, Review
from claimcheck.labels import LABELS, Label
from claimcheck.lsp.abilities import Abilities
from claimcheck.lsp.correcting import correction
from claimcheck.lsp.diagnostics import finding_diagnostic
from claimcheck.lsp.documents import Document
from claimcheck.lsp.examining import Examined
from claimcheck.lsp.explaining import in_plain_text
from claimcheck.lsp.places import Places
from claimcheck.report.words import flat

EXPLAIN = "claimcheck.explain"
IGNORE = "claimcheck.ignore"
CORRECT = "claimcheck.correct"
_LONGEST_TITLE = 80


def findings_at(examined: Examined, start: int, end: int) -> list[Finding]:
    """The findings shown that touch text[start:end]."""
    return [one for one in examined.shown if one.claim.start <= end and start <= one.claim.end]


def actions(
    examined: Examined, finding: Finding, places: Places, abilities: Abilities
) -> Iterator[CodeAction]:
    """The actions for one finding, the one that mends it first."""
    document = examined.document
    shown = finding_diagnostic(finding, document.uri, places, related=abilities.related)
    for action in _actions(examined, finding, places, abilities):
        action.kind, action.diagnostics = CodeActionKind.QuickFix, [shown]
        yield action


def _actions(
    examined: Examined, finding: Finding, places: Places, abilities: Abilities
) -> Iterator[CodeAction]:
    document, claim = examined.document, finding.claim
    if finding.suggestion is not None:
        edit = TextEdit(places.range(claim.start, claim.end), finding.suggestion)
        told = _title(f"Say: '{flat(finding.suggestion)}'")
        yield CodeAction(told, edit=edit_of(document, edit, versioned=abilities.versioned))
    yield _command("Explain this claim", EXPLAIN, in_plain_text([finding]))
    if document.takes_comments and abilities.applies_edits:
        told = f"Ignore '{claim.label}' here, with a reason"
        yield _command(told, IGNORE, document.uri, document.version, claim.start, claim.end)
    if isinstance(examined.result, Review):
        yield from _corrections(examined.result, finding, document)


def _corrections(review: Review, finding: Finding, document: Document) -> Iterator[CodeAction]:
    others: list[Label | None] = [label for label in LABELS if label != finding.claim.label]
    for label in [*others, None]:
        told = f"this is {label}" if label else "this is no claim"
        record = record_of(correction(review, finding.claim, label))
        yield _command(f"Wrong label: {told}", CORRECT, document.uri, record)


def edit_of(document: Document, edit: TextEdit, *, versioned: bool) -> WorkspaceEdit:
    """One edit of a document; `versioned` lets the client refuse it where the text has changed."""
    if not versioned:
        return WorkspaceEdit(changes={document.uri: [edit]})
    named = OptionalVersionedTextDocumentIdentifier(document.uri, version=document.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(named, [edit])])


def _command(told: str, name: str, *arguments: object) -> CodeAction:
    return CodeAction(told, command=Command(told, name, arguments=list(arguments)))


def _title(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"
