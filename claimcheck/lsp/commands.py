"""What the commands behind the code actions do."""

from __future__ import annotations

import asyncio
from typing import Any

from lsprotocol.types import (
    ApplyWorkspaceEditParams,
    MessageType,
    Range,
    ShowDocumentParams,
    TextEdit,
)
from pygls.uris import to_fs_path

from claimcheck.corpus.corrections import append_document, last_with_text
from claimcheck.datatypes import Review
from claimcheck.errors import ClaimcheckError
from claimcheck.lsp.actions import edit_of
from claimcheck.lsp.correcting import carried_over, document_of
from claimcheck.lsp.documents import Document
from claimcheck.lsp.examining import Examined
from claimcheck.lsp.ignoring import REASON, Insertion, ignoring
from claimcheck.lsp.server import ClaimcheckServer
from claimcheck.lsp.settings import corrections_file


async def explain(ls: ClaimcheckServer, text: str) -> None:
    """Show why a claim is labelled as it is."""
    ls.tell(text)


async def ignore(ls: ClaimcheckServer, uri: str, version: int, start: int, end: int) -> None:
    """Have the client put in a comment that lets the claim at [start, end) stand, and select what
    stands in for its reason."""
    examined = await ls.queue.examined(uri)
    if examined is None or examined.document.version != version:
        ls.tell("The text has changed since; try again.", MessageType.Warning)
        return
    insertion = await asyncio.to_thread(_insertion, examined, start, end)
    if insertion is None:
        told = "No comment fits there without a change to what the article says."
        ls.tell(told, MessageType.Warning)
        return
    document = examined.document
    at = ls.places(document.text).position(insertion.offset)
    edit = TextEdit(Range(at, at), insertion.text)
    change = edit_of(document, edit, versioned=ls.abilities.versioned)
    answer = await ls.workspace_apply_edit_async(ApplyWorkspaceEditParams(change))
    if answer.applied and ls.abilities.shows_documents:
        await _select_reason(ls, document, insertion)


async def correct(ls: ClaimcheckServer, uri: str, record: Any) -> None:
    """Add a correction to the corrections file."""
    try:
        configuration = ls.workshop.configuration(to_fs_path(uri))
        file = corrections_file(configuration)
        document = document_of(record, configuration.root)
        earlier = last_with_text(file, document.text)
        append_document(file, carried_over(document, earlier) if earlier else document)
    except (ClaimcheckError, OSError) as error:
        ls.tell(f"The correction was not recorded: {error}", MessageType.Error)
        return
    ls.tell(f"Recorded in {file}.")


def _insertion(examined: Examined, start: int, end: int) -> Insertion | None:
    if not isinstance(examined.result, Review):
        return None
    claims = (finding.claim for finding in examined.result.findings)
    claim = next((one for one in claims if (one.start, one.end) == (start, end)), None)
    if claim is None:
        return None
    article, whole_page = examined.result.article, examined.whole_page
    return ignoring(examined.document, article, claim, whole_page=whole_page)


async def _select_reason(ls: ClaimcheckServer, document: Document, insertion: Insertion) -> None:
    text = insertion.made_in(document.text)
    start = insertion.offset + insertion.reason
    where = ls.places(text).range(start, start + len(REASON))
    await ls.window_show_document_async(
        ShowDocumentParams(document.uri, take_focus=True, selection=where)
    )
