"""Sessions with a real client over stdio; the reviews are made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcRequestCancelled

from claimcheck.corpus.documents import read_documents
from claimcheck.readers.limits import MAX_TEXT
from tests.lsp.client import CAPABILITIES, Session

Severity = types.DiagnosticSeverity


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    begun = Session(tmp_path_factory.mktemp("workspace"))
    yield begun
    assert begun.end() == 0


def told(action: types.CodeAction) -> str:
    return action.title


def action_of(session: Session, uri: str, title: str) -> types.CodeAction:
    where = session.published[-1].diagnostics[0].range
    return next(one for one in session.actions(uri, where) if one.title.startswith(title))


def settings(session: Session, text: str) -> None:
    """Write the workspace's settings file, and tell of it as an editor does."""
    path = session.folder / "claimcheck.toml"
    path.write_text(text)
    change = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
    session.notify(
        "workspace_did_change_watched_files", types.DidChangeWatchedFilesParams([change])
    )


def test_claims_become_diagnostics_of_their_severity(session: Session) -> None:
    uri = session.open("a.md", "It is unsafe. It is\noverstated. It is anecdotal, supported.")
    found = session.diagnostics(uri)
    assert [(one.code, one.severity, one.source) for one in found] == [
        ("CC-unsafe", Severity.Error, "claimcheck"),
        ("CC-overstated", Severity.Warning, "claimcheck"),
        ("CC-anecdotal", Severity.Information, "claimcheck"),
    ]
    assert found[1].range == types.Range(types.Position(1, 0), types.Position(1, 10))
    assert found[0].message == "Unsafe claim: Why unsafe advice unsafe"
    href = found[0].code_description.href
    assert href.startswith("file:///") and href.endswith("labels.md#cc-unsafe")


def test_cues_are_related_information(session: Session) -> None:
    uri = session.open("cue.md", "🌿 It is unsafe and harmless.")
    (found,) = session.diagnostics(uri)
    (related,) = found.related_information
    assert related.message == "'harmless' plays down a known risk"
    assert related.location.uri == uri
    assert related.location.range.start == types.Position(0, 20)


def test_typing_is_waited_for_and_the_newest_text_wins(session: Session) -> None:
    uri = session.open("typed.md", "stuck unsafe")
    for text in ("stuck overstated", "slow overstated", "It is unsafe", "It is anecdotal"):
        newest = session.change(uri, text)
    assert [one.code for one in session.diagnostics(uri, newest)] == ["CC-anecdotal"]
    assert [one.version for one in session.published if one.uri == uri] == [newest]


def test_a_document_of_nearly_the_greatest_length_is_as_any_other(session: Session) -> None:
    text = ("A line of words\u2028and no claim. " * 320 + "\n\n") * 50
    assert 0.9 * MAX_TEXT < len(text) < MAX_TEXT
    uri = session.open("big.md", text + "It is unsafe.")
    version = session.change(uri, text + "🌿 It is overstated.")
    (found,) = session.diagnostics(uri, version)
    assert found.range.start == types.Position(100, 9)
    assert session.hover(uri, 100, 12).range == found.range


def test_saving_does_not_wait_for_a_pause(session: Session) -> None:
    slow = {"claimcheck": {"debounce": 60_000}}
    session.notify("workspace_did_change_configuration", types.DidChangeConfigurationParams(slow))
    uri = session.open("saved.md", "Fine.")
    session.diagnostics(uri)
    version = session.change(uri, "It is unsafe.")
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
    session.notify("text_document_did_save", saved)
    assert len(session.diagnostics(uri, version)) == 1
    quick = {"claimcheck": {"debounce": 20}}
    session.notify("workspace_did_change_configuration", types.DidChangeConfigurationParams(quick))


def test_a_closed_document_has_no_diagnostics(session: Session) -> None:
    uri = session.open("closed.md", "It is unsafe.")
    assert session.diagnostics(uri)
    closed = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    session.notify("text_document_did_close", closed)
    assert session.wait(lambda: [p for p in session.published if p.uri == uri and not p.version])
    assert not session.published[-1].diagnostics
    assert session.hover(uri, 0, 8) is None


def test_the_language_chooses_the_reader_and_then_the_name(session: Session) -> None:
    text = "`It is unsafe.`"
    markdown = session.open("untitled:Untitled-1", "Fine.\n\n" + text, "markdown")
    by_name = session.open("b.txt", text, "something")
    assert [one.code for one in session.diagnostics(markdown)] == ["CC-unsafe"]
    assert len(session.diagnostics(by_name)) == 1
    session.open("c.py", text, "python")
    assert session.hover(session.uri("c.py"), 0, 9) is None
    assert not [one for one in session.published if one.uri.endswith("c.py")]


def test_a_failing_review_is_told_where_it_stands_and_kills_nothing(session: Session) -> None:
    uri = session.open("fails.md", "broken and unsafe")
    (found,) = session.diagnostics(uri)
    assert (found.code, found.severity) == ("CC-unreadable", Severity.Error)
    assert "RuntimeError: a bug" in found.message
    version = session.change(uri, "It is unsafe.")
    assert [one.code for one in session.diagnostics(uri, version)] == ["CC-unsafe"]


