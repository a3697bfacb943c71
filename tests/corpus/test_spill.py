"""Numbers and records that are kept on disk come back as they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.corpus import spill
from claimcheck.corpus.spill import Columns, Ranked, Records, Rows

NUMBERS = st.lists(st.integers(0, 2**64 - 1), max_size=6)


@given(st.lists(NUMBERS))
def test_rows_come_back_by_their_number(given_rows: list[list[int]]) -> None:
    rows = Rows()
    for row in given_rows:
        rows.append(np.array(row, dtype=np.uint64))
    assert [rows[number].tolist() for number in range(len(rows))] == given_rows
    assert [rows.length(number) for number in range(len(rows))] == list(map(len, given_rows))


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 8, 11])
def test_columns_of_whole_and_broken_blocks(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(spill, "_BLOCK", 4)
    table = Columns(2)
    for number in range(count):
        table.append(np.array([number, 100 + number], dtype=np.uint64))
    assert table.column(0).tolist() == list(range(count))
    assert table.column(1).tolist() == list(range(100, 100 + count))


def test_much_is_written_to_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "_IN_MEMORY", 16)
    rows = Rows()
    for number in range(9):
        rows.append(np.full(number, number, dtype=np.uint64))
    assert rows[8].tolist() == [8] * 8
    assert rows[2].tolist() == [2, 2]
    rows.append(np.array([7], dtype=np.uint64))
    assert rows[9].tolist() == [7]


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5]), st.text(max_size=2), st.booleans())))
def test_records_are_ranked_as_sorting_would(given_records: list[tuple[float, str, bool]]) -> None:
    ranked = Ranked()
    for number, (score, key, late) in enumerate(given_records):
        ranked.add(score, key, int(late), number)
    order = sorted(
        range(len(given_records)),
        key=lambda n: (-given_records[n][0], given_records[n][1], given_records[n][2], n),
    )
    assert list(ranked.best()) == order
    assert list(ranked.best(2)) == order[:2]
    assert ranked.count == len(given_records)


def test_records_come_back_in_their_order_and_as_often_as_one_likes() -> None:
    records = Records()
    records.append({"a": "é\n"})
    assert list(records) == [{"a": "é\n"}]
    records.append([1])
    assert list(records) == [{"a": "é\n"}, [1]]
