"""A plain sentence splitter for tests: after a full stop and at line ends."""

from __future__ import annotations

import re


def split(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\s.][^.\n]*\.?", text)]
