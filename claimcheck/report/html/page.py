"""The page as a whole: articles rendered one by one, then put in order behind the index."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimcheck.datatypes import Failure, Review
from claimcheck.labels import LABELS
from claimcheck.report.html.entries import Entry, make_entry, total
from claimcheck.report.html.marks import CONFIDENCE_BANDS, NumberedFinding
from claimcheck.report.html.notes import Margin, place_in_words
from claimcheck.report.html.outline import sections
from claimcheck.report.html.shown import shown
from claimcheck.report.html.spool import Spool
from claimcheck.report.options import ReportOptions

_PIECE = 16
"""Template fragments that make one piece of output."""


def pieces(results: Iterable[Review | Failure], options: ReportOptions) -> Iterator[str]:
    """The page in pieces. Every result is taken before the first piece comes."""
    templates = environment()
    failures: list[Failure] = []
    entries: list[Entry] = []
    with Spool() as spool:
        for number, result in enumerate(results, 1):
            if isinstance(result, Failure):
                failures.append(result)
                continue
            claims = numbered(number, result, options)
            place = spool.add(_article(templates, result, claims))
            entries.append(make_entry(number, result, claims, place))
        entries.sort(key=lambda entry: entry.rank)
        stream = templates.get_template("page.html").stream(
            **_fixed(),
            failures=failures,
            entries=entries,
            totals=total(entries),
            supported_on=options.show_supported,
            body=lambda entry: Markup(spool.read(entry.place)),
        )
        stream.enable_buffering(_PIECE)
        yield from stream


def numbered(number: int, review: Review, options: ReportOptions) -> list[NumberedFinding]:
    """The findings shown of the article with this number, counted from 1."""
    return [
        NumberedFinding(finding, at, f"{number}-{at}")
        for at, finding in enumerate(options.shown(review), 1)
    ]


def _article(templates: Environment, review: Review, claims: list[NumberedFinding]) -> str:
    length = max(len(review.article.text), 1)
    ticks = [
        (one.classes, 1000 * one.finding.claim.start / length, one.finding.claim) for one in claims
    ]
    return templates.get_template("article.html").render(
        sections=sections(review.article, claims),
        ticks=[
            (classes, round(at, 1), max(round(1000 * (claim.end - claim.start) / length, 1), 2))
            for classes, at, claim in ticks
        ],
        remarks=[(place_in_words(each), each.message) for each in review.remarks],
        margin_note=Margin(review.article).note,
    )


@cache
def environment() -> Environment:
    """Templates that escape all they are given, and spell out what cannot be seen."""
    return Environment(
        loader=PackageLoader("claimcheck.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )


def _finalize(value: Any) -> Any:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _fixed() -> dict[str, Any]:
    """What is the same on every page: style, script, their hashes, and the words for labels."""
    folder = files("claimcheck.report.html") / "templates"
    style = (folder / "style.css").read_text(encoding="utf-8")
    script = (folder / "script.js").read_text(encoding="utf-8")
    return {
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "labels": [(label.value, label.about.definition) for label in reversed(LABELS)],
        "bands": CONFIDENCE_BANDS,
    }


def _hash(content: str) -> str:
    """A source expression of the content security policy."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
