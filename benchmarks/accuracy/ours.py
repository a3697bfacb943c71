"""claimcheck's own models."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.accuracy.documents import SplitDocument
from benchmarks.accuracy.systems import Spans, System
from claimcheck.measure import predictions
from claimcheck.review import load, model_name


def ours(folder: Path) -> System:
    """A trained model, from the text of an article to its claims; it finds sentences by itself."""
    nlp = load(folder)

    def predict(documents: Sequence[SplitDocument]) -> list[Spans]:
        judged = predictions([item.document for item in documents], nlp)
        return [list(article.predicted) for article in judged]

    return System(folder.name, model_name(nlp), predict, splits=True)
