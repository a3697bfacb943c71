"""The errors claimcheck raises on purpose: each names the place, the fault and the remedy."""

from __future__ import annotations

from pathlib import Path


class ClaimcheckError(Exception):
    """Anything claimcheck refuses to do; the message is meant for the person at the keyboard."""


class InputError(ClaimcheckError):
    """An article that could not be found, read or decoded."""


class ConfigError(ClaimcheckError):
    """A setting or an option that makes no sense."""


class ModelError(ClaimcheckError):
    """A model folder that is missing, incomplete, too new or not to be trusted."""


class _PlacedError(ClaimcheckError):
    """An error in a line of a file, told as ``path:line: message``."""

    def __init__(self, message: str, path: str | Path = "", line: int = 0) -> None:
        self.path, self.line = str(path), line
        place = f"{self.path}:{line}: " if line else f"{self.path}: " if self.path else ""
        super().__init__(place + message)


class CorpusError(_PlacedError):
    """A labelled document that breaks the corpus contract."""


class LexiconError(_PlacedError):
    """A file of cues, notes or rewrites that cannot be used."""
