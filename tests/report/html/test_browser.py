"""The page in a real Chromium: filters, keys, accessibility, safety, speed, paper, no network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, Request, sync_playwright

from claimcheck.datatypes import Article, Cue, Failure, Fault, Note, Remark, Review
from claimcheck.labels import Label
from tests.report.html.made import HOSTILE, found, many_claims, reviewed, written

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""
TEXT = """# Mint for *pain*

Mint cures all pain. Some say that mint worked for them. Mint may help a little. Mint is the best.

> My aunt swears by mint.

| what | how much |
|---|---|
| mint | Mint tea is safe for babies |

1. Mint has **no side effects**.
"""
FAILURE = Failure("broken.md", "InputError", "is not UTF-8 at byte 0")
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    assert program, "the page is tested in Chromium; install it: apt-get install -y chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page and afterwards holds it to what every page must be: quiet and alone."""
    told: list[str] = []
    contexts = []

    def tell(text: str) -> None:
        if "Content Security Policy" not in text:  # each page counts its own `violations`
            told.append(text)

    def ask(url: str) -> None:
        if url != (tmp_path / "report.html").as_uri():
            told.append(url)

    def forget(request: Request) -> None:
        if request.failure == "csp":  # told of, but never sent
            told.remove(request.url)

    def open_(html: str, **settings: object) -> Page:
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8", newline="")
        context = browser.new_context(**{"viewport": DESK, **settings})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.on("request", lambda request: ask(request.url))
        page.on("requestfailed", forget)
        page.on("console", lambda message: tell(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert told == []


def sample() -> Review:
    review = reviewed(
        TEXT,
        found(
            TEXT,
            "Mint cures all pain",
            cues=(Cue(24, 29, "cures", "cure"),),
            notes=(Note("Mint oil can harm.", "EMA, 2020", "https://www.ema.europa.eu/x"),),
            suggestion="Mint may ease some pain",
        ),
        found(TEXT, "Some say that mint worked for them", Label.ANECDOTAL, confidence=0.45),
        found(TEXT, "Mint may help a little", Label.SUPPORTED),
        found(TEXT, "Mint is the best", Label.OVERSTATED, confidence=0.65),
        found(TEXT, "My aunt swears by mint", Label.ANECDOTAL, suppressed="a family joke"),
        found(TEXT, "Mint tea is safe for babies", Label.UNSAFE, confidence=0.8),
        found(TEXT, "Mint has **no side effects", Label.UNSAFE),
    )
    return replace(review, remarks=(Remark(Fault.UNUSED, "silences nothing", 5),))


def seen(page: Page) -> list[str]:
    """The numbers of the notes that can be seen."""
    return [
        text
        for text in page.locator("main .note .head a").all_inner_texts()
        if page.locator(f"#n1-{text}").is_visible()
    ]


def where(page: Page) -> str:
    return page.locator("#where").inner_text()


def test_claims_carry_their_label_in_words_and_their_note_beside_them(open_page: Open) -> None:
    page = open_page(written(sample()))
    assert page.locator("#c1-1").text_content() == "Mint cures all painunsafe 1"
    claim, note = page.locator("#c1-1").bounding_box(), page.locator("#n1-1").bounding_box()
    assert claim and note
    assert note["x"] > claim["x"] + 600
    assert abs(note["y"] - claim["y"]) < 8


def test_labels_confidence_and_doubt_filter_claims_and_count_them(open_page: Open) -> None:
    page = open_page(written(sample()))
    assert (seen(page), where(page)) == (["1", "2", "4", "5", "6", "7"], "6 of 7 claims")
    page.check("#show-supported")
    assert len(seen(page)) == 7
    page.uncheck("#show-unsafe")
    assert seen(page) == ["2", "3", "4", "5"]
    background = "el => getComputedStyle(el).backgroundColor"
    assert page.locator("#c1-1").evaluate(background) == "rgba(0, 0, 0, 0)"
    assert not page.locator("#c1-1 .tag").is_visible()
    page.check("#band-50")
    assert seen(page) == ["3", "4", "5"]
    page.check("#band-70")
    assert (seen(page), where(page)) == (["3", "5"], "2 of 7 claims")
    page.uncheck("#show-suppressed")
    assert seen(page) == ["3"]
    page.check("#only-review")
    assert (seen(page), where(page)) == ([], "0 of 7 claims")


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_all_is_readable_without_javascript(open_page: Open, viewport: dict[str, int]) -> None:
    page = open_page(written(sample(), FAILURE), java_script_enabled=False, viewport=viewport)
    assert page.locator(".note:visible").count() == 7
    assert page.get_by_text("is not UTF-8 at byte 0").is_visible()
    assert page.get_by_text("Suppressed: a family joke (in the article)").is_visible()
    assert not page.locator(".toolbar").is_visible()


def test_keys_go_to_the_next_and_previous_claim_that_is_shown(open_page: Open) -> None:
    page = open_page(written(sample()))
    visited = []
    for key in "jnjkpppj":
        page.keyboard.press(key)
        visited.append(page.evaluate("document.activeElement.dataset.name"))
        assert page.locator(".claim.active, .note.active").count() == 2
    assert visited == ["1-1", "1-2", "1-4", "1-2", "1-1", "1-7", "1-6", "1-7"]
    assert where(page) == "6 of 6"
    page.keyboard.press("Escape")
    assert page.locator(".active").count() == 0


def test_keys_can_be_turned_off_and_leave_the_browsers_own_alone(open_page: Open) -> None:
    page = open_page(written(sample()))
    page.keyboard.press("Control+j")
    page.uncheck("#keys")
    page.keyboard.press("j")
    assert page.locator(".active").count() == 0
    page.click("#next")
    assert page.locator("#c1-1.active").count() == 1


def test_a_claim_that_is_filtered_away_is_let_go(open_page: Open) -> None:
    page = open_page(written(sample()))
    page.keyboard.press("j")
    page.uncheck("#show-unsafe")
    assert page.locator(".active").count() == 0
    page.keyboard.press("j")
    assert page.locator("#c1-2.active").count() == 1


def test_on_a_phone_a_claim_opens_its_note_in_a_sheet(open_page: Open) -> None:
    page = open_page(written(sample()), viewport=PHONE, has_touch=True)
    assert page.locator("main .note:visible").count() == 0
    page.locator("#c1-2 .tag").tap()
    assert page.locator("#sheet").get_by_text("Why anecdotal").is_visible()
    page.click("#next")
    assert page.locator("#sheet").get_by_text("Why overstated").is_visible()
    page.click("#close")
    assert not page.locator("#sheet").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_a_phone_the_index_has_a_line_of_counts_for_each_article(open_page: Open) -> None:
    second = Review(Article("b.txt", "Nothing."), "fake 1.0", 1)
    page = open_page(written(sample(), second), viewport=PHONE)
    row = page.locator(".index tbody tr").first
    name, count = row.locator("th").bounding_box(), row.locator("td").first.bounding_box()
    assert name and count
    assert name["height"] < 30 and count["y"] >= name["y"] + name["height"]
    label = "el => getComputedStyle(el, '::after').content"
    assert row.locator("td").first.evaluate(label) == '" unsafe"'
    assert page.locator(".index td.none").first.is_hidden()


def test_on_a_phone_the_sheet_leaves_the_last_claim_in_sight(open_page: Open) -> None:
    page = open_page(written(sample()), viewport=PHONE, has_touch=True)
    page.click("#previous")
    page.wait_for_timeout(100)
    claim, sheet = page.locator("#c1-7").bounding_box(), page.locator("#sheet").bounding_box()
    assert claim and sheet
    assert claim["y"] >= 0 and claim["y"] + claim["height"] <= sheet["y"]


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_safer_wording_does_not_rest_on_colour(open_page: Open, media: str) -> None:
    page = open_page(written(sample()))
    page.emulate_media(media=media)  # type: ignore[arg-type]
    line = "el => getComputedStyle(el).textDecorationLine"
    assert page.locator("#n1-1 del").evaluate(line) == "line-through"
    assert page.locator("#n1-1 ins").evaluate(line) == "underline"
    snapshot = page.locator("#n1-1 .safer").aria_snapshot()
    assert "out: cures all" in snapshot and "in: may ease some" in snapshot


def test_what_is_copied_of_a_safer_wording_is_the_wording(open_page: Open) -> None:
    page = open_page(written(sample()))
    copied = page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('.safer')), `${getSelection()}`"
    )
    assert " ".join(copied.split()) == "Mint may ease some pain"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_axe_finds_nothing(open_page: Open, viewport: dict[str, int], scheme: str) -> None:
    second = Review(Article("b.txt", "Nothing."), "fake 1.0", 1)
    page = open_page(written(sample(), second, FAILURE), viewport=viewport, color_scheme=scheme)
    page.check("#show-supported")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.keyboard.press("j")
    result = Axe().run(page, options={"runOnly": WCAG})
    assert result.violations_count == 0, result.generate_report()


