"""Every setting of claimcheck, once: default, kind, description, flag and environment variable.

A new setting is one more field of `Settings`. The keys of a settings file, the flags of `review`,
the output of `claimcheck config` and of `--show-settings` are made from these fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from claimcheck.config.kinds import (
    Choice,
    Count,
    Kind,
    LabelList,
    ModelName,
    PathName,
    Switch,
    Text,
    Thresholds,
    Words,
)
from claimcheck.labels import LABELS, Label
from claimcheck.readers.ignored import EXCLUDE
from claimcheck.report import FORMATS

_NAMES = tuple(label.value for label in LABELS)


@dataclass(frozen=True, slots=True)
class About:
    """What there is to know of a setting beside its name, type and default.

    `short` is a one-letter flag, `variable` an environment variable. `in_file=False` is for what
    belongs to one run and not to a project, `flag=False` for what is no matter of `review`;
    `per_path` allows the key in per-path tables.
    """

    kind: Kind
    help: str
    short: str | None = None
    variable: str | None = None
    in_file: bool = True
    per_path: bool = False
    flag: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """What a review is told: flags over environment over per-path tables over file over defaults.

    The description of each setting is that of its flag.
    """

    format: Annotated[str, About(Choice(FORMATS), "Form of the report.", "-f")] = "full"
    output: Annotated[
        Path | None,
        About(
            PathName("FILE"),
            "Write to this file instead of stdout; whole or not at all. A folder for docx files.",
            "-o",
            in_file=False,
        ),
    ] = None
    select: Annotated[
        tuple[Label, ...], About(LabelList(), "Show only these labels.", per_path=True)
    ] = ()
    ignore: Annotated[
        tuple[Label, ...], About(LabelList(), "Leave out these labels.", per_path=True)
    ] = ()
    min_severity: Annotated[
        str | None, About(Choice(_NAMES), "Show only claims at least this severe.", per_path=True)
    ] = None
    min_confidence: Annotated[
        Mapping[Label, float],
        About(Thresholds(), "Show only surer claims; a number, or one by label.", per_path=True),
    ] = field(default_factory=lambda: dict.fromkeys(LABELS, 0.0))
    show_supported: Annotated[
        bool, About(Switch(), "Show supported claims to people as well.", per_path=True)
    ] = False
    fail_on: Annotated[
        str,
        About(
            Choice((*_NAMES, "never")),
            "Exit with 1 where a claim is at least this severe.",
            per_path=True,
        ),
    ] = "unsafe"
    exit_zero: Annotated[
        bool, About(Switch(negatable=False), "Exit with 0 whatever was found.", in_file=False)
    ] = False
    exclude: Annotated[
        tuple[str, ...],
        About(
            Words(),
            "Pass over what matches, in gitignore syntax, in place of the patterns that stand here "
            "by default.",
        ),
    ] = EXCLUDE
    extend_exclude: Annotated[
        tuple[str, ...], About(Words(), "Pass over what matches, beside --exclude.")
    ] = ()
    respect_gitignore: Annotated[
        bool, About(Switch(), "Pass over what git ignores; on by default.")
    ] = True
    force_exclude: Annotated[
        bool, About(Switch(), "Pass over excluded files even where they are named.")
    ] = False
    model: Annotated[
        str | None,
        About(
            ModelName(),
            "Model to use: a folder, or one that comes with claimcheck.",
            variable="CLAIMCHECK_MODEL",
        ),
    ] = None
    jobs: Annotated[int, About(Count(), "Processes that share the work.", "-j")] = 1
    stdin_filename: Annotated[
        str | None, About(Text("NAME"), "What to call the text that '-' reads.", in_file=False)
    ] = None
    baseline: Annotated[
        Path | None,
        About(PathName("FILE"), "Show only what is new since this baseline was written."),
    ] = None
    diff_base: Annotated[
        str | None,
        About(
            Text("REV"),
            "Show only claims on lines changed since this revision of git.",
            in_file=False,
        ),
    ] = None
    require_reason: Annotated[
        bool, About(Switch(), "Heed no suppression that gives no reason.", per_path=True)
    ] = False
    text_field: Annotated[
        str, About(Text("NAME"), "Field of JSON Lines that holds the article.")
    ] = "text"
    whole_page: Annotated[
        bool,
        About(Switch(), "Review navigation, headers, asides, references and the like as well."),
    ] = False
    cache: Annotated[
        bool, About(Switch(), "Take reviews of unchanged articles from the cache.")
    ] = True
    cache_dir: Annotated[
        Path | None,
        About(
            PathName("FOLDER"),
            "Folder of the cache; without it the user's cache folder.",
            variable="CLAIMCHECK_CACHE_DIR",
        ),
    ] = None
    cache_size: Annotated[
        int, About(Count(), "Most MiB that the cache may hold; what was not used longest goes.")
    ] = 512
    resume: Annotated[
        bool,
        About(
            Switch(negatable=False),
            "Keep what is done beside --output and, started again, go on from there.",
            in_file=False,
        ),
    ] = False
    statistics: Annotated[
        bool, About(Switch(), "Sum up: labels, worst articles, commonest findings.")
    ] = False
    why: Annotated[
        bool, About(Switch(), "Show probabilities and cues of each finding (format full).")
    ] = False
    corrections: Annotated[
        Path | None,
        About(
            PathName("FILE"),
            "Where labels go that are corrected in an editor; corrections.jsonl if not set.",
            flag=False,
        ),
    ] = None
    color: Annotated[
        str,
        About(
            Choice(("auto", "always", "never")),
            "Colour the output; auto heeds NO_COLOR and FORCE_COLOR.",
        ),
    ] = "auto"
    quiet: Annotated[
        bool, About(Switch(negatable=False), "No summary and no progress.", "-q", in_file=False)
    ] = False
    verbose: Annotated[
        bool,
        About(Switch(negatable=False), "Name the model and every article.", "-v", in_file=False),
    ] = False

    def as_dict(self) -> dict[str, Any]:
        """All settings by key, in values that JSON can hold."""
        return {key: entry.plain(getattr(self, entry.name)) for key, entry in ENTRIES.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A setting: its field in Settings, its default and what is said about it."""

    name: str
    default: Any
    about: About

    @property
    def key(self) -> str:
        """Its name in a settings file and, behind two dashes, on the command line."""
        return self.name.replace("_", "-")

    def plain(self, value: Any) -> Any:
        """A value of this setting as JSON and TOML hold it; None where it is not set."""
        return None if value is None else self.about.kind.plain(value)


def _entries() -> dict[str, Entry]:
    hints, defaults = get_type_hints(Settings, include_extras=True), Settings()
    entries = (
        Entry(item.name, getattr(defaults, item.name), hints[item.name].__metadata__[0])
        for item in fields(Settings)
    )
    return {entry.key: entry for entry in entries}


ENTRIES: Mapping[str, Entry] = _entries()
"""The settings by key, in the order in which people are shown them."""
FLAGS: tuple[str, ...] = tuple(key for key, entry in ENTRIES.items() if entry.about.flag)
"""The keys of the settings that are flags of `review`."""
