"""References and cookie notices are nobody's claims, in whatever format."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.readers import ReadOptions, read_article


def shown(path: Path, text: str, *, whole_page: bool = False) -> list[str]:
    path.write_text(text, encoding="utf-8")
    article = read_article(path, ReadOptions(whole_page=whole_page))
    return [article.text[block.start : block.end] for block in article.blocks or ()]


@pytest.mark.parametrize("heading", ["References", "Sources:", "Works Cited", "5. Further reading"])
def test_references_end_with_the_next_heading_of_their_level(tmp_path: Path, heading: str) -> None:
    listed = "1. Mint cures all.\n\n### Books\n\nTea cures."
    text = f"## {heading}\n\n{listed}\n\n## Safety\n\nIt is safe.\n"
    assert shown(tmp_path / "a.md", text) == ["Safety", "It is safe."]
    assert len(shown(tmp_path / "a.md", text, whole_page=True)) == 6


def test_references_of_plain_text_and_html(tmp_path: Path) -> None:
    text = "Mint may help people who sleep badly.\n\nREFERENCES\n\nSmith J. Mint cures all. 2019.\n"
    assert shown(tmp_path / "a.txt", text) == ["Mint may help people who sleep badly."]
    html = "<p>Mint.</p><h2>References</h2><ol><li>Smith: it cures</ol><h1>Safety</h1>"
    assert shown(tmp_path / "a.html", html) == ["Mint.", "Safety"]


@pytest.mark.parametrize(
    "text",
    ["# Food sources\n\nMint.", "References show that mint cures.", "# Sources of iron\n\nMint."],
)
def test_what_only_begins_like_references(tmp_path: Path, text: str) -> None:
    assert shown(tmp_path / "a.md", text)


def test_cookie_notices(tmp_path: Path) -> None:
    text = "We use cookies, as all do.\n\nCookies raise blood sugar.\n\nAccept all cookies\n"
    assert shown(tmp_path / "a.md", text) == ["Cookies raise blood sugar."]


def test_lines_of_links_in_markdown(tmp_path: Path) -> None:
    text = (
        "[Home](/) | [About](/a)\n\n- [Mint cures all](/m)\n- See [mint](/m) now\n\n"
        "## [Mint cures](/x)\n\n[Mint][1]\n\n[1]: /x\n"
    )
    assert shown(tmp_path / "a.md", text) == ["See [mint](/m) now", "Mint cures"]
    assert len(shown(tmp_path / "a.md", text, whole_page=True)) == 5