def test_hover_tells_label_confidence_why_and_advice(session: Session) -> None:
    uri = session.open("hover.md", "It is <b>*unsafe* [x](y).")
    assert session.hover(uri, 0, 2) is None
    found = session.hover(uri, 0, 11)
    assert found.contents == types.MarkupContent(
        types.MarkupKind.Markdown,
        "**Unsafe claim**, 91% (`CC-unsafe`)\n\n**Why:** Why unsafe\n\n**Do:** advice unsafe\n\n"
        "**Say:** a careful word",
    )
    assert found.range.start == types.Position(0, 10)


def test_a_waiting_hover_can_be_cancelled(session: Session) -> None:
    uri = session.open("cancel.md", "stuck unsafe")
    with pytest.raises(JsonRpcRequestCancelled):
        session.hover_and_cancel(uri, 0, 8)
    version = session.change(uri, "It is unsafe")
    assert session.diagnostics(uri, version)


def test_advice_can_be_taken(session: Session) -> None:
    uri = session.open("advice.md", "🌿 It is unsafe to say. Yes.")
    (found,) = session.diagnostics(uri)
    titles = [told(one) for one in session.actions(uri, found.range)]
    assert titles == [
        "Say: 'a careful word'",
        "Explain this claim",
        "Ignore 'unsafe' here, with a reason",
        "Wrong label: this is supported",
        "Wrong label: this is anecdotal",
        "Wrong label: this is overstated",
        "Wrong label: this is no claim",
    ]
    first = session.actions(uri, found.range)[0]
    assert first.diagnostics[0].range == found.range
    session.apply(first.edit)
    assert session.texts[uri] == "🌿 It is a careful word. Yes."


def test_no_action_elsewhere_nor_of_another_kind(session: Session) -> None:
    uri = session.open("none.md", "Fine. It is unsafe.")
    (found,) = session.diagnostics(uri)
    start = types.Position(0, 0)
    assert not session.actions(uri, types.Range(start, start))
    assert not session.actions(uri, found.range, only=[types.CodeActionKind.Refactor])
    assert session.actions(uri, found.range, only=[types.CodeActionKind.QuickFix])


def test_explain_shows_all_in_a_message(session: Session) -> None:
    uri = session.open("explain.md", "It is overstated.")
    session.diagnostics(uri)
    session.execute(action_of(session, uri, "Explain"))
    text = "Overstated claim, 91% (CC-overstated)\nWhy: Why overstated\nDo: advice overstated"
    assert session.wait(lambda: text in session.messages)


def test_ignoring_puts_in_a_comment_and_selects_the_reason(session: Session) -> None:
    uri = session.open("ignore.md", "Fine.\n\n🌿 It is overstated.")
    session.diagnostics(uri)
    session.execute(action_of(session, uri, "Ignore"))
    assert session.texts[uri] == (
        "Fine.\n\n<!-- claimcheck ignore[overstated]: reason -->\n🌿 It is overstated."
    )
    (chosen,) = session.wait(lambda: session.selected)
    line = session.texts[uri].splitlines()[chosen.start.line]
    assert line[chosen.start.character : chosen.end.character] == "reason"
    version = session.change(uri, session.texts[uri])
    assert session.diagnostics(uri, version) == []


def test_a_comment_that_silences_nothing_is_underlined(session: Session) -> None:
    uri = session.open("idle.md", "Fine.\n\n<!-- claimcheck ignore: old -->\nFine.")
    (found,) = session.diagnostics(uri)
    assert (found.code, found.severity) == ("CC-suppression/unused", Severity.Warning)
    assert found.range == types.Range(types.Position(2, 0), types.Position(2, 31))
    assert found.code_description.href.endswith("#cc-suppressionunused")
    version = session.change(uri, "<!-- claimcheck ignroe: x -->\nIt is unsafe.")
    assert [one.severity for one in session.diagnostics(uri, version)] == [Severity.Error] * 2


def test_a_page_is_read_as_html(session: Session) -> None:
    uri = session.open("page.html", "<p>It is <b>unsafe</b>.<p>It&rsquo;s overstated.", "html")
    first, second = session.diagnostics(uri)
    assert (first.range.start.character, second.range.start.character) == (12, 37)
    session.execute(action_of(session, uri, "Ignore 'unsafe'"))
    comment = "<!-- claimcheck ignore[unsafe]: reason -->"
    assert session.texts[uri].count(comment) == 1
    version = session.change(uri, session.texts[uri])
    assert [one.code for one in session.diagnostics(uri, version)] == ["CC-overstated"]


def test_plain_text_has_no_comments(session: Session) -> None:
    uri = session.open("plain.txt", "It is overstated.", "plaintext")
    (found,) = session.diagnostics(uri)
    titles = [told(one) for one in session.actions(uri, found.range)]
    assert titles[0] == "Explain this claim" and "Ignore" not in "".join(titles)


