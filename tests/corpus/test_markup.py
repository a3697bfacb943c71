"""The inline markup: what it says, what it refuses, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus.markup import Ids, format_document, read_markup, slug_of, write_markup
from claimcheck.datatypes import LabelledDocument, LabelledSpan
from claimcheck.errors import CorpusError
from claimcheck.labels import Label

from .strategies import documents

PAGE = """\
### kratom powder | shop

Order today. {U|It has no side effects}, and {A|our buyers feel it fast}.

Ships from Utah.

### cold showers | forum

Brr. {O|Cold water melts fat}!
"""


def parse(tmp_path: Path, markup: str, **options: object) -> list[LabelledDocument]:
    path = tmp_path / "page.txt"
    path.write_bytes(markup.encode())
    return list(read_markup(path, **options))  # type: ignore[arg-type]


def test_reads_text_spans_topic_and_style(tmp_path: Path) -> None:
    first, second = parse(tmp_path, PAGE)
    assert first.text == (
        "Order today. It has no side effects, and our buyers feel it fast.\n\nShips from Utah."
    )
    assert first.spans == (
        LabelledSpan(13, 35, Label.UNSAFE),
        LabelledSpan(41, 64, Label.ANECDOTAL),
    )
    assert first.meta == {"topic": "kratom powder", "style": "shop"}
    assert (first.id, second.id) == ("kratom-powder-001", "cold-showers-001")
    assert second.text[second.spans[0].start : second.spans[0].end] == "Cold water melts fat"


def test_numbers_run_by_topic_and_over_files_that_share_ids(tmp_path: Path) -> None:
    ids = Ids()
    twice = PAGE + PAGE
    assert [doc.id for doc in parse(tmp_path, twice, ids=ids)][2:] == [
        "kratom-powder-002",
        "cold-showers-002",
    ]
    assert [doc.id for doc in parse(tmp_path, PAGE, ids=ids)] == [
        "kratom-powder-003",
        "cold-showers-003",
    ]


def test_given_meta_is_added(tmp_path: Path) -> None:
    assert parse(tmp_path, PAGE, meta={"annotator": "ana"})[0].meta["annotator"] == "ana"


def test_a_meta_line_gives_id_and_more(tmp_path: Path) -> None:
    markup = '### tea | forum\n#: {"id": "t7", "licence": "CC0"}\n\nNice tea.\n'
    (document,) = parse(tmp_path, markup)
    assert document.id == "t7"
    assert document.meta == {"topic": "tea", "style": "forum", "licence": "CC0"}


def test_backslashes(tmp_path: Path) -> None:
    markup = "### a \\| b | forum\n\n\\### not a header \\{U\\} C:\\new ¯\\_ \\\\{S|x\\\ny}\n\\\n\n"
    (document,) = parse(tmp_path, markup)
    assert document.meta["topic"] == "a | b"
    assert document.text == "### not a header {U} C:\\new ¯\\_ \\x\ny\n\n"
    assert [document.text[s.start : s.end] for s in document.spans] == ["x\ny"]


def test_windows_line_ends_become_plain_ones(tmp_path: Path) -> None:
    assert parse(tmp_path, PAGE.replace("\n", "\r\n")) == parse(tmp_path, PAGE)


@pytest.mark.parametrize(
    ("markup", "line", "message"),
    [
        ("hello\n### a | b\n\nx\n", 1, "text before the first"),
        ("### a b\n\nx\n", 1, "a header must be"),
        ("### a | b | c\n\nx\n", 1, "a header must be"),
        ("#### Benefits\n\nx\n", 1, "a header must be"),
        ("### a | b\n\nx\n\ny {U|z\n", 5, "not closed on its line"),
        ("### a | b\n\nx {U|z", 3, "never closed"),
        ("### a | b\n\nx {U|z {S|w}}\n", 3, "inside a claim"),
        ("### a | b\n\nx {X|z}\n", 3, "'X' is no label"),
        ("### a | b\n\nx {u|z}\n", 3, "'u' is no label"),
        ("### a | b\n\nx {z}\n", 3, "stray '{'"),
        ("### a | b\n\nx z}\n", 3, "stray '}'"),
        ("### a | b\n\nx {U|z }\n", 3, "blanks at its edge"),
        ("### a | b\n\nx {U| z}\n", 3, "begins with a blank"),
        ("### a | b\n\nx {U|}\n", 3, "empty"),
        ("### a | b\n\n### c | d\n\nx", 1, "no text"),
        ("### a | b\n#: {\n\nx", 2, "not valid JSON"),
    ],
)
def test_faults_name_path_and_line(tmp_path: Path, markup: str, line: int, message: str) -> None:
    with pytest.raises(CorpusError, match=f"page.txt:{line}: ") as caught:
        parse(tmp_path, markup)
    assert message in str(caught.value)


def test_what_markup_cannot_hold_is_refused() -> None:
    nested = (LabelledSpan(0, 5, Label.UNSAFE), LabelledSpan(2, 4, Label.SUPPORTED))
    with pytest.raises(CorpusError, match="overlaps"):
        format_document(LabelledDocument("a", "hello", nested), Ids())
    with pytest.raises(CorpusError, match="blanks at its edge"):
        format_document(LabelledDocument("a", "hi you", (LabelledSpan(0, 3, Label.UNSAFE),)), Ids())


def test_canonical_markup_comes_back_as_it_was(tmp_path: Path) -> None:
    parsed = parse(tmp_path, PAGE)
    write_markup(tmp_path / "again.txt", parsed)
    assert (tmp_path / "again.txt").read_text() == PAGE


@given(st.lists(documents(), max_size=4))
def test_documents_survive_markup(tmp_path_factory: pytest.TempPathFactory, docs: list) -> None:
    path = tmp_path_factory.getbasetemp() / "round.txt"
    assert write_markup(path, docs) == len(docs)
    assert list(read_markup(path)) == docs


@given(st.text(alphabet=st.sampled_from("a \\{}|#:\r\n[SU😀é"), max_size=40))
def test_what_parses_is_stable(tmp_path_factory: pytest.TempPathFactory, body: str) -> None:
    path = tmp_path_factory.getbasetemp() / "stable.txt"
    path.write_bytes(f"### a | b\n\n{body}".encode())
    try:
        parsed = list(read_markup(path))
    except CorpusError:
        return
    write_markup(path, parsed)
    assert list(read_markup(path)) == parsed


@pytest.mark.parametrize(
    ("topic", "slug"),
    [("Kratom Powder", "kratom-powder"), ("Crème brûlée!", "creme-brulee"), ("茶", "document")],
)
def test_slugs(topic: str, slug: str) -> None:
    assert slug_of(topic) == slug
