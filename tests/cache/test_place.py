"""Where reviews are kept, by platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.cache.place import cache_file, default_folder, state_file


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/claimcheck"),
        ({}, "linux", "~/.cache/claimcheck"),
        ({"XDG_CACHE_HOME": ""}, "linux", "~/.cache/claimcheck"),
        ({}, "darwin", "~/Library/Caches/claimcheck"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/claimcheck/Cache"),
        ({}, "win32", "~/AppData/Local/claimcheck/Cache"),
    ],
)
def test_every_platform_has_its_folder(
    environment: dict[str, str], platform: str, folder: str
) -> None:
    assert default_folder(environment, platform) == Path(folder).expanduser()


def test_a_folder_that_was_named_is_used() -> None:
    assert cache_file(Path("/c")).parent == Path("/c")


def test_the_state_of_a_report_lies_hidden_beside_it(tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "out.jsonl")
    assert state_file(tmp_path / "link.jsonl") == tmp_path / ".out.jsonl.resume"
