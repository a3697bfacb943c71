"""The page on editors: what can be read by a program is sound, and starts the server."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from claimcheck.lsp.settings import Workshop, initial_options

PAGE = (Path(__file__).parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_options_shown_are_options(tmp_path: Path) -> None:
    options, code = map(json.loads, blocks("json"))
    for sent in (options, code["glspc.server.initializationOptions"]):
        workshop = Workshop(folders=[tmp_path], options=initial_options(sent))
        assert workshop.configuration(None).settings.min_severity == "overstated"
    assert workshop.debounce == 0.3 and Workshop(options=options).debounce == 0.5
    assert code["glspc.server.commandArguments"] == ["lsp"]


def test_every_editor_starts_the_server() -> None:
    helix, zed, cargo = map(tomllib.loads, blocks("toml"))
    server = helix["language-server"]["claimcheck"]
    assert (server["command"], server["args"]) == ("claimcheck", ["lsp"])
    assert "claimcheck" in helix["language"][0]["language-servers"]
    assert zed["language_servers"]["claimcheck"]["languages"] == ["Markdown", "HTML"]
    assert cargo["lib"]["crate-type"] == ["cdylib"]
    assert "{ 'claimcheck', 'lsp' }" in blocks("lua")[0]
    assert '("claimcheck" "lsp" ' in blocks("elisp")[0]
