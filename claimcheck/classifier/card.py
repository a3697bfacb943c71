"""The model card: what the model is for, what it was made of, how good it is, where it fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

Figures = Mapping[str, Any]
_FEW_DOCUMENTS = 3
"""A style with fewer documents gets no row of its own: its figures would be chance."""
_PURPOSE = (
    "Finds health claims in English articles and labels each supported, anecdotal, overstated or "
    "unsafe. It judges wording against what is generally known; it does not check facts, and its "
    "word is a reason to look, not a verdict."
)
_INSIDE = (
    "scikit-learn logistic regression on words, cues, shape and context, calibrated on articles "
    "that the fold had not seen (`estimators.skops`), and the same weights as plain arrays for "
    "inference (`claimcheck_finder/`, `claimcheck_labeller/`)."
)


def model_card(name: str, version: str, metrics: Figures, failures: str | None = None) -> str:
    """Markdown text of the card, every figure taken from `metrics`.

    `failures` is the Markdown of the known failures; without it, what the package knows of them.
    """
    held_out = metrics["held_out"]
    parts = [
        [f"# {name} {version}", _PURPOSE],
        _made_of(metrics),
        [f"## On {_documents(held_out)} held-out documents of the corpus"],
        _measured(held_out, ""),
        _out_of_fold(metrics),
        *(_real(found) for found in metrics.get("measured", ())),
        ["## Known failures", known_failures() if failures is None else failures.strip()],
    ]
    return "\n\n".join(piece for part in parts for piece in part) + "\n"


def known_failures() -> str:
    """Markdown of the failures that come with this way of judging, as the package states them."""
    text = (files("claimcheck") / "classifier" / "known_failures.md").read_text(encoding="utf-8")
    return text.strip()


def _made_of(metrics: Figures) -> Iterator[str]:
    yield "## Made of"
    yield f"{_documents_used(metrics)}; seed {metrics['seed']}. sha256 of the training files:"
    yield _bullets(f"`{file}` {digest}" for file, digest in metrics["corpus_sha256"].items())
    yield _INSIDE
    if metrics.get("versions"):
        told = (f"{package} {version}" for package, version in metrics["versions"].items())
        yield f"Made with {', '.join(told)}."
    if metrics.get("command"):
        yield f"To make it again:\n\n```\n{metrics['command']}\n```"


def _documents_used(metrics: Figures) -> str:
    counts, base = metrics["documents"], metrics.get("base")
    foreign = (
        f"{counts['weights_only']} weight-only articles, which shape the weights and add no "
        "wording of their own"
    )
    if base is None:
        return f"{counts['corpus']} composed documents of the corpus and {foreign}"
    named = f"{base['name']} (sha256 of its manifest {base['manifest_sha256']})"
    new = f"{counts['corpus']} documents and {foreign}"
    if "rehearsed" not in base:
        return f"The corpus that comes with claimcheck, as {named}, all made anew, and {new}"
    return (
        f"{named}, refitted on {new}; {base['rehearsed']} documents that it comes from were "
        "rehearsed with what it says of them"
    )


def _out_of_fold(metrics: Figures) -> Iterator[str]:
    errors = metrics["calibration_error"]
    yield f"Expected calibration error out of fold, by estimator: {_listed(errors)}."


def _real(found: Figures) -> Iterator[str]:
    yield f"## On {_documents(found)} real articles (`{found['file']}`)"
    yield "Only measured, never trained on; the file's sha256 is " + found["sha256"] + "."
    yield from _measured(found, f"-{found['stem']}")


def _documents(figures: Figures) -> int:
    return int(figures["articles"])


def _measured(figures: Figures, suffix: str) -> Iterator[str]:
    """Figures, tables and plots of one set of articles; `suffix` ends the plots' file names."""
    yield _leading(figures)
    yield _table(
        ("sentences", "precision", "recall", "F1", "gold"),
        (_row(label, row) for label, row in figures["labels"].items()),
    )
    yield _table(
        ("claim spans", "precision", "recall", "F1", "gold"),
        (_row(label, row) for label, row in figures["spans"].items()),
    )
    yield "Confusion (rows gold, columns predicted):"
    yield _table(
        ("", *figures["confusion"]),
        ([label, *map(str, row.values())] for label, row in figures["confusion"].items()),
    )
    yield from _groups(figures)
    yield from _trust(figures, suffix)


def _leading(figures: Figures) -> str:
    return (
        f"detection F1 {figures['detection']['f1']:.3f}, macro-F1 of five classes "
        f"{figures['macro_f1_five']:.3f} and of four labels {figures['macro_f1_four']:.3f}, "
        f"revise F1 {figures['revise']['f1']:.3f} (precision "
        f"{figures['revise']['precision']:.3f}), unsafe recall {figures['unsafe_recall']:.3f}, "
        f"span macro-F1 {figures['span_macro_f1']:.3f}."
    )


def _groups(figures: Figures) -> Iterator[str]:
    """The tables by length of the sentence and by style."""
    yield "By length of the sentence (short: up to 12 words, medium: up to 25):"
    yield _group_table("length", figures["lengths"])
    styles = figures["styles"]
    shown = {name: row for name, row in styles.items() if row["articles"] >= _FEW_DOCUMENTS}
    if shown:
        yield (
            f"By style, as far as it has {_FEW_DOCUMENTS} documents "
            f"({len(shown)} of {len(styles)} styles; all are in `metrics.json`):"
        )
        yield _group_table("style", shown)


def _group_table(kind: str, groups: Mapping[str, Figures]) -> str:
    return _table(
        (kind, "sentences", "with a claim", "detection F1", "revise F1", "unsafe recall"),
        (
            [
                name,
                *(str(row[key]) for key in ("sentences", "claims")),
                *(_figure(row[key]) for key in ("detection_f1", "revise_f1", "unsafe_recall")),
            ]
            for name, row in groups.items()
        ),
    )


def _trust(figures: Figures, suffix: str) -> Iterator[str]:
    """Curves, calibration and abstention."""
    areas = figures["average_precision"]
    yield f"![Precision and recall](precision-recall{suffix}.svg)"
    yield "Average precision: " + _listed(areas) + "."
    yield f"![Reliability](reliability{suffix}.svg)"
    yield _calibrated(figures)
    yield from _abstention(figures["abstention"])


def _calibrated(figures: Figures) -> str:
    errors = {name: found["error"] for name, found in figures["calibration"].items()}
    return f"Expected calibration error: {_listed(errors)}; 0.05 at most is wanted."


def _abstention(found: Figures) -> Iterator[str]:
    sure = found["sure"]
    yield (
        f"The model asks for a second look (`needs_review`) where no label reaches "
        f"{sure['least']:.2f}. It is sure of {_figure(sure['coverage'])} of its claims; of those "
        f"that are claims at all, {_figure(sure['accuracy'])} have the right label. By the "
        "confidence that is asked for:"
    )
    yield _table(
        ("confidence", "coverage", "right label, of the claims", "right, of all", "claims left"),
        (
            [
                f"{row['least']:.1f}",
                *(_figure(row[key]) for key in ("coverage", "accuracy", "precision")),
                str(row["n_claims"]),
            ]
            for row in found["table"]
        ),
    )


def _row(label: str, row: Figures) -> list[str]:
    return [
        label,
        *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1")),
        str(row["n_gold"]),
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(text: str) -> str:
    """Text that cannot break out of its cell."""
    return " ".join(text.replace("|", "\\|").split())


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _listed(figures: Mapping[str, float | None]) -> str:
    return ", ".join(f"{name} {_figure(value)}" for name, value in figures.items()) or "none"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
