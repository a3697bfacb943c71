"""Tables of an article: cells put into rows by what stands between them in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from markupsafe import Markup

from claimcheck.datatypes import Block

_RULE = re.compile(r"\n[ \t]*\|?[ \t]*:?-+")
_PIPES = re.compile(r"[|\s]+")
T = TypeVar("T")
Cell = tuple[Block, T]


def table_html(text: str, cells: Sequence[Cell[Markup]]) -> Markup:
    """A row ends at a line end; Markdown's rule makes the row above it the head."""
    rows = rows_of(text, cells)
    head = _has_head(text, cells, rows)
    out = Markup("")
    for number, row in enumerate(rows):
        name = "th" if head and number == 0 else "td"
        scope = Markup(' scope="col"') if name == "th" else Markup("")
        out += Markup("<tr>{}</tr>\n").format(_row(row, name, scope))
    return Markup("<table>\n{}</table>\n").format(out)


def rows_of(text: str, cells: Sequence[Cell[T]]) -> list[list[Cell[T] | None]]:
    """The cells by row, None for one without words.

    Cells without words have no block: pipes that stand together tell of them.
    """
    rows: list[list[Cell[T] | None]] = []
    end = None
    for cell in cells:
        start = cell[0].start
        if end is None or "\n" in text[end:start]:
            rows.append([])
            end = text.rfind("\n", 0, start) + 1
        gap = text[end:start]
        missed = gap.count("|") - 1 if _PIPES.fullmatch(gap) else 0
        between = bool(rows[-1]) or gap.lstrip()[:1] == "|"
        rows[-1] += [None] * max(0, missed if between else 0)
        rows[-1].append(cell)
        end = cell[0].end
    return rows


def _has_head(
    text: str, cells: Sequence[Cell[T]], rows: Sequence[Sequence[Cell[T] | None]]
) -> bool:
    """Whether a rule stands below the first row."""
    if len(rows) < 2:
        return False
    second = next(cell for cell in rows[1] if cell)
    return bool(_RULE.search(text[cells[0][0].end : second[0].start]))


def _row(row: Sequence[Cell[Markup] | None], name: str, scope: Markup) -> Markup:
    out = Markup("")
    for cell in row:
        html = Markup("<{0}{1}>{2}</{0}>").format(name, scope, cell[1]) if cell else None
        out += Markup("<td></td>") if html is None else html
    return out
