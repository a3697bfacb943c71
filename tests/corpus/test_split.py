from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from claimcheck.corpus.documents import read_documents
from claimcheck.corpus.split import split_documents
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import ConfigError


def corpus(styles: dict[str, int]) -> list[LabelledDocument]:
    chance = random.Random(1)
    return [
        LabelledDocument(
            f"{style}-{number}",
            " ".join(f"w{chance.randrange(5000)}" for _ in range(50)),
            (),
            {"style": style},
        )
        for style, count in styles.items()
        for number in range(count)
    ]


def parts(tmp_path: Path) -> tuple[list[LabelledDocument], list[LabelledDocument]]:
    return list(read_documents(tmp_path / "t")), list(read_documents(tmp_path / "h"))


def test_share_and_styles_are_kept(tmp_path: Path) -> None:
    docs = corpus({"shop": 40, "blog": 20, "news": 7, "forum": 7, "x": 6})
    report = split_documents(lambda: docs, tmp_path / "t", tmp_path / "h", 0.15)
    train, held_out = parts(tmp_path)
    assert (report.train, report.held_out, report.kept_together) == (68, 12, 0)
    styles = Counter(document.meta["style"] for document in held_out)
    assert styles == {"shop": 6, "blog": 3, "news": 1, "forum": 1, "x": 1}
    assert sorted(document.id for document in train + held_out) == sorted(d.id for d in docs)


def test_the_same_seed_gives_the_same_split_in_any_order(tmp_path: Path) -> None:
    docs = corpus({"shop": 30})
    names = []
    for order, seed in ((docs, 1), (docs[::-1], 1), (docs, 2)):
        split_documents(lambda order=order: order, tmp_path / "t", tmp_path / "h", 0.3, seed)
        names.append({document.id for document in parts(tmp_path)[1]})
    assert names[0] == names[1] != names[2]


def test_near_duplicates_stay_together(tmp_path: Path) -> None:
    docs = corpus({"shop": 20})
    twins = [LabelledDocument(f"twin-{d.id}", d.text + " twin", (), d.meta) for d in docs]
    report = split_documents(lambda: docs + twins, tmp_path / "t", tmp_path / "h", 0.25)
    held_out = {document.id for document in parts(tmp_path)[1]}
    assert len(held_out) == 10
    assert all((d.id in held_out) == (f"twin-{d.id}" in held_out) for d in docs)
    assert report.kept_together == 40


def test_a_share_out_of_range_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="between 0 and 1"):
        split_documents(list, tmp_path / "t", tmp_path / "h", 15)
