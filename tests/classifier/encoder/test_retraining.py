"""`claimcheck train` with an encoder: needs the extra `claimcheck[train]`, which CI installs."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from click.testing import CliRunner  # noqa: E402
from safetensors.torch import save_file  # noqa: E402

from claimcheck import build  # noqa: E402
from claimcheck.classifier.encoder import crossfit, school, teacher  # noqa: E402
from claimcheck.classifier.encoder.published import Published  # noqa: E402
from claimcheck.cli import main  # noqa: E402
from claimcheck.corpus.documents import read_documents  # noqa: E402
from claimcheck.pipeline.views import sentences_of  # noqa: E402
from claimcheck.review import load  # noqa: E402
from tests.classifier.encoder.made import PIECES, SMALL, tokenizer  # noqa: E402

DATA = Path(__file__).parents[2] / "data"
DISTANT = replace(SMALL, positions=514, first_position=2, buckets=8)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a model, its corpus, documents of somebody's own, and tiny weights."""
    for name, where, shape in (("MINILM", school, SMALL), ("MPNET", teacher, DISTANT)):
        published = replace(getattr(where, name), shape=shape)
        published = replace(published, sha256=_write(tmp_path / name.lower(), published))
        monkeypatch.setattr(where, name, published)
        monkeypatch.setattr(crossfit, name, published)
    shutil.copytree(DATA / "model_v1", tmp_path / "base")
    lines = (DATA / "tiny.jsonl").read_text(encoding="utf-8").splitlines()
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(lines[:15]) + "\n", encoding="utf-8")
    monkeypatch.setattr(build, "shipped_corpus", lambda: list(read_documents(corpus)))
    (tmp_path / "mine.jsonl").write_text("\n".join(lines[15:]) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(folder: Path, published: Published) -> str:
    """Random weights under the names of the published ones; the digest of their file."""
    folder.mkdir()
    record = json.loads(tokenizer()) | {"added_tokens": []}
    vocabulary = record["model"]["vocab"]
    for ours, theirs in published.specials.items():
        vocabulary[theirs] = vocabulary.pop(ours)
    (folder / "tokenizer.json").write_text(json.dumps(record))
    torch.manual_seed(0)
    shape, layer = published.shape, "encoder.layer.0."
    found = {
        "embeddings.word_embeddings.weight": torch.randn(len(PIECES), shape.width),
        "embeddings.position_embeddings.weight": torch.randn(shape.positions, shape.width),
    }
    if shape.buckets:
        near = torch.randn(shape.buckets, shape.n_heads)
        found["encoder.relative_attention_bias.weight"] = near
    else:
        found["embeddings.token_type_embeddings.weight"] = torch.randn(2, shape.width)
    square = (shape.width, shape.width)
    sizes = {"wide": (shape.hidden, shape.width), "narrow": (shape.width, shape.hidden)}
    for name in [
        "embeddings.LayerNorm",
        *(layer + published.parts[n] for n in ("norm", "last_norm")),
    ]:
        found |= {f"{name}.weight": torch.ones(shape.width)}
        found |= {f"{name}.bias": torch.zeros(shape.width)}
    for name, size in [
        *((layer + name, square) for name in (*published.queries, published.parts["out"])),
        *((layer + published.parts[name], size) for name, size in sizes.items()),
    ]:
        found |= {f"{name}.weight": torch.randn(size), f"{name}.bias": torch.zeros(size[0])}
    save_file(found, folder / "model.safetensors")
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def test_a_base_and_an_encoder_make_a_new_model_of_both_corpora(home: Path) -> None:
    done = CliRunner().invoke(
        main,
        [
            *("train", "mine.jsonl", "--base", "base", "--encoder", "minilm"),
            *("--held-out", "corpus.jsonl", "--output", "ours", "--force"),
        ],
    )
    assert done.exit_code == 0, done.output
    assert "encoder without fold 3 of 3" in done.stderr
    metrics = json.loads((home / "ours" / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["base"]["name"] == "en_frozen 1.0.0"
    sentences, _ = sentences_of(load(home / "ours")("Hot tea cures colds. The shop is shut."))
    shapes = [item.encoding.tokens.shape for item in sentences if item.encoding]
    assert shapes == [(len(item.tokens), 5) for item in sentences]


def test_a_teacher_is_trained_first_and_is_no_part_of_the_model(home: Path) -> None:
    arguments = ["train", "mine.jsonl", "--encoder", "minilm", "--held-out", "corpus.jsonl"]
    done = CliRunner().invoke(
        main, [*arguments, "--teacher", "mpnet", "--output", "taught", "--force"]
    )
    assert done.exit_code == 0, done.output
    before, found, after = done.stderr.partition("teacher of the encoder\n")
    assert found
    assert "encoder without fold 1 of 3" in after
    assert "encoder without fold" not in before
    metrics = json.loads((home / "taught" / "metrics.json").read_text(encoding="utf-8"))
    assert "--encoder minilm --teacher mpnet" in metrics["command"]
    alone = CliRunner().invoke(main, [*arguments, "--output", "alone", "--force"])
    assert alone.exit_code == 0, alone.output
    taught, own = (home / name / "claimcheck_encoder" for name in ("taught", "alone"))
    assert {path.name for path in taught.iterdir()} == {path.name for path in own.iterdir()}
    assert (taught / "heads.npz").read_bytes() != (own / "heads.npz").read_bytes()


def test_a_teacher_without_an_encoder_has_nobody_to_teach(home: Path) -> None:
    done = CliRunner().invoke(
        main, ["train", "mine.jsonl", "--teacher", "mpnet", "--output", "ours"]
    )
    assert done.exit_code == 2
    assert "--teacher goes with --encoder" in done.stderr


def test_a_teacher_other_than_the_published_one_is_refused(home: Path) -> None:
    done = CliRunner().invoke(
        main,
        ["train", "mine.jsonl", "--encoder", "minilm", "--teacher", "minilm", "--output", "ours"],
    )
    assert done.exit_code == 2
    assert "is not the published all-mpnet-base-v2" in done.stderr
    assert not (home / "ours").exists()
