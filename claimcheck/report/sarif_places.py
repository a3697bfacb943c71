"""Where things stand, and texts, as SARIF wants them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimcheck.datatypes import Finding, Place, Remark
from claimcheck.report.words import relative_path

ROOT = "%SRCROOT%"
_WHOLE = {"startLine": 1}
"""A region for what has no lines: GitHub refuses a place without one."""


def place_of_finding(path: str, finding: Finding) -> dict[str, Any]:
    """A location with the claim's own words; of a document that has no lines, its page or the like
    is the logical location."""
    region = _WHOLE if finding.place else region_of(finding)
    snippet = {"snippet": {"text": finding.claim.text}}
    return physical(path, region | snippet) | _logical(finding.place)


def place_of_remark(path: str, remark: Remark) -> dict[str, Any]:
    """The location of a suppression that is not as it should be."""
    region = _WHOLE if remark.place else region_of(remark)
    return physical(path, region) | _logical(remark.place)


def region_of(one: Finding | Remark) -> dict[str, Any]:
    """Lines and columns; the end is exclusive."""
    return {
        "startLine": one.line,
        "startColumn": one.column,
        "endLine": one.end_line,
        "endColumn": one.end_column,
    }


def physical(path: str, region: dict[str, Any] | None = None) -> dict[str, Any]:
    """A location in a file, or the file as a whole."""
    place: dict[str, Any] = {"artifactLocation": artifact(path)}
    return {"physicalLocation": place | ({"region": region} if region else {})}


def artifact(path: str) -> dict[str, str]:
    """A URI relative to the root of the run; a file URI for what lies elsewhere."""
    seen = relative_path(path)
    if os.path.isabs(seen):
        return {"uri": Path(seen).as_uri()}
    return {"uri": quote(seen, safe="/", errors="replace"), "uriBaseId": ROOT}


def literal(text: str) -> str:
    """Text in which a consumer finds neither a placeholder nor a link (3.11.5 and 3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _logical(place: Place | None) -> dict[str, Any]:
    """The innermost part by name and kind, such as 'paragraph 4', and the whole way to it."""
    if place is None:
        return {}
    unit, value = place.parts[-1]
    found = {"name": f"{unit} {value}", "fullyQualifiedName": str(place), "kind": unit}
    return {"logicalLocations": [found]}
