"""Where reviews are kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_NAME = "claimcheck"
_FILE = "reviews-1.sqlite"
"""The number is raised when the file is laid out anew, so that versions do not fight over it."""


def cache_file(folder: Path | None = None) -> Path:
    """The file of the cache, in `folder` or in the user's cache folder."""
    return (default_folder() if folder is None else folder) / _FILE


def default_folder(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path:
    """The user's cache folder: `$XDG_CACHE_HOME/claimcheck` or what the platform has for it."""
    environment = os.environ if environment is None else environment
    home = Path.home()
    if base := environment.get("XDG_CACHE_HOME"):
        return Path(base, _NAME)
    if platform == "darwin":
        return home / "Library" / "Caches" / _NAME
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local", _NAME, "Cache")
    return home / ".cache" / _NAME


def state_file(output: Path) -> Path:
    """Where an unfinished run keeps what it has done: hidden, beside its report, also where that is
    a folder, which the run may have made."""
    target = output.resolve()
    return target.parent / f".{target.name}.resume"
