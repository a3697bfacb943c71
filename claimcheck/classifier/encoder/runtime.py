"""Runs an encoder with onnxruntime: wordpieces in, logits of sentences and tokens out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.classifier.domain import about_health
from claimcheck.classifier.encoded import softmax, unread
from claimcheck.classifier.encoder.graph import MOST_NETWORK_BYTES, check_graph
from claimcheck.classifier.encoder.tokenizer import MOST_TOKENIZER_BYTES, check_tokenizer
from claimcheck.classifier.encoder.windows import WINDOW, Pieces, Window, Wordpieces, packed
from claimcheck.classifier.linear import Array
from claimcheck.classifier.overview import Overview
from claimcheck.classifier.skim import Skimmer
from claimcheck.classifier.store import SETTINGS, UNREADABLE, read_arrays
from claimcheck.errors import ModelError
from claimcheck.labels import N_CLASSES
from claimcheck.protocols import Encoding, Sentence

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

NETWORK, TOKENIZER, HEADS = "encoder.onnx", "tokenizer.json", "heads.npz"
_PIECES_AT_ONCE = 400
"""In a batch, padding among them: with many more the network is slower by a sixth."""
_SECOND_LOOK = 0.25
"""A sentence that is read in its context as a claim at least this likely is read alone as well. On
real pages that is half of the sentences, and ranks them as well as reading all of them twice."""
_HEAD_NAMES = ("sentence", "sentence_bias", "token", "token_bias")


class Encoder:
    """The network (token vectors in their context) and its two linear heads.

    heads: `sentence` (classes, 2 * width) on the mean and the maximum of a sentence's token
    vectors, `token` (classes, width), and a bias (classes,) each. skimmer: what single words say
    beside the network; overview: of both. Models of version 1.0 have neither.
    """

    def __init__(
        self,
        network: bytes,
        tokenizer: str,
        heads: dict[str, Array],
        overview: Overview | None = None,
        skimmer: Skimmer | None = None,
    ) -> None:
        self._network, self._tokenizer, self.heads = network, tokenizer, heads
        self.overview, self.skimmer = overview, skimmer
        self.threads = 1
        self._sessions: dict[tuple[int, int], InferenceSession] = {}
        self._pieces: Wordpieces | None = None

    def encode(self, sentences: Sequence[Sentence]) -> list[Encoding]:
        """One encoding a sentence; all zeros, and quickly, in a text from outside health.

        No claim is looked for in such a text, and reading it would take most of its time.
        """
        about = about_health(sentences)
        found = self.read(sentences) if about else list(map(unread, sentences))
        if self.overview is None:
            return found
        return self.overview.of(sentences, found)

    def read(self, sentences: Sequence[Sentence]) -> list[Encoding]:
        """One encoding a sentence, whatever the text is about, without the overview.

        A likely claim is read twice, in its context and alone, and has the mean of both.
        """
        if not sentences:
            return []
        pieces = self._wordpieces().cut(sentences)
        found = self._reading(sentences, pieces, packed(pieces, repeat(WINDOW)))
        if len(sentences) == 1:  # it was read alone
            return self._worded(sentences, [found[0]])
        likely = [at for at, first in found.items() if _claim(first) >= _SECOND_LOOK]
        second = self._reading(sentences, pieces, [[at] for at in likely])
        read = [
            _mean(found[at], second[at]) if at in second else found[at]
            for at in range(len(sentences))
        ]
        return self._worded(sentences, read)

    def _worded(self, sentences: Sequence[Sentence], found: Sequence[Encoding]) -> list[Encoding]:
        """With the skimmer's word on every sentence, where there is a skimmer."""
        if self.skimmer is None:
            return list(found)
        words = self.skimmer.logits(sentences)
        return [replace(one, words=own) for one, own in zip(found, words, strict=True)]

    def _reading(
        self,
        sentences: Sequence[Sentence],
        pieces: Sequence[Pieces],
        together: Iterable[Sequence[int]],
    ) -> dict[int, Encoding]:
        """Encodings by the number of the sentence; `together` are those that share a window."""
        wordpieces = self._wordpieces()
        windows = [wordpieces.window(pieces, chosen) for chosen in together]
        windows.sort(key=lambda window: len(window.ids))
        found: dict[int, Encoding] = {}
        for batch in _batches(windows):
            for window, vectors in zip(batch, self._vectors(batch), strict=True):
                found.update(self._read(window, vectors, sentences, pieces))
        return found

    def _vectors(self, batch: Sequence[Window]) -> Array:
        """Token vectors of the windows, shape (windows, longest, width)."""
        longest = max(len(window.ids) for window in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = window.ids
            mask[row, : len(window.ids)] = 1
        network = self._run()
        try:
            result: Array = network.run(None, {"ids": ids, "mask": mask})[0]
        except Exception as error:  # onnxruntime has one kind of error for each of its codes
            raise ModelError(f"the encoder fails ({error}); copy the model again") from error
        return result

    def _read(
        self,
        window: Window,
        vectors: Array,
        sentences: Sequence[Sentence],
        pieces: Sequence[Pieces],
    ) -> Iterator[tuple[int, Encoding]]:
        heads = self.heads
        places = np.asarray(window.places)
        for number, index in enumerate(window.sentences):
            own = vectors[: len(places)][places == number]
            pooled = np.concatenate([own.mean(axis=0), own.max(axis=0)])
            whole = heads["sentence"] @ pooled + heads["sentence_bias"]
            logits = own @ heads["token"].T + heads["token_bias"]
            tokens = by_token(logits, pieces[index].owners, len(sentences[index].tokens))
            yield index, Encoding(whole.astype(np.float32), tokens)

    def _run(self) -> InferenceSession:
        # a forked process has none of its parent's threads, and would wait for them for ever
        key = (self.threads, os.getpid() if self.threads > 1 else 0)
        if key not in self._sessions:
            self._sessions[key] = _session(self._network, self.threads)
        return self._sessions[key]

    def _wordpieces(self) -> Wordpieces:
        if self._pieces is None:
            self._pieces = Wordpieces(_tokenizer(self._tokenizer))
        return self._pieces

    def to_disk(self, path: Path) -> None:
        """Write the network, the vocabulary and the heads into a folder."""
        path.mkdir(parents=True, exist_ok=True)
        (path / NETWORK).write_bytes(self._network)
        (path / TOKENIZER).write_text(self._tokenizer, encoding="utf-8")
        np.savez_compressed(path / HEADS, allow_pickle=False, **self.heads)
        if self.skimmer is not None:
            self.skimmer.to_disk(path)
        if self.overview is not None:
            self.overview.to_disk(path)

    @classmethod
    def from_disk(cls, path: Path) -> Encoder:
        """Read a folder; ModelError where something is missing, too large, damaged or holds what
        no encoder needs. Nothing is built before all of it has been looked at."""
        heads = read_arrays(path / HEADS)
        width = _check_heads(path / HEADS, heads)
        network = _read(path / NETWORK, MOST_NETWORK_BYTES)
        check_graph(path / NETWORK, network, width)
        tokenizer = check_tokenizer(path / TOKENIZER, _read(path / TOKENIZER, MOST_TOKENIZER_BYTES))
        own = {name: heads[name] for name in _HEAD_NAMES}
        skimmer = Skimmer.without_overview(path) if (path / SETTINGS).exists() else None
        overview = Overview.from_disk(path)
        if overview is not None and overview.words and skimmer is None:
            raise ModelError(f"{path / SETTINGS}: is missing; copy the model again")
        return cls(network, tokenizer, own, overview, skimmer)


def _batches(windows: Sequence[Window]) -> Iterator[Sequence[Window]]:
    """Windows that are read together, of those in the order of their lengths."""
    batch: list[Window] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(window.ids) > _PIECES_AT_ONCE:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _claim(encoding: Encoding) -> float:
    """The probability that the sentence holds a claim, as the encoder sees it."""
    return 1 - float(softmax(encoding.sentence[None])[0, 0])


def _mean(first: Encoding, second: Encoding) -> Encoding:
    """The mean of two readings of a sentence."""
    sentence, tokens = first.sentence + second.sentence, first.tokens + second.tokens
    return Encoding(sentence * np.float32(0.5), tokens * np.float32(0.5))


def by_token(logits: Array, owners: Sequence[int], n_tokens: int) -> Array:
    """Mean logits of the pieces of every token, shape (n_tokens, classes).

    A token without a piece (past the longest sentence) takes those of the last one read.
    """
    sums = np.zeros((n_tokens, logits.shape[1]), dtype=np.float32)
    counts = np.zeros(n_tokens, dtype=np.float32)
    np.add.at(sums, list(owners), logits)
    np.add.at(counts, list(owners), 1)
    means: Array = (sums / np.maximum(counts, 1)[:, None]).astype(np.float32)
    last = 0
    for number in range(n_tokens):
        if counts[number]:
            last = number
        else:
            means[number] = means[last]
    return means


_NEEDED = ModelError(
    "this model needs onnxruntime and tokenizers; install them with "
    "pip install onnxruntime tokenizers, or use --model en_claimcheck_sm"
)


def _tokenizer(record: str) -> Tokenizer:
    try:
        from tokenizers import Tokenizer
    except ImportError:
        raise _NEEDED from None
    try:
        return Tokenizer.from_str(record)
    except Exception as error:
        raise ModelError(f"{TOKENIZER} cannot be read ({error}); copy the model again") from error


def _session(network: bytes, threads: int) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError:
        raise _NEEDED from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # what "all" does beyond this is for images: it takes a while, and changes nothing here
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    providers: list[Any] = ["CPUExecutionProvider"]
    try:
        return onnxruntime.InferenceSession(network, options, providers)
    except Exception as error:
        raise ModelError(f"the encoder cannot be read ({error}); copy the model again") from error


def _check_heads(path: Path, heads: Mapping[str, np.ndarray]) -> int:
    """The width of the vectors that the heads fit; ModelError unless they are an encoder's."""
    width = heads["token"].shape[-1] if "token" in heads and heads["token"].ndim else 0
    shapes = {
        "sentence": (N_CLASSES, 2 * width),
        "sentence_bias": (N_CLASSES,),
        "token": (N_CLASSES, width),
        "token_bias": (N_CLASSES,),
    }
    if not width or {name: array.shape for name, array in heads.items()} != shapes:
        raise ModelError(f"{path}: does not fit the network; copy the model again")
    if not all(array.dtype == np.float32 and np.isfinite(array).all() for array in heads.values()):
        raise ModelError(f"{path}: holds other than finite float32 numbers; copy the model again")
    return int(width)


def _read(path: Path, most: int) -> bytes:
    try:
        if path.is_symlink():
            raise ModelError(f"{path}: is a link; copy the model with its files")
        if path.stat().st_size > most:
            raise ModelError(f"{path}: larger than {most} bytes; no claimcheck model needs that")
        return path.read_bytes()
    except UNREADABLE as error:
        raise ModelError(f"{path}: cannot be read ({error}); copy the model again") from None
