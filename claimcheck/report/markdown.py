"""A report in Markdown, to paste into a message, an issue or a document.

Article text is escaped: it cannot become a heading, a link, an image, a tag or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.datatypes import Failure, Finding, Review, Suppression
from claimcheck.labels import LABELS, TEXTS, Label
from claimcheck.reading import visible
from claimcheck.report.difference import Change, proposed
from claimcheck.report.options import ReportOptions
from claimcheck.report.words import WORST_FIRST, flat, justification, message, percent

_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|$]")
_AUTOLINK = re.compile(r"(?<=[A-Za-z])(:)(?=//)|\b(www)(?=\.)", re.IGNORECASE)
_MENTION = re.compile(r"@(?=\w)")
_LEADING = re.compile(r"^(\d*)(?=[#+\-=.):])")
_TAGS = {Change.KEPT: ("", ""), Change.OLD: ("<del>", "</del>"), Change.NEW: ("<ins>", "</ins>")}
_ADDRESS = re.compile(r"https?://[!-;=?-~]+")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


class MarkdownWriter:
    """Counts first, then what could not be read, then the findings, the most severe first, and last
    those that somebody has suppressed, with the reason."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]:
        reviews: list[Review] = []
        failures: list[Failure] = []
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
            else:
                reviews.append(result)
        yield "# Health claims\n\n" + _summary(reviews, failures)
        yield _counts_table(reviews)
        yield _failures(failures)
        found = [
            (review, finding)
            for review in reviews
            for finding in self.options.shown(review, for_people=True)
        ]
        if not found and not failures:
            yield "No claims to report.\n"
        for label in WORST_FIRST:
            yield from _section(label, [item for item in found if item[1].claim.label == label])
        yield _suppressed(
            [(review, found) for review in reviews for found in self.options.silenced(review)]
        )


def escaped(text: str) -> str:
    """Text on one line that Markdown renders as it stands, at the start of a line as well."""
    text = _ACTIVE.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), flat(text))
    text = _AUTOLINK.sub(lambda match: "&#58;" if match[1] else f"{match[2]}\u2060", text)
    return _LEADING.sub(r"\1\\", _MENTION.sub("@\u2060", text))


def code(text: str) -> str:
    """Text on one line as a code span, whatever backticks are in it."""
    text = flat(text) or " "
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _summary(reviews: Sequence[Review], failures: Sequence[Failure]) -> str:
    words = sum(review.words for review in reviews)
    articles = f"{len(reviews)} article" + "s" * (len(reviews) != 1)
    told = f"{articles} reviewed, {words:,} words."
    if failures:
        told += f" **{len(failures)} could not be read.**"
    models = ", ".join(sorted({code(review.model) for review in reviews}))
    return told + (f" Model: {models}." if models else "") + "\n\n"


def _counts_table(reviews: Sequence[Review]) -> str:
    """Claims of each label in each article, shown or not, the worst articles first."""
    if not reviews:
        return ""
    ranked = sorted(reviews, key=_badness)
    rows = [(_cell(review.path), [review.counts]) for review in ranked]
    if len(reviews) > 1:
        rows.append(("**all**", [review.counts for review in reviews]))
    head = f"| article | {' | '.join(label.value for label in WORST_FIRST)} |\n"
    rule = "|---|" + "---:|" * len(LABELS) + "\n"
    return head + rule + "".join(_row(*row) for row in rows) + "\n"


def _badness(review: Review) -> list[int]:
    return [-review.counts[label] for label in WORST_FIRST]


def _row(name: str, counts: Iterable[dict[Label, int]]) -> str:
    counts = list(counts)
    cells = (str(sum(count[label] for count in counts)) for label in WORST_FIRST)
    return f"| {name} | {' | '.join(cells)} |\n"


def _cell(path: str) -> str:
    return code(path).replace("|", "\\|")


def _failures(failures: Sequence[Failure]) -> str:
    if not failures:
        return ""
    lines = [f"- {code(each.path)}: {escaped(each.message)}\n" for each in failures]
    return f"## Could not be read ({len(failures)})\n\n{''.join(lines)}\n"


def _section(label: Label, found: Sequence[tuple[Review, Finding]]) -> Iterator[str]:
    if found:
        about = TEXTS[label].definition
        yield f"## {label.value.capitalize()} ({len(found)})\n\n{about}\n\n"
    for review, finding in found:
        yield _entry(review, finding)


def _suppressed(found: Sequence[tuple[Review, Finding]]) -> str:
    if not found:
        return ""
    lines = [_suppressed_line(*item) for item in found]
    return f"## Suppressed ({len(found)})\n\n{''.join(lines)}\n"


def _suppressed_line(review: Review, finding: Finding) -> str:
    claim = finding.claim
    words = visible(review.article, claim.start, claim.end)
    told = escaped(justification(finding.suppression or Suppression()))
    return f"- {_at(review, finding)}, {claim.label.value}: “{escaped(words)}”: {told}\n"


def _at(review: Review, finding: Finding) -> str:
    at = escaped(str(finding.place)) if finding.place else f"line {finding.line}"
    return f"{code(review.path)}, {at}"


def _entry(review: Review, finding: Finding) -> str:
    claim = finding.claim
    doubt = ", please check" if claim.needs_review else ""
    words = visible(review.article, claim.start, claim.end)
    parts = [
        f"- {_at(review, finding)} ({percent(claim.confidence)}{doubt})",
        f"  > “{escaped(words)}”",
        f"  {escaped(message(finding))}",
    ]
    if changes := proposed(review.article, finding):
        parts.append("  You could say: " + "".join(_marked(*change) for change in changes))
    for note in finding.notes:
        parts.append(f"  Note: {escaped(note.text)} ({escaped(note.source)}, {link(note.url)})")
    return "\n\n".join(parts) + "\n\n"


def _marked(change: Change, text: str) -> str:
    """A stretch of a difference. In tags, since asterisks want blanks and no marks beside them."""
    opening, closing = _TAGS[change]
    words = escaped(text)
    return f"{opening}{words}{closing}" if words else " "


def link_target(url: str) -> str:
    """An address that stays between its angle brackets."""
    return re.sub(r"[<>\s\\]", "", flat(url))


def link(url: str) -> str:
    """An address of the web as a link, and the words of any other."""
    return f"<{url}>" if _ADDRESS.fullmatch(url) else escaped(url)
