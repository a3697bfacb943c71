"""The results of `claimcheck corpus` as lines to read, made from their JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimcheck.labels import LABELS

_MOST_STYLES, _MOST_TOPICS, _MOST_NAMED = 30, 15, 8
_NAMED = {"interventions": "interventions or exposures", "conditions": "conditions"}
Told = Mapping[str, Any]


def stats_lines(told: Told) -> Iterator[str]:
    yield f"{told['documents']} documents, {told['sentences']} sentences"
    yield f"{told['share_without_claim']:.1%} of the sentences hold no claim"
    yield ""
    rows = [
        [name, told["claims"].get(name, ""), count]
        for name, count in told["sentences_by_label"].items()
    ]
    yield from _table(["label", "claims", "sentences"], rows)
    yield ""
    yield from (_named(kind, found) for kind, found in told["named"].items())
    yield from _groups("style", told["styles"], _MOST_STYLES)
    yield from _groups("topic", told["topics"], _MOST_TOPICS)
    yield ""
    rows = [[name.replace("_", " "), *each.values()] for name, each in told["lengths"].items()]
    yield from _table(["length", "least", "median", "mean", "most"], rows)
    yield from _frames("first four words of a document", "documents", told["openings"])
    yield from _frames("first four words of a sentence", "sentences", told["frames"])


def split_lines(told: Told) -> Iterator[str]:
    yield (
        f"{told['train']} documents to train, {told['held_out']} held out; "
        f"{told['kept_together']} of them kept together with near-duplicates"
    )


def conversion_lines(told: Told) -> Iterator[str]:
    yield f"{told['documents']} documents with {told['claims']} claims written"


def agreement_lines(told: Told) -> Iterator[str]:
    yield (
        f"{told['documents']} documents, {told['sentences']} sentences, "
        f"annotators {', '.join(told['annotators'])}"
    )
    if told["documents_of_one_annotator"]:
        yield f"{told['documents_of_one_annotator']} documents of one annotator alone left out"
    yield ""
    names = ["observed_agreement", "fleiss_kappa", "krippendorff_alpha"]
    yield from _table(
        ["all annotators", ""], [[name.replace("_", " "), _figure(told[name])] for name in names]
    )
    for pair in told["pairs"]:
        yield ""
        rows = [["Cohen's kappa", _figure(pair["cohen_kappa"])]]
        rows.append(["observed agreement", _figure(pair["observed_agreement"])])
        for name, value in pair["span_f1"].items():
            rows.append([f"span F1, {name.replace('_', ' ')}", _figure(value)])
        for name, value in pair["span_f1_by_label"].items():
            rows.append([f"span F1, overlap, {name}", _figure(value)])
        yield from _table([" and ".join(pair["annotators"]), ""], rows)


def doubt_lines(told: Told) -> Iterator[str]:
    yield f"{told['all']['doubts']} doubts in {told['all']['documents']} documents"
    for found in told["doubts"]:
        yield ""
        place = f"{found['id']} ({found['start']}, {found['end']})"
        yield f"{found['score']:.2f}  {place}  {found['label'] or 'unmarked'}"
        yield f"      {' '.join(found['text'].split())}"
        for reason in found["reasons"]:
            yield f"      - {reason['message']}"
    yield ""
    rows = [[each["id"], each["doubts"], f"{each['score']:.2f}"] for each in told["documents"]]
    yield from _table(["document", "doubts", "sum"], rows)


def _named(kind: str, found: Told) -> str:
    often = ", ".join(list(found["documents"])[:_MOST_NAMED])
    return f"{found['different']} different {_NAMED[kind]} named" + (
        f"; in most documents: {often}" if often else ""
    )


def _groups(kind: str, groups: Told, most: int) -> Iterator[str]:
    yield ""
    rows = [
        [name, each["documents"], each["sentences"], *(each[label] for label in LABELS)]
        for name, each in list(groups.items())[:most]
    ]
    yield from _table([kind, "documents", "sentences", *LABELS], rows)
    if len(groups) > most:
        yield f"... and {len(groups) - most} more"


def _frames(title: str, of: str, frames: Sequence[Told]) -> Iterator[str]:
    yield ""
    rows = [[each["words"], each["count"], f"{each['share']:.2%}"] for each in frames]
    yield from _table([title, "times", f"of {of}"], rows or [["none occurs twice", "", ""]])


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Columns under one another: the first to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first, *rest = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *rest]).rstrip()
