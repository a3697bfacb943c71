"""What of a text's characters reaches the page, and which addresses become links."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.report.html.shown import shown, web_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb", "a⟦U+202E⟧b"),
        ("\u2066x\u2069", "⟦U+2066⟧x⟦U+2069⟧"),
        ("\x1b[2J\x00", "⟦U+001B⟧[2J⟦U+0000⟧"),
        ("\ud800", "⟦U+D800⟧"),
        ("a\x0bb\u2028c", "a b c"),
        ("tab\tand\nline\r\n", "tab\tand\nline\r\n"),
        ("co\u00adoperate 👩\u200d⚕️ é", "co\u00adoperate 👩\u200d⚕️ é"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, expected: str) -> None:
    assert shown(text) == expected


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_text_can_be_written_and_holds_no_control(text: str) -> None:
    told = shown(text)
    told.encode("utf-8")
    assert not [
        char for char in told if unicodedata.category(char) == "Cc" and char not in "\t\n\r"
    ]
    assert not [char for char in told if unicodedata.bidirectional(char) in {"RLO", "LRO", "RLI"}]


@pytest.mark.parametrize("url", ["https://www.fda.gov/x?a=1&b=2", "http://who.int/a#b"])
def test_web_addresses_become_links(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "http:evil",
        "www.fda.gov",
        "http://[",
        "",
    ],
)
def test_other_addresses_stay_text(url: str) -> None:
    assert web_address(url) is None
