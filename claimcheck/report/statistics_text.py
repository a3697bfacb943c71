"""Statistics as a page of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from claimcheck.labels import LABELS
from claimcheck.report.statistics import Statistics, asked_by_name, commonest
from claimcheck.report.style import printable

_NARROWEST = 60
_INDENT = "  "
_NUMBER = 12


def statistics_text(statistics: Statistics, width: int = 100) -> str:
    """Tables under headings, for people; `width` in characters."""
    width = max(width, _NARROWEST)
    parts = (
        _labels(statistics),
        _worst(statistics, width),
        _rules(statistics, width),
        _advice(statistics, width),
        _unreadable(statistics, width),
    )
    paragraphs = ("\n".join(lines) for part in parts if (lines := list(part)))
    return f"{_headline(statistics)}\n\n" + "\n\n".join(paragraphs) + "\n"


def _headline(counted: Statistics) -> str:
    return (
        f"Summary: {_of(counted.articles, 'article')}, {_of(counted.words, 'word')}, "
        f"{_of(counted.claims, 'claim')} "
        f"({counted.claims_per_1000_words:.1f} per 1,000 words)"
    )


def _labels(counted: Statistics) -> Iterator[str]:
    yield _INDENT + _row("label", ("claims", "share", "articles"), 12)
    for label in reversed(LABELS):
        numbers = (
            f"{counted.labels[label]:,}",
            f"{counted.shares[label]:.1%}",
            f"{counted.articles_by_label[label]:,}",
        )
        yield _INDENT + _row(label.value, numbers, 12)
    if counted.suppressed:
        yield _INDENT + _row("suppressed", (f"{counted.suppressed:,}",), 12)
    yield _INDENT + f"{_of(counted.without_claims, 'article')} without a claim"


def _worst(counted: Statistics, width: int) -> Iterator[str]:
    room = width - len(_INDENT) - 4 * _NUMBER
    for number, article in enumerate(counted.worst):
        asked = asked_by_name(article)
        if not number:
            yield _row("Worst articles", (*asked, "words"), room + len(_INDENT))
        name = _cut(printable(article.path), room)
        yield _INDENT + _row(name, (*map(str, asked.values()), f"{article.words:,}"), room)


def _rules(counted: Statistics, width: int) -> Iterator[str]:
    room = width - len(_INDENT) - 2 * _NUMBER
    for number, (rule, claims) in enumerate(commonest(counted.rules)):
        if not number:
            yield _row("Commonest findings", ("claims", "articles"), room + len(_INDENT))
        numbers = (f"{claims:,}", f"{counted.articles_by_rule[rule]:,}")
        yield _INDENT + _row(_cut(rule, room), numbers, room)


def _advice(counted: Statistics, width: int) -> Iterator[str]:
    for number, (advice, claims) in enumerate(commonest(counted.advice)):
        if not number:
            yield "Commonest advice, by the number of claims"
        head = f"{_INDENT}{claims:>8,}  "
        lines = wrap(printable(advice), width - len(head)) or [""]
        yield head + f"\n{' ' * len(head)}".join(lines)


def _unreadable(counted: Statistics, width: int) -> Iterator[str]:
    if not counted.unreadable:
        return
    yield f"{_of(counted.unreadable, 'article')} could not be read"
    for failure in counted.failures:
        yield _INDENT + _cut(f"{printable(failure.path)}: {printable(failure.message)}", width)
    if more := counted.unreadable - len(counted.failures):
        yield f"{_INDENT}and {more:,} more"


def _row(name: str, numbers: Sequence[str], room: int) -> str:
    return name.ljust(room) + "".join(number.rjust(_NUMBER) for number in numbers)


def _of(count: int, what: str) -> str:
    return f"{count:,} {what}" + "s" * (count != 1)


def _cut(text: str, width: int) -> str:
    """The end of a long name says more than its beginning."""
    return text if len(text) <= width else "…" + text[-(width - 1) :]
