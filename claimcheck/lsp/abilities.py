"""What a client can do beside the least that every client can."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol.types import ClientCapabilities, MarkupKind
from pygls.capabilities import get_capability


@dataclass(frozen=True, slots=True)
class Abilities:
    """`versioned` edits name the version of the text they are for, `related` places go with a
    diagnostic, `markdown` is rendered in a hover, `watches` files tell when they change."""

    versioned: bool = False
    related: bool = False
    markdown: bool = False
    watches: bool = False
    shows_documents: bool = False
    applies_edits: bool = False


def abilities_of(client: ClientCapabilities) -> Abilities:
    """The abilities in what a client says at the start; what it does not say it cannot."""

    def can(name: str) -> bool:
        return bool(get_capability(client, name, False))

    formats = get_capability(client, "text_document.hover.content_format", [])
    return Abilities(
        versioned=can("workspace.workspace_edit.document_changes"),
        related=can("text_document.publish_diagnostics.related_information"),
        markdown=MarkupKind.Markdown in (formats or []),
        watches=can("workspace.did_change_watched_files.dynamic_registration"),
        shows_documents=can("window.show_document.support"),
        applies_edits=can("workspace.apply_edit"),
    )
