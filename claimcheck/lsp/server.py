"""The language server's state: what is open, what the client can do, what was said."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from claimcheck import __version__
from claimcheck.lsp.abilities import Abilities
from claimcheck.lsp.diagnostics import diagnostics
from claimcheck.lsp.documents import Document
from claimcheck.lsp.examining import Examined, Examiner, Reviewer
from claimcheck.lsp.places import Places
from claimcheck.lsp.queue import ReviewQueue
from claimcheck.lsp.settings import Options, Workshop


class ClaimcheckServer(LanguageServer):
    """Reviews what a client has open.

    Texts come whole with each change: pygls takes more signs for line ends than clients do, so that
    pieces put together would drift.
    """

    def __init__(self, workshop: Workshop, reviewer: Reviewer) -> None:
        super().__init__(
            "claimcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.workshop, self.abilities = workshop, Abilities()
        self._examiner = Examiner(workshop, reviewer)
        self.queue = ReviewQueue(self._examiner, self._publish)
        self._told = ""

    def begin(self, abilities: Abilities, folders: list[Path], options: Options) -> None:
        """Take in what the client says of itself and of the workspace."""
        self.abilities, self.workshop.folders = abilities, folders
        self.workshop.options = options

    def changed(self, uri: str, delay: float) -> None:
        """Review the text that a document has now, `delay` seconds from now."""
        found = self.workspace.get_text_document(uri)
        document = Document(uri, found.language_id or "", found.version or 0, found.source)
        if document.is_readable:
            self.queue.put(document, delay)

    def closed(self, uri: str) -> None:
        """Forget a document and what was said of it."""
        self.queue.drop(uri)
        self._examiner.forget(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def places(self, text: str) -> Places:
        """Positions in a text, in the unit agreed on."""
        return Places(text, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    def tell(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """Show a message to the person who writes."""
        self.window_show_message(types.ShowMessageParams(kind, message))

    def _publish(self, examined: Examined) -> None:
        document = examined.document
        found = diagnostics(examined, self.places(document.text), related=self.abilities.related)
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(document.uri, list(found), version=document.version)
        )
        if examined.fault and examined.fault != self._told:
            self.tell(examined.fault, types.MessageType.Warning)
        self._told = examined.fault
