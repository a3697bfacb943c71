"""The protocols where two parts meet, and the records that pass there.

The pipeline meets the classifier in a finder, a labeller and an encoder; the command line meets
the formats in a writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claimcheck.datatypes import Cue, Failure, Review
from claimcheck.labels import Label

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place in the article."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """What an encoder says of a sentence that it read in its context.

    One logit a class (none, then the labels in the order of LABELS) for the sentence as a whole,
    shape (classes,), and for each of its tokens, shape (tokens, classes). `words` are those of a
    skimmer beside the encoder, and `overview` those that all encodings of the article suggest for
    the sentence, shape (classes,) each; None in a model that has no such part.
    """

    sentence: Floats
    tokens: Floats
    words: Floats | None = None
    overview: Floats | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the classifier sees it: its words, its cues and the block it stands in.

    `encoding` is there where the pipeline has an encoder.
    """

    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    block_kind: str
    heading: str
    first_in_block: bool
    encoding: Encoding | None = None

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens [first, last) of a sentence that the finder takes for a claim."""

    sentence: int
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The labeller's word on a candidate.

    `scores` are calibrated probabilities in the order of LABELS; `label` need not be the most
    probable one, since a missed unsafe claim costs more than a false alarm, and is None where the
    candidate is too unlikely a claim to be told. `terms` are the words that decided, strongest
    first.
    """

    label: Label | None
    scores: tuple[float, ...]
    terms: tuple[str, ...] = ()


class EncoderModel(Protocol):
    """Reads the sentences of one article in their context."""

    def encode(self, sentences: Sequence[Sentence]) -> list[Encoding]: ...

    def to_disk(self, path: Path) -> None: ...

    def from_disk(self, path: Path) -> EncoderModel: ...


class FinderModel(Protocol):
    """Finds claim candidates in the sentences of one article."""

    def find(self, sentences: Sequence[Sentence]) -> list[Candidate]: ...

    def to_disk(self, path: Path) -> None: ...

    def from_disk(self, path: Path) -> FinderModel: ...


class LabellerModel(Protocol):
    """Gives every candidate of one article its four probabilities."""

    review_below: float

    def divide(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[list[Candidate]]: ...

    def label(
        self, sentences: Sequence[Sentence], candidates: Sequence[Candidate]
    ) -> list[Judgement]: ...

    def to_disk(self, path: Path) -> None: ...

    def from_disk(self, path: Path) -> LabellerModel: ...


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The file that a report makes of the article called `source`."""

    source: str
    data: bytes = field(repr=False)


class FileWriter(Protocol):
    """Turns each review into a file of its own; an article that could not be reviewed has none."""

    suffix: str

    def files(self, results: Iterator[Review | Failure]) -> Iterator[ReportFile]: ...


class ReportWriter(Protocol):
    """Turns reviews into the text of one output format, piece by piece, in the order given."""

    def write(self, results: Iterator[Review | Failure]) -> Iterator[str]: ...
