"""The model card: what the model is for, what it was made of, how good it is, where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def model_card(name: str, version: str, metrics: Mapping[str, Any]) -> str:
    """Markdown text of the card, every figure taken from `metrics`."""
    held_out = metrics["held_out"]
    documents = metrics["documents"]
    lines = [
        f"# {name} {version}",
        "",
        "Finds health claims in English articles and labels each supported, anecdotal, "
        "overstated or unsafe. It judges wording against what is generally known; it does not "
        "check facts, and its word is a reason to look, not a verdict.",
        "",
        "## Made of",
        "",
        f"{documents['corpus']} composed documents of the corpus and {documents['weights_only']} "
        "weight-only articles, which shape the weights and add no wording of their own; seed "
        f"{metrics['seed']}. sha256 of the training files:",
        "",
        *(f"- `{file}` {digest}" for file, digest in metrics["corpus_sha256"].items()),
        "",
        "scikit-learn logistic regression on words, cues, shape and context, calibrated on "
        "articles that the fold had not seen (`estimators.skops`), and the same weights as plain "
        "arrays for inference (`claimcheck_finder/`, `claimcheck_labeller/`).",
        "",
        f"## On {documents['held_out']} held-out documents of the corpus",
        "",
        f"detection F1 {held_out['detection']['f1']:.3f}, macro-F1 of five classes "
        f"{held_out['macro_f1_five']:.3f} and of four labels {held_out['macro_f1_four']:.3f}, "
        f"revise F1 {held_out['revise']['f1']:.3f}, unsafe recall "
        f"{held_out['unsafe_recall']:.3f}, span macro-F1 {held_out['span_macro_f1']:.3f}.",
        "",
        "| sentences | precision | recall | F1 | gold |",
        "|---|---|---|---|---|",
        *(
            f"| {label} | {row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} "
            f"| {row['n_gold']} |"
            for label, row in held_out["labels"].items()
        ),
        "",
        "Confusion (rows gold, columns predicted):",
        "",
        "| | " + " | ".join(held_out["confusion"]) + " |",
        "|---" * (1 + len(held_out["confusion"])) + "|",
        *(
            f"| {label} | " + " | ".join(str(count) for count in row.values()) + " |"
            for label, row in held_out["confusion"].items()
        ),
        "",
        "Expected calibration error, out of fold: "
        + ", ".join(f"{head} {value:.3f}" for head, value in metrics["calibration_error"].items())
        + ".",
        "",
    ]
    return "\n".join(lines)
