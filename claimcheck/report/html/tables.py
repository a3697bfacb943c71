"""Tables of an article: cells put into rows by what stands between them in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from claimcheck.datatypes import Block

_RULE = re.compile(r"\n[ \t]*\|?[ \t]*:?-+")
_PIPES = re.compile(r"[|\s]+")
Cells = Sequence[tuple[Block, Markup]]


def table_html(text: str, cells: Cells) -> Markup:
    """A row ends at a line end; Markdown's rule makes the row above it the head.

    Cells without words have no block: pipes that stand together tell of them.
    """
    rows = _rows(text, cells)
    head = len(rows) > 1 and bool(_RULE.search(text[cells[0][0].end : rows[1][0][0].start]))
    out = Markup("")
    for number, row in enumerate(rows):
        name = "th" if head and number == 0 else "td"
        scope = Markup(' scope="col"') if name == "th" else Markup("")
        out += Markup("<tr>{}</tr>\n").format(_row(text, row, name, scope))
    return Markup("<table>\n{}</table>\n").format(out)


def _rows(text: str, cells: Cells) -> list[list[tuple[Block, Markup]]]:
    rows: list[list[tuple[Block, Markup]]] = []
    end = None
    for block, html in cells:
        if end is None or "\n" in text[end : block.start]:
            rows.append([])
        rows[-1].append((block, html))
        end = block.end
    return rows


def _row(text: str, row: Cells, name: str, scope: Markup) -> Markup:
    out = Markup("")
    end = text.rfind("\n", 0, row[0][0].start) + 1
    for number, (block, html) in enumerate(row):
        gap = text[end : block.start]
        missed = gap.count("|") - 1 if _PIPES.fullmatch(gap) else 0
        out += Markup("<td></td>") * max(0, missed if number or gap.lstrip()[:1] == "|" else 0)
        out += Markup("<{0}{1}>{2}</{0}>").format(name, scope, html)
        end = block.end
    return out
