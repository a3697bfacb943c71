"""JSON in pieces is JSON as the library writes it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.cli.json_pieces import json_pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_values_are_written_as_the_library_does(told: dict[str, Any]) -> None:
    expected = json.dumps(told, ensure_ascii=False, indent=1)
    assert "".join(json_pieces(told)) == expected
    streamed = {key: iter(v) if isinstance(v, list) else v for key, v in told.items()}
    assert "".join(json_pieces(streamed)) == expected
