"""The manifest of a model folder: which files belong to it, and what each holds.

It tells damage and tampering by somebody who could not write the manifest too; what the files may
ask for is looked at elsewhere. Nothing here opens a link, a device or a file that is too large.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from claimcheck.errors import ModelError

MANIFEST = "manifest.json"
MOST_BYTES = 256 * 2**20
"""No file of a model, and nothing that unpacks from one, may be larger than this."""
MOST_FILES = 200
_MOST_RECORD_BYTES = 2**22


def write_manifest(folder: Path) -> None:
    """Size and sha256 of every file of the folder."""
    entries = {
        path.relative_to(folder).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }
    text = json.dumps(entries, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def check_manifest(folder: Path, unread: Collection[str] = ()) -> None:
    """ModelError where a file is missing, added or changed since the model was written.

    Whether those in the folders `unread` are changed is left to `check_part`.
    """
    for problem in manifest_problems(folder, unread):
        raise ModelError(problem)


def check_part(path: Path) -> None:
    """The same for one component's folder, before it is read by spaCy alone.

    A copy that `nlp.to_disk` wrote has no manifest: then only what must not be opened is refused.
    """
    if path.is_symlink():
        raise ModelError(_link(path))
    for problem in unopenable(path):
        raise ModelError(problem)
    if (path.parent / MANIFEST).exists():
        for problem in _differences(path.parent, path):
            raise ModelError(problem)


def manifest_problems(folder: Path, unread: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with the files of a model, by name; ModelError without a manifest."""
    if not (folder / MANIFEST).is_file():
        raise ModelError(f"{folder / MANIFEST}: is missing; copy the model again")
    odd = list(unopenable(folder))
    yield from odd or _differences(folder, folder, unread)


def unopenable(folder: Path) -> Iterator[str]:
    """What must not be opened: links, what is no plain file, what is too large or too much."""
    paths = list(islice(folder.rglob("*"), MOST_FILES + 1))
    if len(paths) > MOST_FILES:
        yield f"{folder}: holds more than {MOST_FILES} files; copy the model again"
        return
    for path in sorted(paths):
        if path.is_symlink():
            yield _link(path)
        elif not path.is_dir() and not path.is_file():
            yield f"{path}: is no plain file; remove it"
        elif path.is_file() and path.stat().st_size > MOST_BYTES:
            yield f"{path}: larger than {MOST_BYTES} bytes; no claimcheck model needs that"


def _link(path: Path) -> str:
    return f"{path}: is a link; copy the model with its files, as `cp -rL` does"


def _differences(folder: Path, inside: Path, unread: Collection[str] = ()) -> Iterator[str]:
    """Files below `inside` that are not what the manifest of `folder` says; of those in the folders
    `unread` only which there are."""
    entries = read_record(folder / MANIFEST)
    present = {
        path.relative_to(folder).as_posix()
        for path in inside.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    }
    within = "" if inside == folder else f"{inside.relative_to(folder).as_posix()}/"
    for name in sorted({name for name in entries if name.startswith(within)} | present):
        if name not in present:
            yield f"{folder / name}: is missing; copy the model again"
        elif name not in entries:
            yield f"{folder / name}: does not belong to the model; remove it"
        elif name.partition("/")[0] not in unread:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if not isinstance(entries[name], dict) or digest != entries[name].get("sha256"):
                yield f"{folder / name}: has been changed; copy the model again"


def read_record(path: Path) -> dict[str, Any]:
    """The JSON object of a small file."""
    try:
        if path.stat().st_size > _MOST_RECORD_BYTES:
            raise ModelError(f"{path}: larger than {_MOST_RECORD_BYTES} bytes")
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None
    if not isinstance(record, dict):
        raise ModelError(f"{path}: holds no JSON object; copy the model again")
    return record
