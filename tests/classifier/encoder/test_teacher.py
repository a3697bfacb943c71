"""A larger network whose word an encoder learns: needs the extra `claimcheck[train]`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from claimcheck.classifier.encoder import fit, network, teacher  # noqa: E402
from claimcheck.classifier.encoder.loss import Batch, Said, joined, total_loss  # noqa: E402
from tests.classifier.encoder.made import PIECES, SMALL, wordpieces  # noqa: E402
from tests.classifier.made import article, span  # noqa: E402

RECIPE = fit.Recipe(epochs=30, rate=1e-2, heads_rate=1.0, tokens=100, dropout=0.0)
FAR = replace(SMALL, buckets=8)


@pytest.fixture(autouse=True)
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "number_type", lambda: torch.float32)
    monkeypatch.setattr(teacher, "number_type", lambda: torch.float32)


def lesson() -> fit.Lesson:
    texts = ["Tea cures colds .", "Hot tea .", "Hot colds ."]
    return fit.lesson(article(texts, [span(0, 15, "unsafe")]), wordpieces())


@pytest.mark.parametrize(
    ("ahead", "bucket"),
    [(0, 0), (-1, 1), (-7, 7), (-8, 8), (-16, 10), (-300, 15), (1, 17), (300, 31)],
)
def test_near_pieces_have_a_distance_each_and_far_ones_share_theirs(
    ahead: int, bucket: int
) -> None:
    found = network.buckets(301, 32)
    assert found[max(0, -ahead), max(0, ahead)] == bucket


def test_distances_bias_the_attention() -> None:
    net = network.Network(len(PIECES), FAR).eval()
    ids, mask = torch.tensor([[2, 5, 6]]), torch.ones(1, 3, dtype=torch.long)
    before = net(ids, mask)
    with torch.no_grad():
        net.distances.weight[1] += 5.0
    after = net(ids, mask)
    assert torch.allclose(before[0, 0], after[0, 0])  # nothing stands before the first piece
    assert not torch.allclose(before[0, 2], after[0, 2])


def batch(said: Said | None = None) -> Batch:
    windows = [(replace(lesson(), said=said), wordpieces().window(lesson().pieces, [0, 2]))]
    return fit.as_batch(windows)


def test_a_batch_has_the_word_on_its_own_sentences() -> None:
    pieces = [torch.full((5, 5), 0.1), torch.full((3, 5), 0.2), torch.full((3, 5), 0.3)]
    found = batch(Said(torch.arange(15.0).reshape(3, 5), pieces)).said
    assert found is not None
    assert found.sentences[:, 0].tolist() == [0.0, 10.0]
    assert [len(item) for item in found.pieces] == [5, 3]
    assert joined([found, found]).sentences.shape == (4, 5)


def test_without_a_teacher_labels_are_all() -> None:
    assert batch().said is None


def test_who_says_what_the_teacher_says_has_lost_nothing() -> None:
    torch.manual_seed(1)
    said = Said(torch.randn(3, 5), [torch.randn(n, 5) for n in (5, 3, 3)])
    given = batch(said)
    assert given.said is not None
    parts = torch.zeros(given.places.numel(), 5)
    parts[given.places.reshape(-1) >= 0] = torch.cat(list(given.said.pieces))
    even = torch.ones(5)
    same = total_loss(given.said.sentences, parts, given, even, replace(RECIPE, taught=1.0))
    assert float(same) == pytest.approx(0.0, abs=1e-6)
    other = total_loss(given.said.sentences + torch.arange(5.0), parts, given, even, RECIPE)
    assert float(other) > 0.1
    by_labels = total_loss(given.said.sentences, parts, batch(), even, RECIPE)
    none = total_loss(given.said.sentences, parts, given, even, replace(RECIPE, taught=0.0))
    assert float(none) == pytest.approx(float(by_labels))


def test_a_network_learns_the_word_of_its_teacher() -> None:
    word = torch.zeros(3, 5)
    word[0, 4] = word[1, 3] = word[2, 0] = 9.0
    pieces = [word[at].repeat(len(item.ids), 1) for at, item in enumerate(lesson().pieces)]
    taught = replace(lesson(), said=Said(word, pieces))
    torch.manual_seed(0)
    trainer = fit.Trainer(
        network.Network(len(PIECES), SMALL),
        wordpieces(),
        replace(RECIPE, taught=1.0, epochs=120),
        print,
    )
    trainer.fit([taught] * 8)
    found = teacher._Reading(trainer, wordpieces()).of(lesson())
    assert found.sentences.argmax(1).tolist() == [4, 3, 0]
    assert [set(item.argmax(1).tolist()) for item in found.pieces] == [{4}, {3}, {0}]


def test_a_teacher_says_of_every_sentence_and_piece_what_it_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teacher, "MPNET", replace(teacher.MPNET, shape=FAR))
    monkeypatch.setattr(teacher, "_RECIPE", RECIPE)
    monkeypatch.setattr(network.Network, "load", lambda *given: torch.manual_seed(0))
    told: list[str] = []
    found = teacher.taught([lesson()] * 8, wordpieces(), PIECES, tmp_path, 0, told.append)
    assert told[0] == "teacher of the encoder"
    said = found[5].said
    assert said is not None
    assert said.sentences.argmax(1).tolist() == [4, 0, 0]
    assert [len(item) for item in said.pieces] == [5, 3, 3]
    assert said.pieces[0].argmax(1).tolist() == [4, 4, 4, 4, 0]
