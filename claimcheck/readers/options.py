"""What a reader is told beside the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`text_field` names the field of JSON Lines that holds the article; `whole_page` keeps what
    stands around an article: navigation, headers, references, lists of contents."""

    text_field: str = "text"
    whole_page: bool = False
