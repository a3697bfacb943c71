"""The figures as a record to keep and as a page for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy.measuring import MEASURES, Estimate, Measured

_INTRO = """\
# Accuracy beside the peers

Made by one command; every system is measured on the same documents in the same run. Do not edit
this page, run the command again.

All trained peers learn from the sentences that `en_claimcheck_sm` learns from, with the same
weights, and choose their thresholds by the rule that it follows, on documents left out of the fit.
Where a document states its sentences, the systems that judge sentence by sentence are given them;
claimcheck finds its own. The peers' spans are whole sentences. How the findings of
llm-medical-guard become labels, in its favour where the guide leaves a choice:
[guard.py](accuracy/guard.py).

In brackets: the middle 95 % of {resamples} resamples of the documents. In bold: the best of a
column. All measures run from 0 to 1, higher is better.
"""


@dataclass(frozen=True, slots=True)
class SetOfDocuments:
    """The systems on one file, by name, in the order of the table."""

    path: str
    measured: Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All that one run found. ours: the names of our models; about: what each system is; speed:
    words a second."""

    facts: Mapping[str, Any]
    about: Mapping[str, str]
    ours: Sequence[str]
    sets: Sequence[SetOfDocuments]
    speed: Mapping[str, float]
    resamples: int
    seed: int

    @property
    def peers(self) -> list[str]:
        return [name for name in self.about if name not in self.ours]

    def pace(self, name: str) -> float:
        """How many times as quick as the first of our models; above 1 is quicker."""
        first = self.ours[0] if self.ours else name
        return self.speed[name] / self.speed[first]


def as_record(found: Benchmark) -> dict[str, Any]:
    """The figures as plain values."""
    return {
        **found.facts,
        "seed": found.seed,
        "resamples": found.resamples,
        "systems": dict(found.about),
        "sets": {item.path: _set_record(item, found) for item in found.sets},
        "speed": {
            name: {
                "words_per_second": round(value, 1),
                "times_as_quick": round(found.pace(name), 4),
            }
            for name, value in found.speed.items()
        },
    }


def _set_record(item: SetOfDocuments, found: Benchmark) -> dict[str, Any]:
    return {
        "measures": {
            name: _plain(measured.estimates) | {"report": measured.report.as_dict()}
            for name, measured in item.measured.items()
        },
        "ahead": {
            ours: {
                peer: _plain(item.measured[ours].ahead_of(item.measured[peer]))
                for peer in found.peers
            }
            for ours in found.ours
        },
    }


def _plain(estimates: Mapping[str, Estimate]) -> dict[str, Any]:
    return {name: estimate.as_dict() for name, estimate in estimates.items()}


def as_markdown(found: Benchmark) -> str:
    """The page for people; ratios only, since absolute times say more of the machine."""
    lines = [_INTRO.format(resamples=f"{found.resamples:,}")]
    for item in found.sets:
        lines += _set_lines(item, found)
    lines += _system_lines(found)
    lines += _fact_lines(found)
    return "\n".join(lines) + "\n"


def _set_lines(item: SetOfDocuments, found: Benchmark) -> Iterator[str]:
    report = next(iter(item.measured.values())).report
    yield f"## On {item.path}: {report.articles} documents, {report.sentences:,} sentences\n"
    best = {
        name: max(measured.estimates[name].value for measured in item.measured.values())
        for name in MEASURES
    }
    yield from _head("system", MEASURES)
    for name, measured in item.measured.items():
        cells = [_cell(measured.estimates[column], best[column]) for column in MEASURES]
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    for ours in found.ours:
        yield from _lead_lines(item, ours, found.peers)


def _lead_lines(item: SetOfDocuments, ours: str, peers: Sequence[str]) -> Iterator[str]:
    """By how much one of our models is ahead of each peer, and where it is not."""
    ahead = {peer: item.measured[ours].ahead_of(item.measured[peer]) for peer in peers}
    yield f"What {ours} is ahead by, paired; in bold where the interval leaves out 0:\n"
    yield from _head("ahead of", MEASURES)
    for peer, leads in ahead.items():
        yield f"| {peer} | {' | '.join(_lead(leads[column]) for column in MEASURES)} |"
    behind = [
        f"{column} ({peer})"
        for peer, leads in ahead.items()
        for column, lead in leads.items()
        if lead.value <= 0
    ]
    yield ""
    if behind:
        yield f"{ours} does not lead in: {', '.join(behind)}.\n"
    elif peers:
        yield f"{ours} leads every peer in every measure.\n"


def _system_lines(found: Benchmark) -> Iterator[str]:
    first = found.ours[0] if found.ours else ""
    pace = f"times as quick as {first}" if first else "pace"
    yield "## The systems, and how quick they are\n"
    yield from _head("system", ("what it is", pace))
    for name, about in found.about.items():
        yield f"| {name} | {about} | {_pace(found.pace(name))} |"
    yield (
        "\nProcessor time from the text to the spans on one thread, sentences found included, "
        "the best of three rounds in turns.\n"
    )


def _fact_lines(found: Benchmark) -> Iterator[str]:
    machine = found.facts["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in found.facts["versions"].items())
    yield "## How these figures came about\n"
    yield f"- {found.facts['date']}, seed {found.seed}: `{found.facts['command']}`"
    yield (
        f"- {machine['processor']}, {machine['cores']} cores, {machine['system']}, "
        f"Python {machine['python']}"
    )
    yield f"- {versions}"
    yield "- all figures, confusions and the sha256 of the files: [accuracy.json](accuracy.json)"


def _head(first: str, columns: Sequence[str] | Mapping[str, Any]) -> Iterator[str]:
    yield f"| {first} | {' | '.join(columns)} |"
    yield "|---" * (1 + len(columns)) + "|"


def _cell(estimate: Estimate, best: float) -> str:
    value = f"{estimate.value:.2f}"
    value = f"**{value}**" if estimate.value == best and best > 0 else value
    return f"{value} ({estimate.low:.2f}–{estimate.high:.2f})"


def _lead(estimate: Estimate) -> str:
    value = f"{estimate.value:+.2f}"
    value = f"**{value}**" if estimate.is_sure else value
    return f"{value} ({estimate.low:+.2f} to {estimate.high:+.2f})"


def _pace(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}"
