"""Reviews for the tests of the HTML page, and the page that comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claimcheck.datatypes import Article, Block, Failure, Finding, Review
from claimcheck.labels import LABELS, Label
from claimcheck.readers.markdown import read_markdown
from claimcheck.report import WRITERS, ReportOptions
from claimcheck.report.html.marks import NumberedFinding
from tests.fakes import MODEL, finding

HOSTILE = (
    '</script><script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">'
    "\"' onmouseover='window.pwned = 3' </mark></style></title></p>{{ 7 * 7 }}"
    "\u202egnirts\u202c \x1b[2J\x00 javascript:window.pwned=4 <!-- ]]> &lt; "
)


def written(*results: Review | Failure, options: ReportOptions | None = None) -> str:
    return "".join(WRITERS["html"](options or ReportOptions()).write(iter(results)))


def found(text: str, words: str, label: Label = Label.UNSAFE, **more: object) -> Finding:
    """A finding where `words` stand in the text for the first time."""
    start = text.index(words)
    return finding(text, start, start + len(words), label, **more)  # type: ignore[arg-type]


def reviewed(text: str, *findings: Finding, source: str = "a.md") -> Review:
    return Review(read_markdown(source, text), MODEL, len(text.split()), findings)


def numbered(*findings: Finding) -> list[NumberedFinding]:
    return [NumberedFinding(one, at, f"1-{at}") for at, one in enumerate(findings, 1)]


def only_block(text: str) -> Block:
    """The one block of a Markdown text."""
    (block,) = read_markdown("a.md", text).blocks or ()
    return block


def many_claims(n_claims: int) -> Review:
    """An article of paragraphs with four claims each, one a label."""
    sentences = [f"Herb {number} is {LABELS[number % 4]} for colds." for number in range(n_claims)]
    text = "".join(
        sentence + ("\n\n" if number % 4 == 3 else " ") for number, sentence in enumerate(sentences)
    )
    return Review(
        Article("many.txt", text, tuple(_paragraphs(text))),
        MODEL,
        6 * n_claims,
        tuple(_all(text, sentences)),
    )


def _paragraphs(text: str) -> Iterator[Block]:
    at = 0
    for words in text.strip().split("\n\n"):
        yield Block(at, at + len(words))
        at += len(words) + 2


def _all(text: str, sentences: list[str]) -> Iterator[Finding]:
    at = 0
    for number, sentence in enumerate(sentences):
        at = text.index(sentence, at)
        confidence = 0.4 + 0.6 * (number % 7) / 7
        one = finding(sentence, 0, len(sentence) - 1, LABELS[number % 4], confidence=confidence)
        claim = replace(one.claim, start=at, end=at + len(sentence) - 1)
        yield replace(one, claim=claim, line=number // 4 * 2 + 1)
