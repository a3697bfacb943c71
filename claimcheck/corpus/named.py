"""How many different interventions, exposures and conditions a corpus names."""

from __future__ import annotations

from collections import Counter
from typing import Any

from claimcheck.gazetteer import Condition, Gazetteer, default_gazetteer


class Named:
    """Counts, for every entry of a gazetteer, the documents that name it."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        self.interventions: Counter[str] = Counter()
        self.conditions: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Take in the text of one document."""
        for entry in dict.fromkeys(self._gazetteer.named_in(text)):
            counts = self.conditions if isinstance(entry, Condition) else self.interventions
            counts[entry.id] += 1

    def as_json(self) -> dict[str, Any]:
        """How many different ones, and how many documents name each, the commonest first."""
        return {
            "interventions": _told(self.interventions),
            "conditions": _told(self.conditions),
        }


def _told(counts: Counter[str]) -> dict[str, Any]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {"different": len(counts), "documents": dict(ranked)}
