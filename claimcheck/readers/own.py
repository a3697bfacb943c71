"""Knows the reports that claimcheck writes in forms that it reads as well."""

from __future__ import annotations

import re
from pathlib import Path

_HEAD = 4096
_MARKS = re.compile(
    rb'<meta name="generator" content="claimcheck">'
    rb"|\A# Health claims\n\n\d[\d,]* articles? reviewed, .* Model: `"
)


def is_report(path: Path) -> bool:
    """Whether a file is an HTML page or a Markdown summary of claimcheck's.

    Only of use for the file that a report is written to: whoever wants an article passed over could
    put the mark into it.
    """
    try:
        with path.open("rb") as file:
            return _MARKS.search(file.read(_HEAD)) is not None
    except OSError:
        return False
