"""The kinds of value a setting can have: how each is read from a file or from words, and written.

`parse` takes what TOML gives (str, int, float, bool, list, dict), `from_texts` what a command line
or the environment gives; both raise ValueError with what was expected. `plain` is the inverse of
`parse`: a value that JSON and TOML can hold.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from claimcheck.labels import LABELS, Label
from claimcheck.suggest import did_you_mean

_YES, _NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Kind(ABC):
    """A kind of value; `many` says that a flag may be given again and adds to the value."""

    many: ClassVar[bool] = False

    @property
    @abstractmethod
    def expected(self) -> str:
        """What a value looks like, for people: completes 'must be ...'."""

    @property
    @abstractmethod
    def metavar(self) -> str:
        """What stands for a value in the help of a flag."""

    @abstractmethod
    def parse(self, value: object) -> Any:
        """The value that TOML holds, as the settings have it; ValueError says what is expected."""

    def from_texts(self, texts: Sequence[str]) -> Any:
        return self.parse(texts[-1])

    def plain(self, value: Any) -> Any:
        return value

    def rooted(self, value: Any, root: Path) -> Any:
        """A value from a settings file whose paths are relative to the folder `root`."""
        return value

    def _refuse(self, value: object) -> ValueError:
        return ValueError(f"must be {self.expected}, not {json.dumps(value, default=str)}")


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Any words; `metavar` says what they name."""

    metavar: str = "TEXT"

    @property
    def expected(self) -> str:
        return "a string"

    def parse(self, value: object) -> str:
        if not isinstance(value, str):
            raise self._refuse(value)
        return value


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a few words."""

    choices: tuple[str, ...]

    @property
    def expected(self) -> str:
        return "one of " + ", ".join(self.choices)

    @property
    def metavar(self) -> str:
        return f"[{'|'.join(self.choices)}]"

    def parse(self, value: object) -> str:
        if not isinstance(value, str):
            raise self._refuse(value)
        if value not in self.choices:
            hint = did_you_mean(value, self.choices)
            raise ValueError(f"'{value}' is not one of {', '.join(self.choices)}{hint}")
        return value


@dataclass(frozen=True, slots=True)
class Switch(Kind):
    """True or false. With `negatable` the flag has a --no- form that undoes a settings file."""

    negatable: bool = True

    @property
    def expected(self) -> str:
        return "true or false"

    @property
    def metavar(self) -> str:
        return ""

    def parse(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise self._refuse(value)
        return value

    def from_texts(self, texts: Sequence[str]) -> bool:
        word = texts[-1].lower()
        if word not in _YES | _NO:
            raise self._refuse(texts[-1])
        return word in _YES


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number of at least `least`."""

    least: int = 1

    @property
    def expected(self) -> str:
        return f"a whole number of at least {self.least}"

    @property
    def metavar(self) -> str:
        return "N"

    def parse(self, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < self.least:
            raise self._refuse(value)
        return value

    def from_texts(self, texts: Sequence[str]) -> int:
        try:
            number = int(texts[-1])
        except ValueError:
            raise self._refuse(texts[-1]) from None
        return self.parse(number)


@dataclass(frozen=True, slots=True)
class PathName(Kind):
    """A path. In a settings file it is relative to the folder of that file."""

    metavar: str = "PATH"

    @property
    def expected(self) -> str:
        return "a path"

    def parse(self, value: object) -> Path:
        if not isinstance(value, str) or not value:
            raise self._refuse(value)
        return Path(value)

    def plain(self, value: Path) -> str:
        return str(value)

    def rooted(self, value: Path, root: Path) -> Path:
        return root / value


@dataclass(frozen=True, slots=True)
class ModelName(Text):
    """The name of a model that comes with claimcheck, or a model folder."""

    metavar: str = "NAME|FOLDER"

    @property
    def expected(self) -> str:
        return "the name of a model or a model folder"

    def rooted(self, value: str, root: Path) -> str:
        return str(root / value) if (root / value).is_dir() else value


@dataclass(frozen=True, slots=True)
class Words(Kind):
    """A list of strings, each kept whole."""

    many: ClassVar[bool] = True
    metavar: str = "PATTERN"

    @property
    def expected(self) -> str:
        return "a list of strings"

    def parse(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._refuse(value)
        return tuple(value)

    def from_texts(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(texts)

    def plain(self, value: tuple[str, ...]) -> list[str]:
        return list(value)


@dataclass(frozen=True, slots=True)
class LabelList(Kind):
    """A list of labels; on the command line repeated, or parted by commas."""

    many: ClassVar[bool] = True

    @property
    def expected(self) -> str:
        return f"a list of labels ({', '.join(LABELS)})"

    @property
    def metavar(self) -> str:
        return "LABEL"

    def parse(self, value: object) -> tuple[Label, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._refuse(value)
        return tuple(dict.fromkeys(Label.parse(item) for item in value))

    def from_texts(self, texts: Sequence[str]) -> tuple[Label, ...]:
        return self.parse([word.strip() for text in texts for word in text.split(",")])

    def plain(self, value: tuple[Label, ...]) -> list[str]:
        return [label.value for label in value]


@dataclass(frozen=True, slots=True)
class Thresholds(Kind):
    """A number from 0 to 1 for every label: one for all, or a table with some of them."""

    many: ClassVar[bool] = True

    @property
    def expected(self) -> str:
        return "a number from 0 to 1, or a table of such by label"

    @property
    def metavar(self) -> str:
        return "N|LABEL=N"

    def parse(self, value: object) -> Mapping[Label, float]:
        if isinstance(value, dict):
            given = {Label.parse(name): self._number(number) for name, number in value.items()}
            return {label: given.get(label, 0.0) for label in LABELS}
        return dict.fromkeys(LABELS, self._number(value))

    def from_texts(self, texts: Sequence[str]) -> Mapping[Label, float]:
        """Such as '0.5', 'unsafe=0.3', 'unsafe=0.3,overstated=0.6'; a label's own number wins."""
        everyone, own = 0.0, {}
        for part in (part for text in texts for part in text.split(",")):
            name, equals, number = part.rpartition("=")
            if equals:
                own[Label.parse(name.strip())] = self._from_word(number)
            else:
                everyone = self._from_word(number)
        return {label: own.get(label, everyone) for label in LABELS}

    def plain(self, value: Mapping[Label, float]) -> float | dict[str, float]:
        if len(set(value.values())) == 1:
            return next(iter(value.values()))
        return {label.value: number for label, number in value.items() if number}

    def _from_word(self, word: str) -> float:
        try:
            return self._number(float(word))
        except ValueError:
            raise self._refuse(word) from None

    def _number(self, value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self._refuse(value)
        return float(value)
