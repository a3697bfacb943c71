"""What the tests of all formats share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from claimcheck.datatypes import Article, Failure, Note, Place, Review
from claimcheck.labels import Label
from claimcheck.report import WRITERS, ReportOptions
from tests.fakes import MODEL, finding

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
PAGE = Place(0, (("page", 3),))
FAILURE = Failure("b.bin", "InputError", "is binary")
HOSTILE = (
    "=1+1;@x\x00\x1b[2J %0A::error::x](http://e.vil) <b>&amp;</b> {0} `|` *a* \u202e ]]> 'q' \"d\""
)


def written(format_: str, *results: Review | Failure, options: ReportOptions | None = None) -> str:
    """The whole of a report."""
    return "".join(WRITERS[format_](options or ReportOptions()).write(iter(results)))


def one_claim(
    text: str,
    label: Label = Label.UNSAFE,
    *,
    path: str = "a.md",
    suppressed: str | None = None,
    decided_by: str = "",
    place: Place | None = None,
    suggestion: str | None = None,
) -> Review:
    """An article that is one claim, with a note and words of its own as hostile as the claim."""
    notes = (Note(text, text, "https://example.org/n"),)
    found = finding(
        text,
        0,
        len(text),
        label,
        suppressed=suppressed,
        notes=notes,
        decided_by=decided_by,
        place=place,
        suggestion=suggestion,
    )
    return Review(Article(path, text), MODEL, 1, (found,))


def schema_errors(name: str, value: Any) -> list[str]:
    """What a schema of tests/data/schemas says against a value."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    validator = validator_for(schema)(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
