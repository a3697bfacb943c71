"""`claimcheck lsp`: the whole way, with the model that comes along."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lsprotocol import types

from claimcheck.cli import main
from tests.lsp.client import Session

TEXT = "# Kratom\n\n🌿 It is late. Kratom tea has no side effects.\n"


def test_an_editor_gets_the_claims_of_an_article(tmp_path: Path) -> None:
    session = Session(tmp_path, module=("claimcheck", "lsp", "--stdio"))
    uri = session.open("a.md", TEXT)
    found = session.diagnostics(uri)[-1]
    assert found.code == "CC-unsafe/risk-denial"
    assert found.range.start == types.Position(2, 15)
    hover = session.hover(uri, 2, 20)
    assert hover is not None and "**Unsafe claim" in hover.contents.value
    assert session.end() == 0


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    result = CliRunner().invoke(main, ["lsp"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "pip install 'claimcheck[lsp]'" in result.stderr


def test_a_settings_file_and_none_do_not_go_together(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["lsp", "--isolated", "--config", str(tmp_path / "a.toml")])
    assert result.exit_code == 2 and "do not go together" in result.stderr
