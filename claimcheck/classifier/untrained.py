"""What stands in a pipeline where a trained model will be loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claimcheck.classifier.models import Finder, Labeller
from claimcheck.classifier.reader import AnyEncoder
from claimcheck.errors import ModelError
from claimcheck.protocols import Candidate, Encoding, Judgement, Sentence


class Untrained:
    """Stands where a model will be loaded; using it says what to do."""

    review_below = 0.0

    def __init__(self, kind: type[AnyEncoder] | type[Finder] | type[Labeller]) -> None:
        self._kind = kind

    def encode(self, sentences: Sequence[Sentence]) -> list[Encoding]:
        raise self._error()

    def find(self, sentences: Sequence[Sentence]) -> list[Candidate]:
        raise self._error()

    def divide(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[list[Candidate]]:
        raise self._error()

    def label(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[Judgement]:
        raise self._error()

    def to_disk(self, path: Path) -> None:
        raise self._error()

    def from_disk(self, path: Path) -> Any:
        return self._kind.from_disk(path)

    def _error(self) -> ModelError:
        return ModelError(
            f"the {self._kind.NAME} has no weights yet: load a trained model with "
            "claimcheck.load() or spacy.load(), or make one with `claimcheck train`"
        )


def untrained_encoder() -> Untrained:
    """For the spaCy registry: an encoder that `from_disk` fills."""
    return Untrained(AnyEncoder)


def untrained_finder() -> Untrained:
    """For the spaCy registry: a finder that `from_disk` fills."""
    return Untrained(Finder)


def untrained_labeller() -> Untrained:
    """For the spaCy registry: a labeller that `from_disk` fills."""
    return Untrained(Labeller)
