"""Libraries that come with an extra: imported where they are needed, missed in plain words."""

from __future__ import annotations

import importlib
from types import ModuleType

from claimcheck.errors import InputError


def need(module: str, what: str) -> ModuleType:
    """The module of the extra 'docs'; InputError says how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise InputError(f"{what} need more: pip install 'claimcheck[docs]'") from error
