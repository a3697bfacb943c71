"""Results whose every word is made to break a report: markup, formulas, commands, controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from claimcheck.datatypes import (
    EXTERNAL,
    IN_SOURCE,
    Article,
    Cue,
    Failure,
    Fault,
    Finding,
    Note,
    Remark,
    Review,
    Suppression,
)
from claimcheck.labels import LABELS
from tests.fakes import MODEL, finding

PIECES = (
    *("=1+1", "@SUM(A1)", "-2+3|cmd", "\t=1", ";=1", '",=1', "'=1", "＝1", "+1"),
    *("<b>", "</mark>", "</script><script>pwned=1</script>", "<img src=x onerror=pwned=1>"),
    *("<!--", "-->", "]]>", "<![CDATA[", "&lt;", "&#0;", "&amp;amp;", "<svg/onload=pwned=1>"),
    *("{{ 7 * 7 }}", "{% x %}", "{0}", "%0A::error::x", "::error file=a::b", "\n::warning::x"),
    *("](http://e.vil)", "![i](x)", "`", "```\n", "*a*", "_", "|", "\\", "# x", "> x", "- x"),
    *("\n", "\r\n", "\r", "\n\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\t", " "),
    *("\x00", "\x07", "\x1b[2J", "\x1b]0;t\x07", "\x7f", "\x9b1m", "\ufffe", "\uffff"),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\ud800", "\udcff"),
    *("é", "🙂", "👩‍⚕️", "e\u0301", "ﷺ", "javascript:pwned=1", "../../etc/passwd", "\\\\e.vil\\x"),
    *("x" * 2000, "long words " * 99),
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=4).map("".join)
words = st.builds("{}mint{}".format, texts, texts)
"""Hostile and with a word in it, as every claim has one."""


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """A review in which text, claims, cues, notes, reasons, authors and remarks are hostile."""
    claims = draw(st.lists(words, min_size=1, max_size=3))
    text, spans = draw(texts), []
    for claim in claims:
        spans.append((len(text), len(text) + len(claim)))
        text += claim + draw(texts)
    found = tuple(draw(_findings(text, span)) for span in spans)
    said, line = draw(texts), draw(st.integers(1, 9))
    remark = Remark(draw(st.sampled_from(Fault)), said, line, 1, line, 2)
    article = Article(draw(words), text, warnings=(said,))
    return Review(article, MODEL, len(claims), found, (remark,))


@st.composite
def _findings(draw: st.DrawFn, text: str, span: Sequence[int]) -> Finding:
    start, end = span
    notes = draw(st.lists(st.builds(Note, words, words, words), max_size=1))
    made = finding(
        text,
        start,
        end,
        draw(st.sampled_from(LABELS)),
        notes=tuple(notes),
        cues=(Cue(start, end, text[start:end], "risk_denial"),),
        suggestion=draw(st.none() | words),
    )
    kind = st.sampled_from([IN_SOURCE, EXTERNAL])
    day = st.none() | st.just(date(2027, 1, 31))
    said = st.builds(Suppression, texts, kind, texts, day, st.none() | st.integers(1, 9))
    return replace(made, why=draw(words), advice=draw(words), suppression=draw(st.none() | said))


failures = st.builds(Failure, words, st.just("InputError"), words)
results = st.tuples(reviews(), failures) | st.tuples(reviews()) | st.tuples(failures, reviews())
