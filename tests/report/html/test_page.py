"""The page as text: its order, its numbers, its notes, and what hostile input does to it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from claimcheck.datatypes import (
    EXTERNAL,
    Article,
    Cue,
    Failure,
    Fault,
    Note,
    Place,
    Remark,
    Review,
    Suppression,
)
from claimcheck.labels import Label
from claimcheck.report import ReportOptions
from claimcheck.report.html.notes import cue_groups
from claimcheck.report.html.spool import Spool
from tests.fakes import review_text
from tests.report.html.made import HOSTILE, found, many_claims, reviewed, written

FAILURE = Failure("b.bin", "InputError", "is binary")


class Elements(HTMLParser):
    """Collects the start tags of a page, and complains where elements do not match."""

    VOID = frozenset({"meta", "input", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop() == tag


def words(html: str) -> str:
    return " ".join(
        re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(style|script)>.*?</\1>", "", html)).split()
    )


def test_one_article_has_no_index_and_its_name_for_a_title() -> None:
    html = written(review_text("Mint is unsafe.", "docs/a.txt"))
    assert "<title>docs/a.txt – claimcheck</title>" in html
    assert "<nav" not in html and "Health claims in docs/a.txt" in words(html)


def test_articles_come_worst_first_in_the_index_and_below_it() -> None:
    html = written(
        review_text("It is supported.", "fine.txt"),
        review_text("Nothing.", "none.txt"),
        review_text("It is overstated. Is overstated.", "loud.txt"),
        review_text("It is unsafe.", "bad.txt"),
    )
    order = ["bad.txt", "loud.txt", "fine.txt", "none.txt"]
    assert re.findall(r'<a href="#a\d">(.*?)</a>', html) == order
    assert re.findall(r'<h2 id="t\d" class="path">(.*?)</h2>', html) == order


def test_suppressed_claims_do_not_make_an_article_worse() -> None:
    text = "Mint is bad."
    html = written(
        reviewed(text, found(text, "Mint is bad", suppressed="cited in ref 4"), source="hushed"),
        review_text("It is anecdotal.", "open"),
    )
    assert re.findall(r'<a href="#a\d">(.*?)</a>', html) == ["open", "hushed"]
    assert "Suppressed: cited in ref 4" in words(html)
    assert '<mark class="claim unsafe sure suppressed"' in html
    assert "1 suppressed" in words(html)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Suppression(), "Suppressed: no reason was given (in the article)"),
        (Suppression("ref 4", line=3), "Suppressed: ref 4 (in the article, line 3)"),
        (
            Suppression("old", EXTERNAL, "M. Kay", date(2027, 1, 31)),
            "Suppressed: old (M. Kay, until 2027-01-31, in the baseline)",
        ),
    ],
)
def test_a_suppression_says_why_who_and_until_when(said: Suppression, told: str) -> None:
    text = "Mint is bad."
    html = written(reviewed(text, replace(found(text, "Mint"), suppression=said)))
    assert told in words(html).replace(" ,", ",")


def test_what_could_not_be_read_stands_before_everything_else() -> None:
    html = written(review_text("Fine.", "a.txt"), FAILURE)
    told = words(html)
    assert "1 article could not be read" in told and "b.bin is binary" in told
    assert html.index("b.bin") < html.index("a.txt", html.index("<body"))
    assert "<title>1 not read – a.txt – claimcheck</title>" in html


def test_nothing_reviewed_is_not_called_clean() -> None:
    for html in (written(), written(FAILURE)):
        assert "No article was reviewed" in words(html)
        assert "no health claims" not in html


def test_clean_empty_and_hidden_are_told_apart() -> None:
    assert "no health claims found" in words(written(review_text("Hello there.")))
    assert "holds no text to review" in words(written(Review(Article("a", ""), "m", 0)))
    hidden = written(
        review_text("It is overstated."), options=ReportOptions(labels=frozenset({Label.UNSAFE}))
    )
    assert "1 left out by the options of this run" in words(hidden)
    assert "no health claims" not in hidden


@pytest.mark.parametrize(("on", "checked"), [(False, ""), (True, " checked")])
def test_supported_claims_are_in_the_page_and_shown_on_request(on: bool, checked: str) -> None:
    html = written(review_text("It is supported."), options=ReportOptions(show_supported=on))
    assert f'id="show-supported"{checked}>' in html
    assert "advice supported" not in html and "Why supported" in html


def test_a_note_says_all_that_is_known_of_a_finding() -> None:
    text = "Mint has no side effects."
    claim = found(
        text,
        "Mint has no side effects",
        confidence=0.7,
        decided_by="risk_denial",
        cues=(Cue(9, 24, "no side effects", "risk_denial"), Cue(0, 4, "Mint", "herb")),
        notes=(Note("Mint oil can harm.", "EMA, 2020", "https://www.ema.europa.eu/x?a=1&b=2"),),
    )
    html = written(reviewed(text, claim))
    note = html[html.index('<li class="note') : html.index("</li>")]
    assert words(note) == (
        "1 unsafe 70% sure Why unsafe advice unsafe Mint oil can harm. EMA, 2020 "
        "CC-unsafe/risk-denial · line 1, column 1 "
        "Cues and scores risk denial no side effects herb Mint "
        "unsafe 70% · overstated 10% · anecdotal 10% · supported 10%"
    )
    assert (
        'href="https://www.ema.europa.eu/x?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in note
    )


def test_a_safer_wording_is_a_difference_in_words() -> None:
    text = "Mint **cures** all."
    html = written(
        reviewed(text, found(text, "Mint **cures** all", suggestion="Mint **may** help"))
    )
    told = re.search(r'<p class="safer">(.*?)</p>', html)
    assert told and words(told[1]) == "You could say: Mint [out: cures all ] [in: may help ]"
    assert re.findall(r"<(del|ins)>", told[1]) == ["del", "ins"]
    assert 'class="safer"' not in written(review_text("It is unsafe."))


def test_what_is_wrong_with_suppressions_stands_above_the_article() -> None:
    remarks = (
        Remark(Fault.UNUSED, "silences nothing", 2, 3, 2, 9),
        Remark(Fault.EXPIRED, "was for <b>May</b>", place=Place(0, (("page", 3),))),
    )
    html = written(replace(review_text("It is unsafe."), remarks=remarks))
    assert (
        "Suppressions to look at line 2, column 3: silences nothing "
        "page 3: was for &lt;b&gt;May&lt;/b&gt;" in words(html)
    )
    assert 'class="remarks"' not in written(review_text("It is unsafe."))


def test_a_document_without_lines_has_places() -> None:
    text = "Mint is bad."
    place = Place(0, (("table", 1), ("row", 2)))
    html = written(reviewed(text, found(text, "Mint", place=place)))
    assert "CC-unsafe · table 1, row 2" in words(html)


def test_what_a_source_says_is_folded_where_the_page_has_said_it_before() -> None:
    text = "Mint is bad. Mint is worse."
    notes = (Note("Mint oil can harm.", "EMA, 2020", "https://www.ema.europa.eu/x"),)
    claims = [found(text, words, notes=notes) for words in ("is bad", "is worse")]
    html = written(reviewed(text, *claims))
    assert html.count('<div class="fact">') == 1
    assert "EMA, 2020 (as at 1) Mint oil can harm." in words(html)


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    text = "Mint is bad."
    html = written(
        reviewed(text, found(text, "Mint", notes=(Note("n", "A source", "javascript:alert(1)"),)))
    )
    assert "<cite>A source</cite>" in html and "javascript" not in html


def test_cues_are_gathered_by_category_those_that_tell_first() -> None:
    cues = [Cue(0, 1, "a", "herb"), Cue(2, 3, "b  b", "risk_denial"), Cue(4, 5, "a", "herb")]
    assert [(one.category, one.wordings, one.tells) for one in cue_groups(cues, Label.UNSAFE)] == [
        ("risk denial", ("b b",), True),
        ("herb", ("a",), False),
    ]


def test_hostile_text_everywhere_adds_no_element_and_no_attribute() -> None:
    def page(evil: str) -> str:
        text = f"Mint {evil.replace(chr(10), ' ')} is bad."
        claim = found(
            text,
            "is bad",
            cues=(Cue(0, 4, evil, evil),),
            notes=(Note(evil, evil, evil),),
            suppressed=evil,
            suggestion=f"is {evil}",
            decided_by=evil,
            place=Place(0, (("file", evil),)),
        )
        article = Article(evil, text)
        return written(Review(article, evil, 3, (claim,)), Failure(evil, evil, evil))

    plain, hostile = Elements(page("x")), Elements(page(HOSTILE))
    assert [tag for tag, _ in hostile.starts] == [tag for tag, _ in plain.starts]
    assert [set(attrs) for _, attrs in hostile.starts] == [set(attrs) for _, attrs in plain.starts]
    assert not re.search(r"[\x00-\x08\x1b\u202e]", page(HOSTILE))


def test_the_policy_allows_this_style_and_script_and_nothing_else() -> None:
    html = written(review_text("It is unsafe."))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', html)
    style = re.search(r"(?s)<style>(.*?)</style>", html)
    script = re.search(r"(?s)<script>(.*?)</script>", html)
    assert policy and style and script

    def hashed(content: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    assert policy[1].split("; ") == [
        "default-src 'none'",
        f"style-src '{hashed(style[1])}'",
        f"script-src '{hashed(script[1])}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_names_are_unique_and_every_link_inside_leads_somewhere() -> None:
    html = written(many_claims(40), review_text("It is unsafe. It is supported.", "b"), FAILURE)
    ids = re.findall(r' id="(.*?)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(.*?)"', html)) <= set(ids)


def test_the_page_comes_in_pieces_and_is_the_same_every_time() -> None:
    from claimcheck.report.html.page import pieces

    parts = list(pieces([many_claims(400)] * 3, ReportOptions()))
    assert len(parts) > 3
    assert "".join(parts) == written(*[many_claims(400)] * 3)


def test_spool_gives_texts_back_in_any_order_from_disk_too() -> None:
    texts = ["é" * 3_000_000, "", "🙂 end", "b" * 3_000_000]
    with Spool() as spool:
        places = [spool.add(text) for text in texts]
        assert [spool.read(place) for place in reversed(places)] == texts[::-1]
