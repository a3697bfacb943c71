"""Training an encoder: needs the extra `claimcheck[train]`, which CI installs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

import onnx  # noqa: E402
from onnxruntime import InferenceSession  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from claimcheck.classifier.encoder import (  # noqa: E402
    crossfit,
    export,
    fit,
    network,
    school,
    vocabulary,
)
from claimcheck.classifier.encoder.export import exported  # noqa: E402
from claimcheck.classifier.encoder.graph import check_graph  # noqa: E402
from claimcheck.classifier.encoder.published import MINILM  # noqa: E402
from claimcheck.classifier.encoder.windows import Wordpieces  # noqa: E402
from claimcheck.classifier.skim_fit import Skimmed  # noqa: E402
from claimcheck.protocols import Sentence  # noqa: E402
from tests.classifier.encoder.made import PIECES, SMALL, tokenizer, wordpieces  # noqa: E402
from tests.classifier.made import article, sentence, span  # noqa: E402


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "number_type", lambda: torch.float32)


def made(seed: int = 0) -> network.Network:
    torch.manual_seed(seed)
    return network.Network(len(PIECES), SMALL).eval()


def test_what_is_padded_changes_nothing() -> None:
    net = made()
    short = net(torch.tensor([[2, 5, 6]]), torch.ones(1, 3, dtype=torch.long))
    long = net(torch.tensor([[2, 5, 6, 0, 0]]), torch.tensor([[1, 1, 1, 0, 0]]))
    assert torch.allclose(short[0], long[0, :3], atol=1e-5)


def test_attention_is_that_of_pytorch() -> None:
    layer = made().layers[0]
    vectors = torch.randn(1, 4, 8)
    reference = torch.nn.MultiheadAttention(8, 2, batch_first=True)
    with torch.no_grad():
        reference.in_proj_weight.copy_(layer.mixed.weight)
        reference.in_proj_bias.copy_(layer.mixed.bias)
        reference.out_proj.weight.copy_(layer.out.weight)
        reference.out_proj.bias.copy_(layer.out.bias)
    seen, _ = reference(vectors, vectors, vectors)
    first = layer.norm(vectors + seen)
    wanted = layer.last_norm(first + layer.narrow(torch.nn.functional.gelu(layer.wide(first))))
    assert torch.allclose(layer(vectors, torch.zeros(2, 4, 4)), wanted, atol=1e-5)


def test_a_sentence_is_the_mean_and_the_maximum_of_its_pieces() -> None:
    heads = network.Heads(8, 0.0)
    vectors = torch.arange(24, dtype=torch.float32).reshape(1, 3, 8)
    whole, tokens = heads(vectors, torch.tensor([[-1, 0, 0]]), 1)
    pooled = torch.cat([vectors[0, 1:].mean(0), vectors[0, 2]])
    assert torch.allclose(whole[0], heads.sentence(pooled), atol=1e-5)
    assert torch.allclose(tokens, heads.token(vectors[0]), atol=1e-5)


def test_a_lesson_has_the_classes_of_sentences_and_pieces() -> None:
    texts = ["Tea cures colds .", "Hot tea ."]
    found = fit.lesson(article(texts, [span(4, 15, "unsafe")]), wordpieces())
    assert found.sentences == [4, 0]
    assert found.tokens == [[0, 4, 4, 4, 0], [0, 0, 0]]


def lessons() -> list[fit.Lesson]:
    texts = ["Tea cures colds .", "Hot tea .", "Hot colds ."]
    return [fit.lesson(article(texts, [span(0, 15, "unsafe")]), wordpieces())] * 8


def trained(seed: int = 0) -> fit.Trainer:
    recipe = fit.Recipe(epochs=30, rate=1e-2, heads_rate=1.0, tokens=100, dropout=0.0, seed=seed)
    trainer = fit.Trainer(made(), wordpieces(), recipe, lambda message: None)
    trainer.fit(lessons())
    return trainer


def test_a_trained_encoder_knows_its_lessons_and_survives_the_export() -> None:
    trainer = trained()
    encoder = exported(trainer.network, trainer.heads, tokenizer())
    found = encoder.encode([sentence("Tea cures colds ."), sentence("Hot tea .")])
    assert [int(item.sentence.argmax()) for item in found] == [4, 0]
    assert found[0].tokens.argmax(axis=1).tolist() == [4, 4, 4, 0]


def test_an_exported_graph_is_tidied_and_says_the_same(tmp_path: Path) -> None:
    trainer = trained()
    plain, small = tmp_path / "plain.onnx", tmp_path / "small.onnx"
    export._write_graph(trainer.network, plain)
    export._shrink(plain, small)
    before = small.read_bytes()
    after = export.tidied(before)
    check_graph(tmp_path, after, trainer.heads.token.in_features)
    assert len(onnx.load_from_string(after).graph.node) < len(
        onnx.load_from_string(before).graph.node
    )
    tokens = {"ids": np.array([[2, 5, 6, 3]]), "mask": np.ones((1, 4), dtype=np.int64)}
    (one,), (other,) = (
        InferenceSession(graph, providers=["CPUExecutionProvider"]).run(None, tokens)
        for graph in (before, after)
    )
    assert one.tobytes() == other.tobytes()


def test_the_same_seed_gives_the_same_encoder() -> None:
    one, other, third = (
        t.heads.sentence.weight.detach() for t in (trained(), trained(), trained(1))
    )
    assert torch.equal(one, other)
    assert not torch.equal(one, third)


def test_the_learning_rate_falls_with_depth() -> None:
    recipe = fit.Recipe(rate=1.0, heads_rate=5.0)
    groups = fit.Trainer(made(), wordpieces(), recipe, lambda message: None)._groups()
    assert {group["base"] for group in groups} == {1.0, 5.0}


def stored(path: Path) -> Path:
    record = json.loads(tokenizer())
    record["added_tokens"] = []
    path.write_text(json.dumps(record))
    return path


def test_the_vocabulary_keeps_special_pieces_characters_and_what_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "MOST_PIECES", 8)
    sentences = [sentence("Colds cures")]
    text = vocabulary.pruned(stored(tmp_path / "tokenizer.json"), [sentences])
    assert list(json.loads(text)["model"]["vocab"]) == [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##s", ".", "colds",
    ]  # fmt: skip
    assert Wordpieces(Tokenizer.from_str(text)).cut([sentence("Colds tea")])[0].ids == (7, 1)


class FakeSchool:
    """Its encoders answer every sentence with the numbers of the articles they learned from."""

    def __init__(self, *given: object) -> None:
        pass

    def train(self, chosen: Iterable[int]) -> FakeEncoder:
        return FakeEncoder(frozenset(chosen))


class FakeEncoder:
    overview = None

    def __init__(self, seen: frozenset[int]) -> None:
        self.seen = seen

    def read(self, sentences: Sequence[Sentence]) -> list[frozenset[int]]:
        return [self.seen] * len(sentences)


def fake_words(articles: Any, seed: int, progress: object) -> Skimmed:
    skimmer: Any = f"the skimmer of {seed}"
    return Skimmed(skimmer, articles)


def test_every_article_is_encoded_by_an_encoder_that_never_saw_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school, "School", FakeSchool)
    stored(tmp_path / "tokenizer.json")
    (tmp_path / "model.safetensors").write_bytes(b"")
    nothing = hashlib.sha256(b"").hexdigest()
    monkeypatch.setattr(crossfit, "MINILM", replace(MINILM, sha256=nothing))
    monkeypatch.setattr(crossfit, "cross_worded", fake_words)
    monkeypatch.setattr(crossfit, "overviewed", lambda articles, seed: (f"of {seed}", articles))
    articles = [replace(article(["Tea cures colds ."]), id=f"a-{number}") for number in range(12)]
    found = crossfit.cross_encoded(articles, tmp_path, seed=0, progress=lambda message: None)
    assert [item.id for item in found.articles] == [f"a-{number}" for number in range(12)]
    for number, item in enumerate(found.articles):
        seen: Any = item.sentences[0].encoding
        assert number not in seen
        assert len(seen) < 12
    last: Any = found.encoder.read([sentence("Tea")])[0]
    assert last == frozenset(range(12))
    assert found.encoder.overview == "of 0"  # type: ignore[comparison-overlap]
    assert found.encoder.skimmer == "the skimmer of 0"  # type: ignore[comparison-overlap]


def test_numbers_are_float32(tmp_path: Path) -> None:
    trainer = trained()
    encoder = exported(trainer.network, trainer.heads, tokenizer())
    encoder.to_disk(tmp_path)
    assert all(array.dtype == np.float32 for array in encoder.heads.values())
