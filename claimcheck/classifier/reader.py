"""What reads an article before its sentences are judged, whatever kind a folder holds."""

from __future__ import annotations

from pathlib import Path

from claimcheck.classifier.encoder.runtime import NETWORK, Encoder
from claimcheck.classifier.skim import Skimmer


class AnyEncoder:
    """An encoder or a skimmer."""

    NAME = "encoder"

    @staticmethod
    def from_disk(path: Path) -> Encoder | Skimmer:
        """An encoder where there is a network, else a skimmer."""
        return Encoder.from_disk(path) if (path / NETWORK).exists() else Skimmer.from_disk(path)
