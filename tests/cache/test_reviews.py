"""Reviews that are kept: found again or not at all, whatever became of their file."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from claimcheck.cache.reviews import ReviewStore
from claimcheck.cache.table import Table
from claimcheck.datatypes import Review
from tests import fakes

REVIEW = fakes.review_text("This is unsafe é🙂. It is overstated.")
KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "reviews.sqlite"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def store(file: Path, told: list[str]) -> Iterator[ReviewStore]:
    made = ReviewStore(file, told.append)
    yield made
    made.close()


def opened(file: Path, told: list[str], **options: int) -> ReviewStore:
    return ReviewStore(file, told.append, **options)  # type: ignore[arg-type]


def test_a_review_is_found_in_the_next_run(file: Path, told: list[str]) -> None:
    store = opened(file, told)
    store.put(KEY, REVIEW)
    store.close()
    again = opened(file, told)
    assert (again.get(KEY), again.get(OTHER), told) == (REVIEW, None, [])
    again.close()


def test_nobody_else_may_look_into_a_folder_that_was_made(file: Path, told: list[str]) -> None:
    opened(file, told).close()
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_review_is_there_for_others_at_once(file: Path, store: ReviewStore) -> None:
    store.put(KEY, REVIEW)
    other = opened(file, [])
    assert other.get(KEY) == REVIEW
    other.close()


def test_a_file_that_is_no_database_is_put_aside(file: Path, told: list[str]) -> None:
    file.parent.mkdir()
    file.write_text("My notes, of some length: not to be lost." * 50)
    store = opened(file, told)
    store.put(KEY, REVIEW)
    assert store.get(KEY) == REVIEW
    store.close()
    aside = file.with_name("reviews.sqlite.damaged")
    assert aside.read_text().startswith("My notes")
    assert told == [
        f"{file}: file is not a database; it is now reviews.sqlite.damaged, and a new one is made"
    ]


def test_the_database_of_another_program_is_put_aside_whole(file: Path, told: list[str]) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as theirs:
        theirs.execute("CREATE TABLE kept (name TEXT)")
        theirs.execute("INSERT INTO kept VALUES ('theirs')")
    theirs.close()
    store = opened(file, told)
    assert store.usable and store.get(KEY) is None
    store.close()
    with sqlite3.connect(file.with_name("reviews.sqlite.damaged")) as theirs:
        assert theirs.execute("SELECT name FROM kept").fetchall() == [("theirs",)]
    theirs.close()
    assert "belongs to another program" in told[0]


def test_a_damaged_page_gives_no_review(file: Path, told: list[str]) -> None:
    store = opened(file, told)
    for number in range(40):
        text = f"This is unsafe {number}. " * 99
        store.put(bytes([number]) * 32, fakes.review_text(text, str(number)))
    store.close()
    data = bytearray(file.read_bytes())
    data[4096 * 2 : -4096] = b"\xa5" * (len(data) - 4096 * 3)
    file.write_bytes(data)
    again = opened(file, told)
    assert [again.get(bytes([number]) * 32) for number in range(40)] == [None] * 40
    assert not again.usable
    assert len(told) == 1 and "reviews.sqlite.damaged" in told[0]
    assert not file.exists()


@pytest.mark.parametrize("change", ["UPDATE kept SET data = zeroblob(40)", "UPDATE kept SET key"])
def test_a_row_that_was_tampered_with_is_damage(file: Path, told: list[str], change: str) -> None:
    store = opened(file, told)
    store.put(KEY, REVIEW)
    store.close()
    with sqlite3.connect(file) as other:
        other.execute(change if "data" in change else f"{change} = x'{OTHER.hex()}'")
    other.close()
    again = opened(file, told)
    assert (again.get(KEY), again.get(OTHER)) == (None, None)
    assert "holds a damaged review" in told[0] and len(told) == 1


def test_a_review_of_another_layout_is_damage(store: ReviewStore, told: list[str]) -> None:
    store.put(KEY, replace(REVIEW, words="many"))  # type: ignore[arg-type]
    assert store.get(KEY) is None
    assert not store.usable and len(told) == 1


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "file").write_text("x")
    store = opened(tmp_path / "file" / "reviews.sqlite", told)
    store.put(KEY, REVIEW)
    assert store.get(KEY) is None and not store.usable
    store.close()
    assert len(told) == 1 and told[0].endswith("; reviewing without it")


@pytest.fixture
def reader() -> Iterator[None]:
    """Somebody who may write nothing here: root may write everywhere, so it becomes nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_folder_that_may_only_be_read_is_done_without(
    open_folder: Path, told: list[str], request: pytest.FixtureRequest
) -> None:
    opened(open_folder / "old.sqlite", told).close()
    (open_folder / "old.sqlite").chmod(0o444)
    open_folder.chmod(0o555)
    request.getfixturevalue("reader")
    for name in ("old.sqlite", "new.sqlite"):
        store = opened(open_folder / name, told)
        store.put(KEY, REVIEW)
        assert not store.usable
        store.close()
    assert len(told) == 2 and all(line.endswith("; reviewing without it") for line in told)


