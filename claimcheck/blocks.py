"""How plain text falls into blocks: the one rule for files, standard input and bare strings.

A blank line ends a block. So does a single line break, unless the lines are a paragraph that was
wrapped by hand or by a mail program. Markers (bullets, numbers, '#', '>') stand outside the block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from claimcheck.datatypes import Block
from claimcheck.lines import Line, parse_lines

MIN_WRAP, MAX_WRAP = 50, 120
"""Columns between which a line may have been wrapped."""
_ESTABLISHED = 3
_SLACK = 0.85
_TITLE_WORDS, _TITLE_CHARS, _BOLD_NUMBERED_WORDS = 16, 100, 8

_WORD = re.compile(r"\S+")
_ENDED = re.compile(r"[.!?:…][\"'”’»)\]*_]*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|Prof|St|vs|approx|ca|cf|No|Fig|al|e\.g|i\.e|[A-Z])\.$"
)
_OPEN_END = re.compile(
    r"(?:[,;–—/-]|\b(?:a|an|the|of|and|or|to|in|on|with|for|by|from|than|as|at|that|is|are|was|were|"
    r"be|your|their|its|this|these))$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"\b(?:includ(?:e|es|ing)|are|is|was|following|to|with|by|as|of|for|the|and|or|that|can|may)$",
    re.IGNORECASE,
)
_INNER_STOP = re.compile(r"[a-z)\d][.!?][\"'”’)]*\s+[\"'“‘(]*[A-Z]")


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of plain text in order, disjoint, with every word that is not a marker."""
    runs = list(_runs(parse_lines(text)))
    width = _document_width(text, runs)
    drafts = [group for run in runs for group in _split(text, run, width)]
    return tuple(_name_headings(text, drafts))


def topic_like(text: str) -> bool:
    """Whether a line reads as a heading: short, no sentence's end, no lead-in to a list."""
    text = text.strip()
    first = next((char for char in text if char.isalnum()), "")
    if not first or first.islower() or len(text) > _TITLE_CHARS:
        return False
    words = text.split()
    if len(words) > _TITLE_WORDS or text[-1] in ".!;,…–—-" or _INNER_STOP.search(text):
        return False
    bare = text.rstrip(":").rstrip()
    if text.endswith(":"):
        return len(words) <= 4 and not _LEAD_IN.search(bare)
    return not _LEAD_IN.search(bare)


