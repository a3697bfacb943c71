"""The set-up page's lines for Neovim, in Neovim; the reviews are made by hand."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
CONFIGURATIONS = re.findall(r"^```lua\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
TEXT = "🌿 It is unsafe.\n\nIt is overstated.\n"

BESIDE_PYTHON = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
NEOVIM = shutil.which("nvim", path=BESIDE_PYTHON)


@pytest.mark.skipif(not (NEOVIM or "CI" in os.environ), reason="needs nvim 0.11, as CI has it")
@pytest.mark.parametrize("configuration", CONFIGURATIONS, ids=["0.11", "0.8"])
def test_a_session(configuration: str, tmp_path: Path) -> None:
    (tmp_path / "claimcheck.toml").touch()
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    assert seen_in_neovim(configuration, tmp_path, "a.md") == {
        "diagnostics": [
            [0, 11, 17, 1, "CC-unsafe", "claimcheck"],
            [2, 6, 16, 2, "CC-overstated", "claimcheck"],
        ],
        "root": str(tmp_path),
        "hover": [
            "**Unsafe claim**, 91% (`CC-unsafe`)",
            "",
            "**Why:** Why unsafe",
            "",
            "**Do:** advice unsafe",
            "",
            "**Say:** a careful word",
        ],
        "titles": [
            "Say: 'a careful word'",
            "Explain this claim",
            "Ignore 'unsafe' here, with a reason",
            "Wrong label: this is supported",
            "Wrong label: this is anecdotal",
            "Wrong label: this is overstated",
            "Wrong label: this is no claim",
        ],
        "cursor": [3, len("<!-- claimcheck ignore[overstated]: ")],
        "lines": [
            "🌿 It is a careful word.",
            "",
            "<!-- claimcheck ignore[overstated]: reason -->",
            "It is overstated.",
        ],
    }


def seen_in_neovim(configuration: str, folder: Path, name: str) -> object:
    """What neovim.lua sees of a file in a folder, with a configuration and nobody else's."""
    for where, text in (("home/nvim/init.lua", configuration), ("bin/claimcheck", SERVER)):
        path = folder / where
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
        path.chmod(0o755)
    home, seen = str(folder / "home"), folder / "seen.json"
    environment = {
        **os.environ,
        **{f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "PATH": os.pathsep.join([str(folder / "bin"), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT),
        "SEEN": str(seen),
    }
    script = Path(__file__).with_name("neovim.lua")
    command = [NEOVIM or "nvim", "--headless", "-n", name, "-c", f"luafile {script}"]
    subprocess.run(command, cwd=folder, env=environment, check=True, timeout=180)
    return json.loads(seen.read_text("utf-8"))


SERVER = f'#!/bin/sh\n[ "$*" = lsp ] && exec "{sys.executable}" -m tests.lsp.served\n'
