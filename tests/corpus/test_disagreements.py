from __future__ import annotations

import io
from html.parser import HTMLParser

from claimcheck.corpus.agreement import agreement
from claimcheck.corpus.disagreements import DisagreementPage, marked_html
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.labels import Label

from .splitter import split

TEXT = "<script>alert(1)</script> cures. Buy now."
ANA = LabelledDocument("<a>", TEXT, (LabelledSpan(0, 31, Label.UNSAFE),))
BEN = LabelledDocument("<a>", TEXT, ())


def page(*docs: LabelledDocument) -> str:
    file = io.StringIO()
    names = ("ana", "b&n")
    with DisagreementPage(file) as writer:
        agreement(lambda: zip(names, docs, strict=True), split, writer.add)
    return file.getvalue()


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_only_sentences_that_differ_are_shown_escaped() -> None:
    html = page(ANA, BEN)
    assert "&lt;script&gt;" in html and "<script" not in html
    assert "Buy now" not in html
    assert "<th scope=row>b&amp;n</th><td>none</td>" in html
    assert "<td>unsafe</td>" in html
    assert html.endswith("</body></html>\n")


def test_the_page_asks_nothing_of_anyone() -> None:
    for tag, attributes in Tags(page(ANA, BEN)).found:
        assert tag not in ("script", "link", "img", "iframe")
        assert not {"src", "href"} & attributes.keys()


def test_no_disagreements_are_said() -> None:
    assert "There are none." in page(ANA, ANA)


def test_nested_spans_are_cut_and_named() -> None:
    spans = (LabelledSpan(0, 9, Label.SUPPORTED), LabelledSpan(2, 5, Label.UNSAFE))
    html = marked_html("ab cd efgh", spans, 0, 10)
    assert html.count("<mark") == 3
    assert "<b>supported, unsafe</b>" in html
    assert html.endswith("h")