def shouted(text: str) -> bool:
    """Whether a line is set in capitals throughout, as a heading is in plain text."""
    letters = sum(char.isalpha() for char in text[:_TITLE_CHARS])
    return letters >= 4 and len(text) <= _TITLE_CHARS and text.isupper() and text[-1] not in ".!;,"


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Neighbouring lines that could be one block."""
    run: list[Line] = []
    for line in lines:
        if run and not line.gap and _continues(run[-1], line):
            run.append(line)
            continue
        if run:
            yield run
        run = [line]
    if run:
        yield run


def _continues(before: Line, line: Line) -> bool:
    if line.kind == "paragraph":
        return before.kind in ("paragraph", "list_item")
    return line.kind == before.kind == "quote" and line.level == before.level


def _run_width(run: Sequence[Line]) -> int:
    """The column at which the lines of a run seem to be wrapped."""
    widths = [line.width for line in run if line.width <= MAX_WRAP and line.n_words > 1]
    return max(widths, default=0)


def _ended(text: str, line: Line) -> bool:
    tail = text[max(line.start, line.end - 12) : line.end]
    return bool(_ENDED.search(tail)) and not _ABBREVIATION.search(tail)


def _goes_on(text: str, line: Line, after: Line) -> bool:
    """Whether `after` reads as the rest of the sentence that `line` leaves open."""
    if _ended(text, line):
        return False
    return text[after.start].islower() or bool(
        _OPEN_END.search(text[max(line.start, line.end - 12) : line.end])
    )


def _fits(text: str, line: Line, after: Line, width: float) -> bool:
    """Whether the first word of `after` no longer had room on `line` at this width."""
    word = _WORD.match(text, after.start, after.end)
    room = line.width + 1 + (word.end() - word.start() if word else 0)
    return room >= MIN_WRAP and line.width <= MAX_WRAP and room > width


def _wrapped(text: str, run: Sequence[Line], width: int) -> list[bool]:
    """For each line but the last: is it plainly carried on by the next?"""
    hanging = run[0].kind == "list_item"
    return [
        _goes_on(text, line, after)
        and (
            (width >= MIN_WRAP and _fits(text, line, after, width * _SLACK))
            or (hanging and after.indent > run[0].indent)
        )
        for line, after in pairwise(run)
    ]


def _fragments(text: str, run: Sequence[Line]) -> bool:
    """Lines that start in lower case from the first on: a list without bullets."""
    return run[0].kind == "paragraph" and text[run[0].start].islower()


def _document_width(text: str, runs: Sequence[Sequence[Line]]) -> int:
    """The column at which the whole text is wrapped, 0 where it is not."""
    total, width = 0, 0
    for run in runs:
        if len(run) > 1 and not _fragments(text, run):
            count = sum(_wrapped(text, run, _run_width(run)))
            total += count
            width = max(width, _run_width(run) if count else 0)
    return width if total >= _ESTABLISHED else 0


def _joins(text: str, run: Sequence[Line], document_width: int) -> list[bool]:
    """For each line but the last: does the next belong to the same block?"""
    if len(run) > 1 and _fragments(text, run):
        return _wrapped(text, run, document_width)
    plainly = _wrapped(text, run, _run_width(run))
    own = any(plainly)
    width = _run_width(run) if own else document_width
    if not width:
        return plainly
    return [
        sure
        or (
            _fits(text, line, after, width)
            and not _title_case(text, line)
            and (own or not _ended(text, line))
        )
        for sure, line, after in zip(plainly, run, run[1:], strict=False)
    ]


def _title_case(text: str, line: Line) -> bool:
    words = text[line.start : line.end].split()
    long = [word for word in words if len(word) > 3]
    return len(long) >= 3 and all(not word[0].islower() for word in long) and len(words) < 20


def _split(text: str, run: list[Line], document_width: int) -> Iterator[list[Line]]:
    group = [run[0]]
    for joined, line in zip(_joins(text, run, document_width), run[1:], strict=True):
        if joined:
            group.append(line)
        else:
            yield group
            group = [line]
    yield group


def _name_headings(text: str, drafts: Sequence[list[Line]]) -> Iterator[Block]:
    """Blocks with their kinds, now that every block's neighbours are known."""
    topics = [len(group) == 1 and _could_head(text, group[0]) for group in drafts]
    for index, group in enumerate(drafts):
        block = _block(group)
        if block.kind == "paragraph" and topics[index]:
            block = replace(block, kind=_topic_kind(text, drafts, topics, index))
        elif block.kind == "list_item" and _stands_alone(text, drafts, index):
            block = replace(block, kind="heading", level=0)
        yield block


def _could_head(text: str, line: Line) -> bool:
    words = text[line.start : min(line.end, line.start + _TITLE_CHARS + 2)]
    return line.kind == "paragraph" and (topic_like(words) or shouted(words))


def _topic_kind(text: str, drafts: Sequence[list[Line]], topics: Sequence[bool], index: int) -> str:
    """Heading, unless it stands in a row of three or more short lines: then a list item."""
    line = drafts[index][0]
    if shouted(text[line.start : line.end]):
        return "heading"
    if index + 1 == len(drafts):
        return "list_item" if index > 1 and topics[index - 1] and topics[index - 2] else "paragraph"
    before = index > 0 and topics[index - 1]
    after = topics[index + 1]
    if before and after:
        return "list_item"
    in_row = index > 1 and before and topics[index - 2]
    return "list_item" if in_row and not line.gap else "heading"


def _stands_alone(text: str, drafts: Sequence[list[Line]], index: int) -> bool:
    """A short numbered line between paragraphs heads the text below it."""
    line = drafts[index][0]
    words = text[line.start : min(line.end, line.start + _TITLE_CHARS + 2)]
    if not line.numbered or len(drafts[index]) > 1 or index + 1 == len(drafts):
        return False
    before = drafts[index - 1][0].kind if index else "paragraph"
    short = line.n_words <= _BOLD_NUMBERED_WORDS and topic_like(words)
    return short and before != "list_item" and drafts[index + 1][0].kind == "paragraph"


def _block(group: Sequence[Line]) -> Block:
    first = group[0]
    skip = tuple((line.mark, line.start) for line in group[1:] if line.mark < line.start)
    return Block(first.start, group[-1].end, first.kind, first.level, skip)
