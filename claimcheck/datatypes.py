"""The records that travel between the parts.

Positions are half-open code-point offsets into `Article.text` everywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from claimcheck.labels import LABELS, Label

UNREADABLE = "CC-unreadable"
"""The code of an article that could not be reviewed."""
SUPPRESSION = "CC-suppression"
"""The code of a suppression that is not as it should be; its fault stands behind it."""
IN_SOURCE, EXTERNAL = "inSource", "external"
"""Where a suppression stands, in SARIF's words: in the article, or in a baseline."""
BLOCK_KINDS = ("paragraph", "heading", "list_item", "table_cell", "quote")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of running text that no sentence crosses.

    `skip` holds the stretches inside it that are markup and not words (link targets, tags). One
    that is a character reference, such as '&rsquo;', stands for its character.
    """

    start: int
    end: int
    kind: str = "paragraph"
    level: int = 0
    skip: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text from `start` to the next place stands in a document that has no lines.

    `parts` go from the larger to the smaller: (("page", 3),), (("table", 1), ("row", 2)).
    """

    start: int
    parts: tuple[tuple[str, int | str], ...]

    def __str__(self) -> str:
        return ", ".join(f"{unit} {value}" for unit, value in self.parts)


@dataclass(frozen=True, slots=True)
class Comment:
    """Words to claimcheck in an article, such as 'claimcheck ignore: cited in ref 4'.

    It stands at text[start:end] and nobody reads it there; or, `attached`, text[start:end] is what
    it was put on, as comments of Word are. `author` is there where the document names one.
    """

    start: int
    end: int
    text: str
    attached: bool = False
    author: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One text to review. `source` is what the user called it: a path, or '-' for stdin.

    Without `blocks` the lines of the text make them. `places`, in the order of the text, are given
    where the text was built from a document; `warnings` are for the person who asked. `data` is
    that document where it cannot be read again: from standard input.
    """

    source: str
    text: str
    blocks: tuple[Block, ...] | None = None
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    data: bytes = field(default=b"", repr=False)

    def place(self, offset: int) -> Place | None:
        """The place in the document of the character at `offset`, None in a file of lines."""
        at = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that speaks for a label: a booster, a denied risk, a testimony."""

    start: int
    end: int
    text: str
    category: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A labelled claim span with one calibrated probability for each label (they sum to 1)."""

    start: int
    end: int
    text: str
    label: Label
    scores: Mapping[Label, float]
    needs_review: bool = False
    cues: tuple[Cue, ...] = ()

    @property
    def confidence(self) -> float:
        """Probability of the label given, 0 to 1."""
        return self.scores[self.label]


@dataclass(frozen=True, slots=True)
class Note:
    """What a public source says about the substance or practice a claim is about."""

    text: str
    source: str
    url: str


def rule_code(label: Label, category: str = "") -> str:
    """The stable code of a label, with the category of the cue that decided behind it."""
    return f"CC-{label.value}" + (f"/{category.replace('_', '-')}" if category else "")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding may stand, who said so, and until which day, that day included.

    `kind` is IN_SOURCE or EXTERNAL, `line` where in the article the comment stands.
    """

    reason: str = ""
    kind: str = IN_SOURCE
    author: str = ""
    until: date | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim as an editor meets it: where it stands, why it is labelled so, what to do.

    `decided_by` is the category of the cue that decided, '' where none did. `suggestion` is the
    whole claim in safer words, for an editor to take or leave; None where no safe wording is known.
    """

    claim: Claim
    line: int
    column: int
    end_line: int
    end_column: int
    why: str
    advice: str
    notes: tuple[Note, ...] = ()
    suppression: Suppression | None = None
    decided_by: str = ""
    place: Place | None = None
    suggestion: str | None = None

    @property
    def suppressed(self) -> str | None:
        """The reason why it may stand, '' where none is given, None where it may not."""
        return None if self.suppression is None else self.suppression.reason

    @property
    def rule(self) -> str:
        """The stable code of the finding, such as 'CC-unsafe' or 'CC-unsafe/risk-denial'."""
        return rule_code(self.claim.label, self.decided_by)


class Fault(StrEnum):
    """What can be wrong with a suppression; only a MALFORMED one is an error."""

    MALFORMED = "malformed"
    EXPIRED = "expired"
    UNEXPLAINED = "unexplained"
    UNENDED = "unended"
    UNUSED = "unused"


def fault_code(fault: Fault) -> str:
    """The stable code of what is wrong with a suppression, such as 'CC-suppression/unused'."""
    return f"{SUPPRESSION}/{fault.value}"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with a suppression, and what to do; places count from 1, in code points."""

    fault: Fault
    message: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    place: Place | None = None

    @property
    def rule(self) -> str:
        """The stable code of its fault."""
        return fault_code(self.fault)


@dataclass(frozen=True, slots=True)
class Review:
    """All findings of one article, in the order of the text, and what is to be said of its
    suppressions."""

    article: Article
    model: str
    words: int
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def path(self) -> str:
        return self.article.source

    @property
    def counts(self) -> dict[Label, int]:
        """Number of claims of each label, the four of them always present."""
        found = [finding.claim.label for finding in self.findings]
        return {label: found.count(label) for label in LABELS}

    @property
    def standing(self) -> dict[Label, int]:
        """Number of claims of each label that nobody has suppressed."""
        found = [one.claim.label for one in self.findings if one.suppression is None]
        return {label: found.count(label) for label in LABELS}

    @property
    def n_suppressed(self) -> int:
        """Number of claims that somebody has suppressed."""
        return sum(finding.suppression is not None for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be reviewed: never to be taken for a clean one."""

    path: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A gold or predicted claim span."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text in which every claim is marked; what is not marked is not a claim."""

    id: str
    text: str
    spans: tuple[LabelledSpan, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Gold sentence borders where the document states them, else nothing."""
        return tuple((int(start), int(end)) for start, end in self.meta.get("sentences", ()))
