"""A few mutations of every seed of every target; the nightly script tries many more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.readers import READERS
from tests.fuzz.targets import FUZZED

_CHUNKS = st.sampled_from(
    [
        *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<" * 300, b"[" * 5000, b"{" * 2000, b"9" * 5000),
        *(b"-1", b"1e999", b"NaN", b"\r", b"\n", b'"', b"'", b"\\", b"<!--", b"&#xD800;", b"]]>"),
    ]
)


@st.composite
def mutated(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed in which stretches were cut out, doubled, moved or overwritten."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        one, other = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        other = min(other, one + draw(st.integers(0, 40)))
        new = draw(st.just(b"") | st.binary(max_size=8) | _CHUNKS | st.just(data[one:other] * 2))
        data = data[:one] + new + data[other:]
    return data


@pytest.mark.parametrize("name", FUZZED)
def test_every_seed_and_what_is_no_such_thing_is_answered(name: str) -> None:
    for data in (*FUZZED[name].seeds, b"", b"\0", b"x", b"\xff" * 9, b"[" * 9000):
        FUZZED[name].run(data)


@pytest.mark.parametrize("name", FUZZED)
def test_mutations_are_answered(name: str) -> None:
    @settings(max_examples=settings.default.max_examples // 4, deadline=None)
    @given(mutated(FUZZED[name].seeds) | st.binary(max_size=200))
    def run(data: bytes) -> None:
        FUZZED[name].run(data)

    run()


def test_every_reader_is_a_target() -> None:
    assert {".md", ".html", ".txt", *(f".{name}" for name in FUZZED)} >= set(READERS) - {
        *(".text", ".markdown", ".mdown", ".htm", ".xhtml")
    }
