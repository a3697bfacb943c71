"""Where the files of a report go: one file, a folder, or stdout where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from claimcheck.cli.build_log import unguarded
from claimcheck.errors import ConfigError
from claimcheck.output import atomic_binary_writer, remove_leftovers
from claimcheck.protocols import ReportFile
from claimcheck.report.names import FileNames

Spared = Callable[[], frozenset[Path]]
Save = Callable[[Iterator[ReportFile], Spared], None]
"""Saves files, but not over those that are to be spared."""


def file_target(output: Path | None, suffix: str, alone: bool = False) -> Save:
    """How to save files whose names end in `suffix`; ConfigError where that cannot be.

    `output` is one file where its name ends so, else a folder, made where it is missing; without it
    stdout takes one file. Who is `alone` at it deletes what killed runs left unfinished.
    """
    if output is None:
        return _stdout(suffix)
    if not output.parent.is_dir():
        raise ConfigError(f"--output {output}: there is no directory {output.parent}")
    if output.is_dir():
        return _folder(output, suffix, alone)
    if output.suffix.lower() == suffix:
        return _single(output)
    if output.exists():
        raise ConfigError(f"--output {output} is no folder and not called *{suffix}; name either")
    return _folder(output, suffix, alone)


def _stdout(suffix: str) -> Save:
    if sys.stdout.isatty():
        raise ConfigError(
            f"a {suffix} file is nothing for a terminal; name a file or folder, such as this one: "
            "--output ."
        )

    def save(files: Iterator[ReportFile], spared: Spared) -> None:
        if file := _only(files, "stdout takes one file; name a folder with --output"):
            unguarded(sys.stdout).buffer.write(file.data)

    return save


def _single(path: Path) -> Save:
    def save(files: Iterator[ReportFile], spared: Spared) -> None:
        if file := _only(
            files, f"--output {path} is one file, the articles are more; name a folder"
        ):
            _write(path, file)

    return save


def _folder(folder: Path, suffix: str, alone: bool) -> Save:
    def save(files: Iterator[ReportFile], spared: Spared) -> None:
        from claimcheck.report.word.seal import is_sealed

        articles = spared()

        def kept(name: str) -> bool:
            path = folder / name
            return path.exists() and path.resolve() not in articles and not is_sealed(path)

        names = FileNames(suffix, lambda name: (folder / name).exists(), kept)
        for file in files:
            path = folder / names.name(file.source)
            if path.resolve() in articles:
                raise ConfigError(f"{path} is one of the articles to review; name another folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            if alone:
                remove_leftovers(path)
            _write(path, file)

    return save


def _only(files: Iterator[ReportFile], fault: str) -> ReportFile | None:
    """The one file there is, None where no article could be read."""
    first = next(files, None)
    if next(files, None) is not None:
        raise ConfigError(fault)
    return first


def _write(path: Path, file: ReportFile) -> None:
    with atomic_binary_writer(path) as stream:
        stream.write(file.data)
