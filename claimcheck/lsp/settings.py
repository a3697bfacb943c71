"""The settings for a document: the workspace's settings file with the editor's options over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from claimcheck.config.configuration import Configuration, configure
from claimcheck.config.files import key_fault
from claimcheck.config.layers import Given, Layer
from claimcheck.config.settings import ENTRIES
from claimcheck.errors import ConfigError

SECTION = "claimcheck"
DEBOUNCE = "debounce"
_DEBOUNCE_MS = 300
_LONGEST_MS = 60_000
_CORRECTIONS = Path("corrections.jsonl")
Options = Mapping[str, Any]


@dataclass(slots=True)
class Workshop:
    """Where the settings of a workspace come from.

    `folders` are those of the workspace, `config` and `isolated` flags of the command, `options`
    what the editor sends: keys of a settings file, and 'debounce' in milliseconds.
    """

    config: Path | None = None
    isolated: bool = False
    folders: list[Path] = field(default_factory=list)
    options: Options = field(default_factory=dict)

    def configuration(self, path: str | None) -> Configuration:
        """The settings for the document at `path`; ConfigError tells all that is wrong."""
        folder = self._folder_of(path)
        found = configure(config=self.config, isolated=self.isolated, folder=folder)
        return replace(found, strong={**found.strong, **editor_layer(self.options, found.root)})

    def defaults(self, path: str | None) -> Configuration:
        """The settings for a document where neither file nor editor can be heeded."""
        return configure(isolated=True, environment={}, folder=self._folder_of(path))

    @property
    def debounce(self) -> float:
        """Seconds without typing after which a document is reviewed."""
        given = self.options.get(DEBOUNCE, _DEBOUNCE_MS)
        return (_DEBOUNCE_MS if _debounce_fault(given) else given) / 1000

    def _folder_of(self, path: str | None) -> Path:
        """The innermost workspace folder that holds a document, else the document's own folder."""
        if path is None:
            return self.folders[0] if self.folders else Path.cwd()
        holding = [folder for folder in self.folders if Path(path).is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts), default=Path(path).parent)


def corrections_file(configuration: Configuration) -> Path:
    """Where corrections go."""
    return configuration.root / (configuration.settings.corrections or _CORRECTIONS)


def editor_layer(options: Options, root: Path) -> Layer:
    """What the editor sets; paths are relative to `root`. ConfigError tells all that is wrong."""
    found: dict[str, Given] = {}
    faults = []
    for key, value in options.items():
        if key == DEBOUNCE:
            faults += _debounce_fault(value)
            continue
        fault = key_fault(key)
        if fault:
            faults.append(fault)
            continue
        kind = ENTRIES[key].about.kind
        try:
            found[key] = Given(kind.rooted(kind.parse(value), root), "editor")
        except ValueError as error:
            faults.append(f"{key}: {error}")
    if faults:
        raise ConfigError("\n".join(f"settings of the editor: {fault}" for fault in faults))
    return found


def _debounce_fault(value: Any) -> list[str]:
    if type(value) is int and 0 <= value <= _LONGEST_MS:
        return []
    return [f"{DEBOUNCE}: must be milliseconds from 0 to {_LONGEST_MS}, not {value!r}"]


def initial_options(sent: Any) -> Options:
    """The options in `initializationOptions`: bare, or under 'claimcheck'."""
    if not isinstance(sent, dict):
        return {}
    section = sent.get(SECTION, sent)
    return section if isinstance(section, dict) else {}


def changed_options(sent: Any) -> Options | None:
    """The options in `didChangeConfiguration`; None where it does not speak of claimcheck.

    Clients send the settings of all servers, ours under 'claimcheck', or those of ours alone.
    """
    if not isinstance(sent, dict):
        return None
    section = sent.get(SECTION)
    if isinstance(section, dict):
        return section
    ours = all(key in ENTRIES or key == DEBOUNCE for key in sent)
    return sent if sent and ours else None
