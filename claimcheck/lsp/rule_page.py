"""The page that tells what each code means, and the address at which an editor opens it.

The page comes with the package, so that its address needs no network and always fits the version.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from claimcheck.report.rules import Rule, all_rules

_PAGE = "labels.md"
_HEAD = """\
# Labels and codes

claimcheck gives every health claim one of four labels, and a finding the code of its label. Where
a kind of wording decided, its name stands behind it: `CC-unsafe/risk-denial`. Codes are stable.

This page is made: `python -m claimcheck.lsp.rule_page > docs/labels.md`
"""


def rule_page() -> str:
    """The page, in Markdown."""
    parts = [_HEAD]
    for label, rules in groupby(all_rules(), key=lambda rule: rule.label):
        if label is not None:
            parts.append(f"## {label.value.capitalize()}\n")
        parts += [_section(rule, "##" if label is None else "###") for rule in rules]
    return "\n".join(parts)


def rule_address(code: str) -> str:
    """The address of a code's section on the page."""
    page = Path(str(files("claimcheck.lsp").joinpath(_PAGE)))
    return f"{page.as_uri()}#{_anchor(code)}"


def _section(rule: Rule, level: str) -> str:
    return f"{level} {rule.code}\n\n{rule.full}\n\nWhat to do: {rule.advice}\n"


def _anchor(heading: str) -> str:
    """The anchor that renderers of Markdown give a heading, as GitHub does it."""
    kept = (char for char in heading.lower() if char.isalnum() or char in " -_")
    return "".join(kept).replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(rule_page())
