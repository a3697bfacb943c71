"""What a client may ask of the server or tell it, and the server made of that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from claimcheck.config.files import NAMES
from claimcheck.lsp import actions, commands
from claimcheck.lsp.abilities import abilities_of
from claimcheck.lsp.actions import findings_at
from claimcheck.lsp.examining import Reviewer, review_with_model
from claimcheck.lsp.explaining import in_markdown, in_plain_text
from claimcheck.lsp.server import ClaimcheckServer
from claimcheck.lsp.settings import Workshop, changed_options, initial_options

_SWITCH_SECONDS = 0.0005
"""How long a review may keep the interpreter to itself while a message waits."""


def initialize(ls: ClaimcheckServer, params: types.InitializeParams) -> None:
    uris = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    folders = [Path(path) for uri in uris if (path := to_fs_path(uri))]
    options = initial_options(params.initialization_options)
    ls.begin(abilities_of(params.capabilities), folders, options)


async def initialized(ls: ClaimcheckServer, params: types.InitializedParams) -> None:
    """Ask to be told when settings files change."""
    if ls.abilities.watches:
        pattern = f"**/{{{','.join(NAMES)}}}"
        watched = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(pattern)])
        wish = types.Registration("settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watched)
        await ls.client_register_capability_async(types.RegistrationParams([wish]))


def shutdown(ls: ClaimcheckServer, params: None) -> None:
    ls.queue.close()


def did_open(ls: ClaimcheckServer, params: types.DidOpenTextDocumentParams) -> None:
    ls.changed(params.text_document.uri, 0)


def did_change(ls: ClaimcheckServer, params: types.DidChangeTextDocumentParams) -> None:
    ls.changed(params.text_document.uri, ls.workshop.debounce)


def did_save(ls: ClaimcheckServer, params: types.DidSaveTextDocumentParams) -> None:
    ls.queue.hurry(params.text_document.uri)


def did_close(ls: ClaimcheckServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.closed(params.text_document.uri)


def did_change_configuration(
    ls: ClaimcheckServer, params: types.DidChangeConfigurationParams
) -> None:
    options = changed_options(params.settings)
    if options is not None:
        ls.workshop.options = options
        ls.queue.again()


def did_change_watched_files(
    ls: ClaimcheckServer, params: types.DidChangeWatchedFilesParams
) -> None:
    ls.queue.again()


def did_change_workspace_folders(
    ls: ClaimcheckServer, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    uris = [folder.uri for folder in ls.workspace.folders.values()]
    ls.workshop.folders = [Path(path) for uri in uris if (path := to_fs_path(uri))]
    ls.queue.again()


async def hover(ls: ClaimcheckServer, params: types.HoverParams) -> types.Hover | None:
    """Why a claim is labelled so; waits for the review of the newest text."""
    examined = await ls.queue.examined(params.text_document.uri)
    if examined is None:
        return None
    places = ls.places(examined.document.text)
    at = places.offset(params.position)
    found = [one for one in findings_at(examined, at, at) if at < one.claim.end]
    if not found:
        return None
    told = in_markdown(found) if ls.abilities.markdown else in_plain_text(found)
    kind = types.MarkupKind.Markdown if ls.abilities.markdown else types.MarkupKind.PlainText
    claim = found[0].claim
    where = places.range(claim.start, claim.end)
    return types.Hover(types.MarkupContent(kind, told), where)


async def code_action(
    ls: ClaimcheckServer, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """What can be done about the claims in a range; waits for the review of the newest text."""
    kinds = params.context.only
    if kinds is not None and not {"", types.CodeActionKind.QuickFix.value} & set(kinds):
        return []
    examined = await ls.queue.examined(params.text_document.uri)
    if examined is None:
        return []
    places = ls.places(examined.document.text)
    found = findings_at(examined, *places.span(params.range))
    return [
        action
        for finding in found
        for action in actions.actions(examined, finding, places, ls.abilities)
    ]


_KINDS = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])


def make_server(workshop: Workshop, reviewer: Reviewer = review_with_model) -> ClaimcheckServer:
    """A server with everything it can do."""
    ls = ClaimcheckServer(workshop, reviewer)
    ls.feature(types.INITIALIZE)(initialize)
    ls.feature(types.INITIALIZED)(initialized)
    ls.feature(types.SHUTDOWN)(shutdown)
    ls.feature(types.TEXT_DOCUMENT_DID_OPEN)(did_open)
    ls.feature(types.TEXT_DOCUMENT_DID_CHANGE)(did_change)
    ls.feature(types.TEXT_DOCUMENT_DID_SAVE)(did_save)
    ls.feature(types.TEXT_DOCUMENT_DID_CLOSE)(did_close)
    ls.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(did_change_configuration)
    ls.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(did_change_watched_files)
    ls.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(did_change_workspace_folders)
    ls.feature(types.TEXT_DOCUMENT_HOVER)(hover)
    ls.feature(types.TEXT_DOCUMENT_CODE_ACTION, _KINDS)(code_action)
    ls.command(actions.EXPLAIN)(commands.explain)
    ls.command(actions.IGNORE)(commands.ignore)
    ls.command(actions.CORRECT)(commands.correct)
    return ls


def serve(workshop: Workshop, reviewer: Reviewer = review_with_model) -> None:
    """Serve one client over stdin and stdout until it leaves.

    What a library writes to stdout goes to stderr from here on: stdout is the client's.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    ls, out = make_server(workshop, reviewer), os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        ls.start_io(sys.stdin.buffer, out)
    finally:
        ls.queue.close()