def test_a_folder_that_vanishes_breaks_nothing(
    file: Path, store: ReviewStore, told: list[str]
) -> None:
    store.put(KEY, REVIEW)
    shutil.rmtree(file.parent)
    for _ in range(3):
        store.put(OTHER, REVIEW)
    assert store.get(KEY) in (None, REVIEW)
    store.close()
    assert len(told) <= 1


def test_a_file_that_another_run_has_put_in_place_stays(file: Path, told: list[str]) -> None:
    table = Table(_made(file))
    file.rename(file.with_name("moved"))
    file.write_text("new")
    assert table.put_aside() is None
    assert file.read_text() == "new"


def _made(file: Path) -> Path:
    file.parent.mkdir()
    return file


def test_what_was_not_used_for_longest_goes(file: Path, told: list[str]) -> None:
    limit = 150_000
    texts = {number: f"This is unsafe {number}. " * 150 for number in range(60)}
    keys = {number: bytes([number]) * 32 for number in texts}
    store = opened(file, told, limit=limit)
    for number in texts:
        store.put(keys[number], fakes.review_text(texts[number]))
        assert store.get(keys[0]) is not None
    store.close()
    assert file.stat().st_size <= limit
    again = opened(file, told)
    kept = [number for number in texts if again.get(keys[number])]
    again.close()
    assert kept[0] == 0 and kept[-1] == 59
    assert kept[1:] == list(range(kept[1], 60)) and 1 < kept[1] < 59
    assert told == []


def test_one_run_alone_may_have_the_state_of_a_report(file: Path, told: list[str]) -> None:
    first = opened(file, told, alone=True)
    first.put(KEY, REVIEW)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        opened(file, told, alone=True)
    first.close()
    second = opened(file, told, alone=True)
    assert second.get(KEY) == REVIEW
    second.close()


def _work(file: Path, first: int) -> None:
    told: list[str] = []
    store = opened(file, told, limit=400_000)
    for number in range(first, first + 120):
        key, text = bytes([number]) * 32, f"This is unsafe {number}."
        store.put(key, fakes.review_text(text))
        found = store.get(key)
        assert found is None or found.article.text == text
    store.close()
    raise SystemExit(len(told))


def test_two_processes_share_one_file(file: Path, told: list[str]) -> None:
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_work, args=(file, first)) for first in (0, 60)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    store = opened(file, told)
    found = [store.get(bytes([number]) * 32) for number in range(180)]
    store.close()
    assert [found_.article.text for found_ in found if found_] == [
        f"This is unsafe {number}." for number in range(180)
    ]
    assert told == []


def _open_together(file: Path, gate: Barrier) -> None:
    told: list[str] = []
    gate.wait()
    store = ReviewStore(file, told.append)
    store.put(KEY, REVIEW)
    store.close()
    raise SystemExit(len(told))


def test_processes_that_make_the_file_at_once_take_it_for_their_own(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    for number in range(15):
        gate = context.Barrier(2)
        file = tmp_path / f"{number}.sqlite"
        processes = [context.Process(target=_open_together, args=(file, gate)) for _ in "ab"]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0, 0]
        assert [path.name for path in tmp_path.glob(f"{number}.sqlite*")] == [file.name]


def test_reviews_are_kept_as_records_and_not_as_objects(file: Path, store: ReviewStore) -> None:
    store.put(KEY, REVIEW)
    with sqlite3.connect(file) as other:
        (data,) = other.execute("SELECT data FROM kept").fetchone()
    other.close()
    import zlib

    assert zlib.decompress(data[16:]).startswith(b'[["a.txt","This is unsafe')
    assert isinstance(store.get(KEY), Review)
