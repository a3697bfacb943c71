"""`claimcheck train` with an encoder: needs the extra `claimcheck[train]`, which CI installs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from click.testing import CliRunner  # noqa: E402
from safetensors.torch import save_file  # noqa: E402

from claimcheck import build  # noqa: E402
from claimcheck.classifier.encoder import crossfit, fit, network  # noqa: E402
from claimcheck.cli import main  # noqa: E402
from claimcheck.corpus.documents import read_documents  # noqa: E402
from claimcheck.pipeline.views import sentences_of  # noqa: E402
from claimcheck.review import load  # noqa: E402
from tests.classifier.encoder.made import PIECES, tokenizer  # noqa: E402

DATA = Path(__file__).parents[2] / "data"
WIDTH, HIDDEN = 8, 16


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a model, its corpus, documents of somebody's own, and tiny weights."""
    for name, value in {"WIDTH": WIDTH, "N_HEADS": 2, "N_LAYERS": 1, "HIDDEN": HIDDEN}.items():
        monkeypatch.setattr(network, name, value)
    monkeypatch.setattr(fit, "N_LAYERS", 1)
    monkeypatch.setattr(crossfit, "check_weights", lambda folder: None)
    shutil.copytree(DATA / "model_v1", tmp_path / "base")
    lines = (DATA / "tiny.jsonl").read_text(encoding="utf-8").splitlines()
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(lines[:15]) + "\n", encoding="utf-8")
    monkeypatch.setattr(build, "shipped_corpus", lambda: list(read_documents(corpus)))
    (tmp_path / "mine.jsonl").write_text("\n".join(lines[15:]) + "\n", encoding="utf-8")
    (tmp_path / "weights").mkdir()
    record = json.loads(tokenizer()) | {"added_tokens": []}
    (tmp_path / "weights" / "tokenizer.json").write_text(json.dumps(record))
    save_file(published(), tmp_path / "weights" / "model.safetensors")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def published() -> dict[str, torch.Tensor]:
    """Random weights under the names of the published ones."""
    torch.manual_seed(0)
    layer = "encoder.layer.0."
    norms = ["embeddings.LayerNorm", f"{layer}attention.output.LayerNorm"]
    found = {
        "embeddings.word_embeddings.weight": torch.randn(len(PIECES), WIDTH),
        "embeddings.position_embeddings.weight": torch.randn(network.POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": torch.randn(2, WIDTH),
    }
    for name in [*norms, f"{layer}output.LayerNorm"]:
        found |= {f"{name}.weight": torch.ones(WIDTH), f"{name}.bias": torch.zeros(WIDTH)}
    square = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
    for name, rows, columns in [
        *((part, WIDTH, WIDTH) for part in [*square, f"{layer}attention.output.dense"]),
        (f"{layer}intermediate.dense", HIDDEN, WIDTH),
        (f"{layer}output.dense", WIDTH, HIDDEN),
    ]:
        found |= {f"{name}.weight": torch.randn(rows, columns), f"{name}.bias": torch.zeros(rows)}
    return found


def test_a_base_and_an_encoder_make_a_new_model_of_both_corpora(home: Path) -> None:
    done = CliRunner().invoke(
        main,
        [
            *("train", "mine.jsonl", "--base", "base", "--encoder", "weights"),
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
