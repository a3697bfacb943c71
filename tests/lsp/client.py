"""A real language client, pygls's own, that talks to a server process over stdio."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar, Union

from cattrs import Converter
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
PATIENCE = 40
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"showDocument": {"support": True}},
}


def _converter() -> Converter:
    """pygls's converter, which takes an action with a command for a bare command, put right."""
    converter = default_converter()

    def either(found: Any, _: Any) -> Any:
        is_command = isinstance(found.get("command"), str)
        return converter.structure(found, types.Command if is_command else types.CodeAction)

    converter.register_structure_hook(types.Command | types.CodeAction, either)
    converter.register_structure_hook(Union[types.Command, types.CodeAction], either)  # noqa: UP007
    return converter


class Session:
    """A client and its server; `texts` are the documents as the client has them."""

    def __init__(
        self,
        folder: Path,
        *,
        module: tuple[str, ...] = ("tests.lsp.served",),
        capabilities: dict[str, Any] | None = None,
        options: dict[str, Any] | None = None,
    ) -> None:
        self.folder, self.texts, self.versions = folder, {}, {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.messages: list[str] = []
        self.selected: list[types.Range] = []
        self.registered: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._news = asyncio.Condition()
        Thread(target=self._loop.run_forever, daemon=True).start()
        self.client = LanguageClient("tester", "1", converter_factory=_converter)
        self._listen()
        self.server = self.run(self._start(module, capabilities or CAPABILITIES, options))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _start(
        self, module: tuple[str, ...], capabilities: dict[str, Any], options: dict[str, Any] | None
    ) -> types.InitializeResult:
        nowhere = str(self.folder / "none")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": nowhere}
        await self.client.start_io(sys.executable, "-m", *module, env=environment)
        structure = self.client.protocol._converter.structure
        result = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=structure(capabilities, types.ClientCapabilities),
                workspace_folders=[types.WorkspaceFolder(self.folder.as_uri(), "here")],
                initialization_options={"debounce": 20} if options is None else options,
            )
        )
        self.client.initialized(types.InitializedParams())
        return result

    def _listen(self) -> None:
        client = self.client

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def published(params: types.PublishDiagnosticsParams) -> None:
            await self._tell(self.published, params)

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        async def shown(params: types.ShowMessageParams) -> None:
            await self._tell(self.messages, params.message)

        @client.feature(types.CLIENT_REGISTER_CAPABILITY)
        async def registered(params: types.RegistrationParams) -> None:
            await self._tell(self.registered, params.registrations[0].method)

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        async def selected(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            await self._tell(self.selected, params.selection)
            return types.ShowDocumentResult(True)

        @client.feature(types.WORKSPACE_APPLY_EDIT)
        async def applied(
            params: types.ApplyWorkspaceEditParams,
        ) -> types.ApplyWorkspaceEditResult:
            self.apply(params.edit)
            await self._tell([], None)
            return types.ApplyWorkspaceEditResult(applied=True)

    async def _tell(self, where: list[Any], what: Any) -> None:
        async with self._news:
            where.append(what)
            self._news.notify_all()

    def wait(self, found: Any) -> Any:
        """What `found()` gives, once it gives anything."""

        async def waiting() -> Any:
            async with self._news:
                await self._news.wait_for(found)
                return found()

        return self.run(waiting())

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown") -> str:
        uri = name if ":" in name else self.uri(name)
        self.texts[uri], self.versions[uri] = text, 1
        item = types.TextDocumentItem(uri, language, 1, text)
        self.notify("text_document_did_open", types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> int:
        self.texts[uri] = text
        self.versions[uri] += 1
        named = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.notify("text_document_did_change", types.DidChangeTextDocumentParams(named, [whole]))
        return self.versions[uri]

    def notify(self, name: str, params: Any) -> None:
        self._loop.call_soon_threadsafe(getattr(self.client, name), params)

    def diagnostics(self, uri: str, version: int = 1) -> list[types.Diagnostic]:
        """What the server says of a version, awaited."""
        found = self.wait(
            lambda: [p for p in self.published if (p.uri, p.version) == (uri, version)]
        )
        return list(found[-1].diagnostics)

    def hover(self, uri: str, line: int, character: int) -> types.Hover | None:
        place = types.Position(line, character)
        params = types.HoverParams(types.TextDocumentIdentifier(uri), place)
        return self.run(self.client.text_document_hover_async(params))

    def hover_and_cancel(self, uri: str, line: int, character: int) -> Any:
        """Ask for a hover and take the wish back at once."""

        async def asking() -> Any:
            protocol, place = self.client.protocol, types.Position(line, character)
            params = types.HoverParams(types.TextDocumentIdentifier(uri), place)
            answer = protocol.send_request(types.TEXT_DOCUMENT_HOVER, params, msg_id="hover-1")
            self.client.cancel_request(types.CancelParams("hover-1"))
            return await asyncio.wrap_future(answer)

        return self.run(asking())

    def actions(self, uri: str, where: types.Range, **context: Any) -> list[types.CodeAction]:
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), where, types.CodeActionContext([], **context)
        )
        return self.run(self.client.text_document_code_action_async(params))

    def execute(self, action: types.CodeAction) -> None:
        assert action.command is not None
        params = types.ExecuteCommandParams(action.command.command, action.command.arguments)
        self.run(self.client.workspace_execute_command_async(params))

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Make the edits of one document, by UTF-16 positions, as an editor does."""
        for change in edit.document_changes:
            uri = change.text_document.uri
            assert change.text_document.version == self.versions[uri]
            for one in change.edits:
                units = self.texts[uri].encode("utf-16-le")
                start, end = (self._unit(units, at) for at in (one.range.start, one.range.end))
                units = units[:start] + one.new_text.encode("utf-16-le") + units[end:]
                self.texts[uri] = units.decode("utf-16-le")

    @staticmethod
    def _unit(units: bytes, place: types.Position) -> int:
        lines = units.decode("utf-16-le").split("\n")[: place.line]
        return sum(2 + len(line.encode("utf-16-le")) for line in lines) + 2 * place.character

    def end(self) -> int | None:
        """Shut the server down; its exit code."""

        async def ending() -> int | None:
            await self.client.shutdown_async(None)
            self.client.exit(None)
            assert self.client._server is not None
            return await asyncio.wait_for(self.client._server.wait(), PATIENCE)

        return self.run(ending())
