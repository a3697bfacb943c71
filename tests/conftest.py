"""What holds for all tests: they have a cache of their own, and so do the programs they start; none
knows that it runs in a build; and no example of hypothesis fails because the machine is busy.

`pytest --hypothesis-profile=nightly` tries twenty times as many examples, as `.ci/nightly` does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from claimcheck.cli.build_log import RUNNERS

settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


@pytest.fixture(autouse=True, scope="session")
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    os.environ["CLAIMCHECK_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    del os.environ["CLAIMCHECK_CACHE_DIR"]


@pytest.fixture(autouse=True, scope="session")
def no_build() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as environment:
        for name in RUNNERS:
            environment.delenv(name, raising=False)
        yield
