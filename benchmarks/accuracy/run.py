"""One run: train the peers, let everybody predict, measure, time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks.accuracy import guard, linear, minilm, ours, rules, textcat
from benchmarks.accuracy.documents import (
    SplitDocument,
    TrainingSentences,
    read_split,
    training_sentences,
)
from benchmarks.accuracy.facts import facts
from benchmarks.accuracy.measuring import draws, measure
from benchmarks.accuracy.report import Benchmark, SetOfDocuments
from benchmarks.accuracy.systems import System
from benchmarks.accuracy.timing import some_documents, words_a_second
from claimcheck.errors import CorpusError

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a run works on. real: weight-only articles; peers: keys of SYSTEMS; encoder: the
    folder of all-MiniLM-L6-v2 where it is not the packaged one."""

    documents: Sequence[Path]
    own: Sequence[Path]
    real: Sequence[Path]
    models: Sequence[Path]
    encoder: Path | None
    peers: Sequence[str]
    resamples: int
    timed_words: int
    seed: int


def _encoded(training: TrainingSentences, sources: Sources) -> System:
    encode = minilm.encoder(sources.encoder or minilm.packaged_weights())
    return linear.frozen_encoder(training, encode, sources.seed)


SYSTEMS: Mapping[str, Callable[[TrainingSentences, Sources], System]] = {
    "majority": lambda training, sources: rules.majority(training),
    "keywords": lambda training, sources: rules.keywords(),
    "llm-medical-guard": lambda training, sources: guard.medical_guard(),
    "tfidf": lambda training, sources: linear.tfidf(training, sources.seed),
    "textcat-bow": lambda training, sources: textcat.textcat(
        training, textcat.BAG_OF_WORDS, sources.seed
    ),
    "textcat-cnn": lambda training, sources: textcat.textcat(
        training, textcat.ENSEMBLE, sources.seed
    ),
    "minilm": _encoded,
}
"""How each peer is made ready, in the order of the table."""


def run(sources: Sources, command: str, progress: Progress) -> Benchmark:
    """All figures of one run, on one thread; CorpusError or ModelError where something cannot be
    read."""
    sets = {str(path): read_split([path]) for path in sources.documents}
    if not all(sets.values()) or not sets:
        raise CorpusError("there are no documents to measure on; name files that hold some")
    everything = [item for documents in sets.values() for item in documents]
    with threadpool_limits(1):
        systems = _systems(sources, progress)
        measured = [
            _measured(path, documents, systems, sources, progress)
            for path, documents in sets.items()
        ]
        progress("timing")
        speed = words_a_second(systems, some_documents(everything, sources.timed_words))
    return Benchmark(
        facts(command, [*sources.documents, *sources.own, *sources.real]),
        {system.name: system.about for system in systems},
        [path.name for path in sources.models],
        measured,
        speed,
        sources.resamples,
        sources.seed,
    )


def _systems(sources: Sources, progress: Progress) -> list[System]:
    training = training_sentences(read_split(sources.own), read_split(sources.real))
    progress(f"read {len(training.texts)} sentences to learn from")
    systems = []
    for name, make in SYSTEMS.items():
        if name in sources.peers:
            progress(f"making '{name}' ready")
            systems.append(make(training, sources))
    return systems + [ours.ours(folder) for folder in sources.models]


def _measured(
    path: str,
    documents: Sequence[SplitDocument],
    systems: Sequence[System],
    sources: Sources,
    progress: Progress,
) -> SetOfDocuments:
    drawn = draws(len(documents), sources.resamples, sources.seed)
    found = {}
    for system in systems:
        progress(f"measuring '{system.name}' on {path}")
        found[system.name] = measure(documents, system.predict(documents), drawn)
    return SetOfDocuments(path, found)
