"""Runs an encoder."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from claimcheck.classifier.encoder.runtime import (
    HEADS,
    NETWORK,
    TOKENIZER,
    Encoder,
    _batches,
    by_token,
)
from claimcheck.classifier.encoder.windows import Window
from claimcheck.classifier.info import find_model
from claimcheck.classifier.overview import Overview, width
from claimcheck.classifier.store import SETTINGS
from claimcheck.classifier.trees import Trees
from claimcheck.errors import ModelError
from claimcheck.protocols import Encoding, Sentence
from tests.classifier.encoder.made import encoder
from tests.classifier.made import cue, sentence
from tests.classifier.test_skim import tiny


def test_nothing_to_read_gives_nothing() -> None:
    assert encoder().encode([]) == []


def test_sentences_and_tokens_have_their_logits() -> None:
    first, second = encoder().encode([sentence("Tea cures"), sentence("Hot tea .")])
    assert first.sentence.tolist() == [6.0] * 5
    assert first.tokens[:, 0].tolist() == [5.0, 6.5]
    assert second.sentence.tolist() == [8.0] * 5
    assert second.tokens[:, 4].tolist() == [9.0, 5.0, 10.0]


def test_many_windows_come_back_in_the_order_of_the_sentences() -> None:
    words = ["tea", "colds", "hot"]
    sentences = [sentence(" ".join([words[n % 3]] * (1 + n % 40))) for n in range(200)]
    found = encoder().read(sentences)
    assert [item.sentence[0] for item in found] == [[5.0, 8.0, 9.0][n % 3] for n in range(200)]
    assert [len(item.tokens) for item in found] == [1 + n % 40 for n in range(200)]


def test_a_batch_holds_no_more_pieces_than_it_may() -> None:
    lengths = [3, 3, 5, 90, 180, 190, 190, 192, 500]
    windows = [Window((7,) * n, (0,) * n, (0,) * n, (0,)) for n in lengths]
    batches = [[len(window.ids) for window in batch] for batch in _batches(windows)]
    assert batches == [[3, 3, 5, 90], [180, 190], [190, 192], [500]]
    assert list(_batches([])) == []


def test_threads_change_nothing() -> None:
    """With the shipped encoder, whose sums are long enough to be shared out."""
    made = Encoder.from_disk(find_model("en_claimcheck_md") / "claimcheck_encoder")
    words = ["tea", "cures", "colds", "and", "may", "harm", "the", "liver"]
    sentences = [sentence(" ".join((words * 12)[: 3 + n])) for n in range(60)]
    alone = made.read(sentences)
    made.threads = 2
    for one, two in zip(alone, made.read(sentences), strict=True):
        assert one.sentence.tobytes() == two.sentence.tobytes()
        assert one.tokens.tobytes() == two.tokens.tobytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_a_forked_process_does_not_wait_for_its_parents_threads() -> None:
    made = encoder()
    made.threads = 2
    made.read([sentence("Tea cures")])
    forked = multiprocessing.get_context("fork").Process(target=_read_one, args=(made,))
    forked.start()
    forked.join(60)
    assert forked.exitcode == 0


def _read_one(made: Encoder) -> None:
    assert made.read([sentence("Tea cures")])[0].sentence[0] == 6.0


def test_a_likely_claim_is_read_alone_as_well_and_has_the_mean(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = encoder()
    shared = {"Tea cures": [0.0, 2.0, 0.0, 0.0, 0.0], "Hot tea": [9.0, 0.0, 0.0, 0.0, 0.0]}
    alone = [4.0, 6.0, 0.0, 0.0, 2.0]
    seen: list[list[int]] = []

    def reading(
        sentences: Sequence[Sentence], pieces: object, together: Iterable[list[int]]
    ) -> dict[int, Encoding]:
        windows = list(together)
        seen.extend(windows)
        logits = list(shared.values()) if windows == [[0, 1]] else [alone]
        numbers = [at for window in windows for at in window]
        return {at: encoding(row) for at, row in zip(numbers, logits, strict=True)}

    monkeypatch.setattr(made, "_reading", reading)
    first, second = made.read([sentence(text) for text in shared])
    assert seen == [[0, 1], [0]]
    assert first.sentence.tolist() == [2.0, 4.0, 0.0, 0.0, 1.0]
    assert first.tokens.tolist() == [[2.0, 4.0, 0.0, 0.0, 1.0]] * 2
    assert second.sentence.tolist() == shared["Hot tea"]


def test_a_sentence_that_is_the_whole_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, read = encoder(), []
    vectors = made._vectors
    monkeypatch.setattr(made, "_vectors", lambda batch: read.append(len(batch)) or vectors(batch))
    (found,) = made.read([sentence("Tea cures")])
    assert found.sentence.tolist() == [6.0] * 5
    assert read == [1]


def encoding(logits: list[float]) -> Encoding:
    row = np.array(logits, dtype=np.float32)
    return Encoding(row, np.stack([row, row]))


def outside_health(count: int) -> list[Sentence]:
    return [sentence("Hot tea") for _ in range(count)]


def test_a_text_from_outside_health_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made = encoder()
    monkeypatch.setattr(made, "_vectors", lambda batch: pytest.fail("it is read"))
    found = made.encode(outside_health(8))
    assert [item.sentence.tolist() for item in found] == [[0.0] * 5] * 8
    assert [item.tokens.shape for item in found] == [(2, 5)] * 8
    assert not any(item.tokens.any() for item in found)


def test_a_short_text_and_one_with_a_cue_of_health_are_read() -> None:
    assert encoder().encode(outside_health(7))[0].sentence.any()
    speaking = sentence("Hot tea", cues=[cue("tea", "herb", 4)])
    assert encoder().encode([*outside_health(7), speaking])[0].sentence.any()


def test_a_token_has_the_mean_of_its_pieces() -> None:
    logits = np.array([[1.0], [3.0], [5.0]], dtype=np.float32)
    assert by_token(logits, [0, 0, 1], 2).tolist() == [[2.0], [5.0]]


def test_tokens_that_were_not_read_take_the_last_ones_word() -> None:
    logits = np.array([[1.0], [3.0]], dtype=np.float32)
    assert by_token(logits, [0, 2], 4).tolist() == [[1.0], [1.0], [3.0], [3.0]]


def test_an_encoder_comes_back_from_disk(tmp_path: Path) -> None:
    encoder().to_disk(tmp_path)
    (found,) = Encoder.from_disk(tmp_path).encode([sentence("Hot")])
    assert found.sentence.tolist() == [9.0] * 5


def test_a_skimmer_beside_it_has_its_say_of_every_sentence(tmp_path: Path) -> None:
    made = encoder()
    made.skimmer = tiny()
    made.to_disk(tmp_path)
    again = Encoder.from_disk(tmp_path)
    assert again.skimmer is not None
    assert again.skimmer.overview is None
    for text in (["deadly tea", "Hot tea"], ["deadly tea"]):
        sentences = [sentence(one, 20 * at) for at, one in enumerate(text)]
        found = again.read(sentences)
        words = tiny().logits(sentences)
        assert [item.words.tolist() for item in found if item.words is not None] == words.tolist()
        assert found[0].sentence.tolist() != words[0].tolist()
    assert encoder().read([sentence("deadly tea")])[0].words is None


def test_an_overview_of_words_needs_the_skimmer(tmp_path: Path) -> None:
    made = encoder()
    leaf = HistGradientBoostingClassifier(max_iter=1, max_depth=1)
    rows = np.zeros((50, width(0, words=True)))
    made.overview = Overview(Trees.grown(leaf.fit(rows, np.arange(50) % 5)), (), words=True)
    made.skimmer = tiny()
    made.to_disk(tmp_path)
    assert Encoder.from_disk(tmp_path).overview is not None
    (tmp_path / SETTINGS).unlink()
    with pytest.raises(ModelError, match=r"settings\.json: is missing; copy the model again"):
        Encoder.from_disk(tmp_path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


@pytest.mark.parametrize("file", [NETWORK, TOKENIZER, HEADS])
@pytest.mark.parametrize("harm", [Path.unlink, cut], ids=["gone", "cut"])
def test_a_damaged_folder_is_refused(
    tmp_path: Path, file: str, harm: Callable[[Path], object]
) -> None:
    encoder().to_disk(tmp_path)
    harm(tmp_path / file)
    with pytest.raises(ModelError, match="copy the model again"):
        Encoder.from_disk(tmp_path).encode([sentence("Hot")])


@pytest.mark.parametrize(
    ("name", "shape"), [("sentence", (5, 3)), ("token", (4, 2)), ("token_bias", (2,))]
)
def test_heads_that_do_not_fit_are_refused(
    tmp_path: Path, name: str, shape: tuple[int, ...]
) -> None:
    encoder().to_disk(tmp_path)
    arrays = dict(np.load(tmp_path / HEADS))
    arrays[name] = np.zeros(shape, dtype=np.float32)
    np.savez(tmp_path / HEADS, allow_pickle=False, **arrays)
    with pytest.raises(ModelError, match="does not fit the network"):
        Encoder.from_disk(tmp_path)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_missing_package_names_the_remedy(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModelError, match="pip install onnxruntime tokenizers"):
        encoder().encode([sentence("Hot")])
