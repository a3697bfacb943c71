"""What changed between two models, as lines, Markdown and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from claimcheck.classifier.changes import Changes, Kind
from claimcheck.labels import Label
from claimcheck.report.markdown import escaped
from claimcheck.report.style import printable


def as_jsonl(changes: Changes) -> str:
    """One changed claim a line, the most severe first."""
    return "".join(
        json.dumps(change.as_json(), ensure_ascii=False) + "\n" for change in changes.found
    )


def as_table(changes: Changes) -> str:
    """How many claims changed, by label and kind of change, for people."""
    lines = [title(changes), "", f"{'':12}" + "".join(f"{kind.value:>11}" for kind in Kind)]
    for label, tally in changes.counts.items():
        lines.append(f"{label.value:12}" + "".join(f"{tally[kind]:11}" for kind in Kind))
    return "\n".join(lines)


def as_lines(changes: Changes) -> Iterator[str]:
    """A line a changed claim, for people."""
    for item in changes.found:
        labels = f"gold {_name(item.gold)}, {_name(item.old)} -> {_name(item.new)}"
        place = f"{printable(item.id)}:{item.start}"
        yield f"{item.kind:10} {place}  {labels}: {printable(item.text)}"


def as_markdown(changes: Changes) -> str:
    """Counts and changed claims as two tables."""
    lines = [f"# {escaped(title(changes))}", "", "| | " + " | ".join(Kind) + " |"]
    lines.append("|---" * (1 + len(Kind)) + "|")
    for label, tally in changes.counts.items():
        counts = " | ".join(str(tally[kind]) for kind in Kind)
        lines.append(f"| {label.value} | {counts} |")
    lines += ["", "| change | where | gold | old | new | claim |", "|---" * 6 + "|"]
    for item in changes.found:
        cells = [item.kind.value, f"{item.id}:{item.start}"]
        cells += [*map(_name, (item.gold, item.old, item.new)), item.text]
        lines.append("| " + " | ".join(map(escaped, cells)) + " |")
    return "\n".join(lines) + "\n"


BY_SUFFIX: dict[str, Callable[[Changes], str]] = {".jsonl": as_jsonl, ".md": as_markdown}
"""The writer of a file of changes, by the end of its name."""


def title(changes: Changes) -> str:
    """A line that says how many claims changed, between what, on how much."""
    return (
        f"{len(changes.found)} claims changed from {changes.old} to {changes.new} "
        f"on {changes.n_articles} documents"
    )


def _name(label: Label | None) -> str:
    return label.value if label is not None else "none"
