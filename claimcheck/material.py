"""The documents of one training: which teach, which only shape weights, which measure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from claimcheck.corpus.documents import read_documents
from claimcheck.datatypes import LabelledDocument
from claimcheck.errors import CorpusError

SHIPPED_CORPUS = "corpora/train.jsonl"
"""The corpus that comes with claimcheck, in the package's folder."""


@dataclass(frozen=True, slots=True)
class Material:
    """The documents of one training: the corpus, the weight-only ones, those to measure on."""

    own: Sequence[LabelledDocument]
    foreign: Sequence[LabelledDocument]
    tested: Sequence[LabelledDocument]


def read_material(
    corpora: Sequence[Path],
    extra: Sequence[Path],
    held_out: Sequence[Path],
    seed: int,
    known: Sequence[LabelledDocument] = (),
) -> Material:
    """Read all files; without `held_out` ones a seventh of the corpus is set aside to measure on.

    Documents that are `known` with the same labels are left out of the corpus. CorpusError where
    nothing is left to train or to measure on.
    """
    learned = {(document.text, document.spans) for document in known}
    own = [item for item in _documents(corpora) if (item.text, item.spans) not in learned]
    tested = _documents(held_out)
    if not tested:
        own, tested = _set_aside(own, seed)
    if not own or not tested:
        raise CorpusError(
            "holds too few documents to train on; a dozen is the least", str(corpora[0])
        )
    return Material(own, _documents(extra), tested)


def shipped_corpus() -> list[LabelledDocument]:
    """The documents that the shipped models were made of, as far as they may travel."""
    path = Path(str(files("claimcheck"))) / SHIPPED_CORPUS
    if not path.is_file():
        raise CorpusError("is missing; install claimcheck again", str(path))
    return list(read_documents(path))


def not_among(
    documents: Sequence[LabelledDocument], others: Sequence[LabelledDocument]
) -> list[LabelledDocument]:
    """The documents whose text none of the others has."""
    texts = {document.text for document in others}
    return [document for document in documents if document.text not in texts]


def digests(paths: Sequence[Path]) -> dict[str, str]:
    """sha256 of every file by its name, or by its path where two have the same name."""
    names = [path.name for path in paths]
    return {
        path.name if names.count(path.name) == 1 else path.as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in paths
    }


def _documents(paths: Sequence[Path]) -> list[LabelledDocument]:
    return [document for path in paths for document in read_documents(path)]


def _set_aside(
    documents: Sequence[LabelledDocument], seed: int
) -> tuple[list[LabelledDocument], list[LabelledDocument]]:
    """Six sevenths to train on and one to measure on, by a hash of the id."""
    keep: list[LabelledDocument] = []
    aside: list[LabelledDocument] = []
    for document in documents:
        digest = hashlib.sha256(f"{seed}:{document.id}".encode()).digest()
        (aside if digest[0] % 7 == 0 else keep).append(document)
    return keep, aside
