"""The notation of rewrites, their faults, and the examples of every one that is shipped."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from claimcheck.errors import LexiconError
from claimcheck.labels import Label
from claimcheck.wording.rewriting import Rewrite, read_rewrites
from tests.wording.made import suggested

SHIPPED = read_rewrites(files("claimcheck") / "wording" / "rewrites.jsonl")
EXAMPLES = [(rule, before, after) for rule in SHIPPED for before, after in rule.examples]
GOOD = '{"id": "a", "from": ["x"], "to": "y", "examples": [["x", "y"]]}'


@pytest.mark.parametrize(
    ("rule", "before", "after"), EXAMPLES, ids=lambda value: getattr(value, "id", "")
)
def test_a_shipped_rewrite_does_what_its_example_says(
    rule: Rewrite, before: str, after: str
) -> None:
    label = Label.UNSAFE if rule.category == "risk_denial" else Label.OVERSTATED
    assert suggested(before, label) == after


def test_ids_of_shipped_rewrites_are_unique() -> None:
    assert len({rule.id for rule in SHIPPED}) == len(SHIPPED)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (GOOD.replace('"to"', '"too"'), "'to' is missing; add it"),
        (GOOD[:-1] + ', "note": 1}', "unknown key 'note'"),
        (GOOD[:-1] + ', "category": "magic"}', "no category 'magic'"),
        (GOOD.replace('"x"]', '"(x"]', 1), "')' is missing"),
        (GOOD.replace('[["x", "y"]]', '["x"]'), "pairs of texts"),
        (GOOD.replace('[["x", "y"]]', '"x"'), "pairs of texts"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "rewrites.jsonl"
    path.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_rewrites(path)
    assert str(caught.value).startswith("rewrites.jsonl:2: ")
    assert fault in str(caught.value)