def test_axe_finds_nothing_in_a_page_of_one_article(open_page: Open) -> None:
    result = Axe().run(open_page(written(sample())), options={"runOnly": WCAG})
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_numbers_are_large_enough_to_hit(open_page: Open, viewport: dict[str, int]) -> None:
    page = open_page(written(sample()), viewport=viewport)
    if viewport == PHONE:
        page.locator(".tag").first.click()
    numbers = [one.bounding_box() for one in page.locator(".note .head a").all()]
    shown = [box for box in numbers if box]
    assert shown
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in shown)


def test_hostile_text_runs_nothing_and_asks_for_nothing(open_page: Open) -> None:
    text = f"Mint {HOSTILE.replace(chr(10), ' ')} is bad."
    claim = found(
        text,
        "is bad",
        cues=(Cue(0, 4, HOSTILE, HOSTILE),),
        notes=(Note(HOSTILE, HOSTILE, "javascript:window.pwned=5"),),
        suppressed=HOSTILE,
    )
    review = Review(Article(HOSTILE, text), HOSTILE, 3, (claim,))
    page = open_page(written(review, Failure(HOSTILE, HOSTILE, HOSTILE)))
    page.keyboard.press("j")
    page.wait_for_timeout(100)
    assert page.evaluate("[window.pwned, violations]") == [None, []]
    assert page.locator("img, main script, main a[href^=javascript]").count() == 0
    shown = page.locator("main .text").inner_text()
    assert "<script>window.pwned = 1</script><img src=x" in shown
    assert "⟦U+202E⟧gnirts⟦U+202C⟧" in shown


