"""The page behind the codes of diagnostics."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from claimcheck.lsp.rule_page import rule_address, rule_page
from claimcheck.report.rules import all_rules

DOCS = Path(__file__).parents[2] / "docs" / "labels.md"


def test_the_page_is_as_it_is_made() -> None:
    remedy = "run `python -m claimcheck.lsp.rule_page > docs/labels.md`"
    assert DOCS.read_text(encoding="utf-8") == rule_page(), remedy


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_code_has_its_section_at_its_address(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    address = urlsplit(rule_address(code))
    page = Path(url2pathname(address.path)).read_text(encoding="utf-8")
    headings = [line.lstrip("# ") for line in page.splitlines() if line.startswith("#")]
    slugs = [heading.lower().replace("/", "").replace(" ", "-") for heading in headings]
    assert headings.count(code) == 1 and slugs.count(address.fragment) == 1
