"""A Word document of an article that was none: its blocks in Word's own styles, with comments.

What is not reviewed (code, navigation, references) is not in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from claimcheck.blocks import plain_blocks
from claimcheck.datatypes import Article, Block, Finding
from claimcheck.readers.docx import RunSpan
from claimcheck.report.html.lists import number_before
from claimcheck.report.html.shown import shown
from claimcheck.report.html.tables import rows_of
from claimcheck.report.word.ranges import comment_on
from claimcheck.report.word.spoken import spoken_runs
from claimcheck.report.word.wml import Element, made, paragraph_of, run_of

_DEEPEST_HEADING, _DEEPEST_LIST = 9, 3
_LONGEST_TITLE = 255
"""Characters: what the standard allows."""
_UNLEVELLED = 2
"""What to take for the level of a heading without one."""


def clean_copy(article: Article, findings: Sequence[Finding]) -> bytes:
    """The bytes of a `.docx` that says what the article says, with a comment on each finding."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.comments = "claimcheck", ""
    properties.title = shown(article.source)[-_LONGEST_TITLE:]
    runs: list[RunSpan] = []
    end = document.element.body.sectPr
    for element in _elements(article, runs):
        end.addprevious(element)
    if findings:
        comment_on(document, article, runs, findings)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _elements(article: Article, runs: list[RunSpan]) -> Iterator[Element]:
    """The paragraphs and tables of the article; their runs are added to `runs`."""
    blocks = article.blocks if article.blocks is not None else plain_blocks(article.text)
    for in_table, group in groupby(blocks, key=lambda block: block.kind == "table_cell"):
        if in_table:
            yield from _table(article.text, list(group), runs)
        else:
            for block in group:
                yield _paragraph(article.text, block, runs)


def _paragraph(text: str, block: Block, runs: list[RunSpan]) -> Element:
    number = number_before(text, block) if block.kind == "list_item" else ""
    mark = [run_of(f"{number}.\t")] if number else []
    spans = list(spoken_runs(text, block))
    runs += spans
    return paragraph_of(_style(block, bool(number)), *mark, *(span.run for span in spans))


def _style(block: Block, numbered: bool) -> str:
    """The id of the style in python-docx's own template; a numbered item brings its number."""
    if block.kind == "heading":
        return f"Heading{min(block.level or _UNLEVELLED, _DEEPEST_HEADING)}"
    if block.kind == "list_item":
        level = min(block.level, _DEEPEST_LIST)
        return ("List" if numbered else "ListBullet") + (str(level) if level > 1 else "")
    return "Quote" if block.kind == "quote" else ""


def _table(text: str, blocks: Sequence[Block], runs: list[RunSpan]) -> Iterator[Element]:
    rows = rows_of(text, [(block, None) for block in blocks])
    width = max(map(len, rows))
    table = made(
        "tbl",
        made("tblPr", made("tblStyle", val="TableGrid"), made("tblW", w="0", type="auto")),
        made("tblGrid", *(made("gridCol") for _ in range(width))),
    )
    for row in rows:
        cells = [cell[0] if cell else None for cell in row] + [None] * (width - len(row))
        table.append(made("tr", *(_cell(text, block, runs) for block in cells)))
    yield table
    # Word wants a paragraph behind a table; without it two tables become one.
    yield paragraph_of("")


def _cell(text: str, block: Block | None, runs: list[RunSpan]) -> Element:
    inner = _paragraph(text, block, runs) if block else paragraph_of("")
    return made("tc", made("tcPr", made("tcW", w="0", type="auto")), inner)