def test_the_policy_stops_what_would_get_through(open_page: Open) -> None:
    evil = '<img src="https://evil.example/x.png"><p onclick="window.pwned=1">x</p>'
    html = written(sample()).replace("<main", evil + "<script>window.pwned=2</script><main")
    page = open_page(html)
    page.evaluate("document.querySelector('p[onclick]').click()")
    assert page.evaluate("window.pwned ?? null") is None
    assert {"img-src", "script-src-elem", "script-src-attr"} <= set(page.evaluate("violations"))


def test_paper_has_every_note_and_no_controls(open_page: Open) -> None:
    page = open_page(written(sample()))
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator("main .note:visible").count() == 6
    assert page.locator("#n1-1 .scores").is_visible()
    assert not page.locator(".toolbar").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_five_thousand_claims_load_filter_and_step_quickly(open_page: Open, tmp_path: Path) -> None:
    """In seconds of the page's own thread, so that a busy machine does not count: measured 0.8 to
    load, 0.2 to filter and 0.1 to step."""
    page = open_page(written(many_claims(16)))
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent(action: Callable[[], object]) -> float:
        before = _thread_time(session)
        action()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return _thread_time(session) - before

    (tmp_path / "report.html").write_text(written(many_claims(5000)), encoding="utf-8")
    loading = spent(lambda: page.reload(timeout=120_000))
    filtering = spent(lambda: page.locator("#show-unsafe").evaluate("box => box.click()"))
    stepping = spent(lambda: page.keyboard.press("k"))
    assert where(page) == "2500 of 2500"
    assert (loading < 4, filtering < 1.5, stepping < 1.5) == (True, True, True)


def _thread_time(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "ThreadTime")
