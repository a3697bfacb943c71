"""What a figure depends on beside the data: when, on what machine, with which versions."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = (
    "claimcheck",
    "llm-medical-guard",
    "numpy",
    "onnxruntime",
    "scikit-learn",
    "spacy",
    "torch",
    "transformers",
)


def facts(command: str, files: Iterable[Path]) -> dict[str, Any]:
    """Date, command, machine, versions of the packages that are there, sha256 of the files."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "command": command,
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "versions": {name: found for name in PACKAGES if (found := _version(name))},
        "sha256": {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
    }


def _processor() -> str:
    """The processor's model where Linux tells it, else its architecture."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