def test_a_wrong_label_is_recorded(session: Session) -> None:
    uri = session.open("wrong.md", "One is *overstated* here. Two is unsafe.")
    session.diagnostics(uri)
    session.execute(action_of(session, uri, "Wrong label: this is supported"))
    file = session.folder / "corrections.jsonl"
    assert session.wait(lambda: f"Recorded in {file}." in session.messages)
    (document,) = read_documents(file)
    marked = [(document.text[span.start : span.end], span.label) for span in document.spans]
    assert marked == [("overstated here", "supported"), ("unsafe", "unsafe")]
    assert document.meta["corrected"] == [
        {"start": 7, "end": 22, "from": "overstated", "to": "supported"}
    ]


def test_a_second_correction_of_a_text_keeps_the_first(session: Session) -> None:
    settings(session, 'corrections = "deep.jsonl"')
    uri = session.open("twice.md", "One is overstated. Two is unsafe.")
    first, second = session.diagnostics(uri)
    for found, title in ((first, "Wrong label: this is no"), (second, "Wrong label: this is ov")):
        actions = session.actions(uri, found.range)
        session.execute(next(one for one in actions if one.title.startswith(title)))
    last = list(read_documents(session.folder / "deep.jsonl"))[-1]
    assert [(span.start, span.label) for span in last.spans] == [(26, "overstated")]
    assert [one["to"] for one in last.meta["corrected"]] == [None, "overstated"]


def test_a_correction_that_cannot_be_written_is_told(session: Session) -> None:
    settings(session, 'corrections = "no/such/folder.jsonl"')
    uri = session.open("lost.md", "It is overstated.")
    session.diagnostics(uri)
    session.execute(action_of(session, uri, "Wrong label: this is no"))
    assert session.wait(lambda: "was not recorded" in session.messages[-1])


def test_settings_of_the_workspace_hold_by_path_and_are_read_again(session: Session) -> None:
    settings(session, '[per-path."blog/**"]\nignore = ["overstated"]')
    text = "It is overstated. It is unsafe."
    (session.folder / "blog").mkdir()
    post, page = session.open("blog/a.md", text), session.open("page.md", text)
    assert [one.code for one in session.diagnostics(post)] == ["CC-unsafe"]
    assert len(session.diagnostics(page)) == 2
    before = len(session.published)
    settings(session, 'min-severity = "unsafe"')
    later = session.wait(
        lambda: [p for p in session.published[before:] if p.uri == page and p.version]
    )
    assert [one.code for one in later[-1].diagnostics] == ["CC-unsafe"]
    assert types.WORKSPACE_DID_CHANGE_WATCHED_FILES in session.registered


def test_options_of_the_editor_stand_over_the_file(session: Session) -> None:
    settings(session, 'ignore = ["unsafe"]')
    options = {"claimcheck": {"ignore": ["overstated"], "debounce": 20}}
    session.notify(
        "workspace_did_change_configuration", types.DidChangeConfigurationParams(options)
    )
    uri = session.open("over.md", "It is overstated. It is unsafe.")
    assert [one.code for one in session.diagnostics(uri)] == ["CC-unsafe"]


def test_faulty_settings_are_told_and_the_defaults_hold(session: Session) -> None:
    settings(session, "frob = 1")
    uri = session.open("faulty.md", "It is unsafe. It is overstated.")
    assert len(session.diagnostics(uri)) == 2
    assert session.wait(lambda: [m for m in session.messages if "unknown key 'frob'" in m])
    settings(session, "")
    options = {"claimcheck": {"min-severty": "unsafe"}}
    session.notify(
        "workspace_did_change_configuration", types.DidChangeConfigurationParams(options)
    )
    hint = "settings of the editor: unknown key 'min-severty'; did you mean 'min-severity'?"
    assert session.wait(lambda: [m for m in session.messages if hint in m])


@pytest.mark.parametrize(
    ("wished", "agreed", "character"),
    [(["utf-32", "utf-8"], "utf-32", 9), (["utf-8"], "utf-8", 13), (None, "utf-16", 10)],
)
def test_the_unit_of_positions_is_agreed_on(
    tmp_path: Path, wished: list[str] | None, agreed: str, character: int
) -> None:
    general = {"positionEncodings": wished} if wished else {}
    other: dict[str, Any] = {**CAPABILITIES, "general": general, "textDocument": {}}
    session = Session(tmp_path, capabilities=other)
    assert session.server.capabilities.position_encoding == agreed
    uri = session.open("a.md", "é🌿 It is unsafe and harmless.")
    (found,) = session.diagnostics(uri)
    assert found.range.start.character == character
    assert found.related_information is None
    plain = session.hover(uri, 0, character).contents
    assert plain.kind == types.MarkupKind.PlainText and plain.value.startswith("Unsafe claim, 91%")
    assert session.end() == 0


def test_half_a_surrogate_pair_is_one_unit(session: Session) -> None:
    uri = session.open("half.md", "\ud83c It is unsafe.")
    (found,) = session.diagnostics(uri)
    assert found.range.start.character == 8
