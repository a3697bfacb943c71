"""Many articles: order, failures, processes, and reviews that are kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from claimcheck import batch, review_paths, workers
from claimcheck.cache.reviews import ReviewStore
from claimcheck.datatypes import Article, Failure, Review
from claimcheck.errors import ClaimcheckError, ModelError
from claimcheck.review import load, use_threads
from tests import fakes

QUICK = "en_claimcheck_sm"
CLAIM = "Kratom has no side effects and cures cancer."


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "claimcheck.review", fakes.module())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    told: list[str] = []
    made = ReviewStore(tmp_path / ".store", told.append)
    yield made
    made.close()
    assert told == []


def write(folder: Path, pattern: str) -> list[str]:
    """A file for each letter: A an article, F one that is not there."""
    for number, kind in enumerate(pattern):
        if kind == "A":
            (folder / f"{number:03}.txt").write_text(f"{number} is unsafe.")
    return [str(folder / f"{number:03}.txt") for number in range(len(pattern))]


def kinds(results: Sequence[Review | Failure]) -> str:
    return "".join("A" if isinstance(item, Review) else "F" for item in results)


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("pattern", ["F", "A", "FFAFAAFF", "A" * 40 + "F" * 20 + "AF" * 15])
def test_results_come_in_the_order_of_the_paths(tmp_path: Path, pattern: str, jobs: int) -> None:
    paths = write(tmp_path, pattern)
    found = list(review_paths(paths, jobs=jobs))
    assert [item.path for item in found] == paths
    assert kinds(found) == pattern


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("jobs", [1, 2])
def test_kept_and_new_reviews_are_alike_and_in_order(
    tmp_path: Path, store: ReviewStore, jobs: int
) -> None:
    paths = write(tmp_path, "AAFAAAAAAAAAAAAAAAAAAAFAAA")
    expected = list(review_paths(paths))
    list(review_paths(paths[::3], stores=[store]))
    assert list(review_paths(paths, jobs=jobs, stores=[store])) == expected
    assert list(review_paths(paths, jobs=jobs, stores=[store])) == expected


@pytest.mark.usefixtures("by_hand")
def test_only_what_is_new_is_reviewed(
    tmp_path: Path, store: ReviewStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def review_articles(articles: Sequence[Article], nlp: object) -> Iterator[Review]:
        for article in articles:
            seen.append(article.source)
            yield fakes.review_article(article)

    monkeypatch.setattr(sys.modules["claimcheck.review"], "review_articles", review_articles)
    paths = write(tmp_path, "AAA")
    list(review_paths(paths, stores=[store]))
    (tmp_path / "001.txt").write_text("It is overstated now.")
    os.rename(paths[2], tmp_path / "new.txt")
    renamed = [*paths[:2], str(tmp_path / "new.txt")]
    again = list(review_paths(renamed, stores=[store]))
    assert seen == [*paths, paths[1]]
    assert [item.path for item in again] == renamed


@pytest.mark.usefixtures("by_hand")
def test_each_line_of_json_lines_is_kept_by_itself(tmp_path: Path, store: ReviewStore) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "This is unsafe."}\n{"text": 1}\n{"text": "It is anecdotal."}\n')
    first = list(review_paths([file], stores=[store]))
    file.write_text("\n" + file.read_text())
    again = list(review_paths([file], stores=[store]))
    assert kinds(first) == kinds(again) == "AFA"
    assert [item.path for item in again] == [f"{file}:{number}" for number in (2, 3, 4)]


@pytest.mark.usefixtures("by_hand")
def test_memory_holds_a_few_lots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    real = batch.find_sources

    def find_sources(*args: object, **options: object) -> Iterator[object]:
        nonlocal read
        for source in real(*args, **options):  # type: ignore[arg-type]
            read += 1
            yield source

    monkeypatch.setattr(batch, "find_sources", find_sources)
    paths = write(tmp_path, "AF" * 200)
    for jobs, most in ((1, 8), (2, 32)):
        read = 0
        for number, _ in enumerate(review_paths(paths, jobs=jobs)):
            assert read <= number + 1 + most


@pytest.mark.usefixtures("by_hand")
def test_long_articles_make_small_lots(tmp_path: Path) -> None:
    items = [batch._Item(Article("a", "x" * 150_000)) for _ in range(7)]
    assert [len(lot) for lot in batch._lots(items)] == [3, 3, 1]


def test_a_model_that_is_not_there_is_told_before_anything_is_read() -> None:
    with pytest.raises(ModelError, match="no model 'en_nothing'"):
        review_paths(["none.txt"], model="en_nothing")


@pytest.mark.parametrize(("processors", "threads"), [(1, 1), (2, 2), (64, 2)])
def test_a_single_process_may_use_a_second_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processors: int, threads: int
) -> None:
    module = fakes.module()
    seen: list[int] = []
    module.use_threads = lambda nlp, number: seen.append(number)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "claimcheck.review", module)
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    list(review_paths(write(tmp_path, "AA")))
    assert seen == [threads]


def test_threads_are_for_the_network_of_a_pipeline() -> None:
    nlp = load("en_claimcheck_md")
    encoder = nlp.get_pipe("claimcheck_encoder").encoder  # type: ignore[attr-defined]
    use_threads(nlp, 2)
    assert encoder.threads == 2
    use_threads(nlp, 1)
    assert encoder.threads == 1
    use_threads(load(QUICK), 2)  # it has none


def test_a_process_that_is_killed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = fakes.module()

    def review_articles(articles: object, nlp: object) -> Iterator[Review]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield from ()

    module.review_articles = review_articles  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "claimcheck.review", module)
    with pytest.raises(ClaimcheckError, match=r"was killed.*fewer --jobs"):
        list(review_paths(write(tmp_path, "AA"), jobs=2))


def test_jobs_and_the_cache_change_nothing_in_a_review(tmp_path: Path, store: ReviewStore) -> None:
    (tmp_path / "a.md").write_text(f"# Tea\n\n{CLAIM}\n\nIt [costs](https://example.org) 3 euros.")
    (tmp_path / "b.txt").write_text(f"A bridge was built. {CLAIM}")
    (expected, other) = review_paths([tmp_path / "a.md", tmp_path / "b.txt"], model=QUICK)
    assert isinstance(expected, Review) and expected.findings
    assert list(review_paths([tmp_path], model=QUICK, jobs=2, stores=[store])) == [expected, other]
    assert list(review_paths([tmp_path], model=QUICK, stores=[store])) == [expected, other]


HITS = """
import sys
from pathlib import Path
from claimcheck import review_paths
from claimcheck.cache.reviews import ReviewStore
store = ReviewStore(Path(sys.argv[1], ".store"), sys.exit)
assert len(list(review_paths([sys.argv[1]], jobs=2, stores=[store]))) == 3
store.close()
print(" ".join(sys.modules))
"""


@pytest.mark.usefixtures("by_hand")
def test_a_run_that_finds_every_review_loads_no_model(tmp_path: Path, store: ReviewStore) -> None:
    list(review_paths(write(tmp_path, "AAA"), stores=[store]))
    done = subprocess.run(
        [sys.executable, "-c", HITS, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "claimcheck.batch" in done.stdout
    assert not {"spacy", "sklearn", "numpy", "claimcheck.review"} & set(done.stdout.split())
